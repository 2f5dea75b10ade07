// The lines of a statement as other providers write the same.
import type { Truth } from './books-truth';

export type Bend = 'no' | 'capitals' | 'own line' | 'own reference' | 'split' | 'joined';

/** The same as other providers write it: references in capitals, a restore on a line of its own, a sale in two lines; or as the files of two days say it, joined. */
export function bent(how: Bend, truth: Truth): ((line: string) => readonly string[]) | undefined {
  const ownLine = (line: string, isNamed: boolean) => {
    if (!line.includes(';Redemption;') || !line.endsWith(';Reversed\n')) return [line];
    const sale = line.replace(/Reversed\n$/, 'Success\n');
    const reference = line.split(';')[1] ?? '';
    const other = isNamed ? (truth.putBackUnder(reference) ?? reference) : reference;
    return [sale, sale.replace(';Redemption;', ';Restore;').replace(reference, other)];
  };
  const split = (line: string) => {
    const cells = line.split(';');
    const cents = Math.round(Number(cells[5]) * 100);
    if (cells[3] !== 'Redemption' || cents < 200) return [line];
    const of = (part: number) => cells.map((cell, at) => (at === 5 || at === 8 ? (part / 100).toFixed(2) : cell));
    return [cents - 100, 100].map((part) => of(part).join(';'));
  };
  return {
    no: undefined,
    capitals: (line: string) => [line.replace(/op-[0-9a-f-]+/, (reference) => reference.toUpperCase())],
    'own line': (line: string) => ownLine(line, false),
    'own reference': (line: string) => ownLine(line, true),
    split,
    joined: (line: string) =>
      line.endsWith(';Reversed\n') ? [line.replace(/Reversed\n$/, 'Success\n'), line] : [line],
  }[how];
}
