// What somebody calls a till, compared with the ids that tills have: a support desk hears "till 7" of what is T7 in the books. Pure.

/** What people put before the number of a till, and means nothing. */
const HEADS = ['t', 'till', 'terminal'];

/** A text in lower case, taken apart where it is letters and then a number. */
interface Loose {
  readonly text: string;
  readonly head?: string;
  /** Without zeros before it. */
  readonly number?: string;
}

function looseOf(id: string): Loose {
  const text = id.toLowerCase();
  const { head, number } = /^(?<head>[a-z]*)0*(?<number>\d+)$/.exec(text)?.groups ?? {};
  if (head === undefined || number === undefined) return { text };
  return { text, head: HEADS.includes(head) ? '' : head, number };
}

/** Whether both are the same but for the case of letters, zeros before the number, and what means nothing before that. */
export function isSameTill(said: string, id: string): boolean {
  const [one, other] = [looseOf(said), looseOf(id)];
  return (
    one.text === other.text || (one.number !== undefined && one.head === other.head && one.number === other.number)
  );
}

/** The same; and a number alone is that of any till that has it, whatever the letters before it are. */
export function mayBeTill(said: string, id: string): boolean {
  return isSameTill(said, id) || (/^\d+$/.test(said) && looseOf(said).number === looseOf(id).number);
}

/** How else an id may be written that is registered nowhere: each once, and not as it was said. */
export function spellingsOf(said: string): string[] {
  const { head, number } = looseOf(said);
  const written = /\d+$/.exec(said)?.[0] ?? '';
  const heads = number !== undefined && head === '' ? ['', ...HEADS] : [];
  const forms = [said, ...heads.map((one) => one + written)].flatMap(casesOf);
  return [...new Set(forms)].filter((form) => form !== said);
}

function casesOf(text: string): string[] {
  return [text.toUpperCase(), text.toLowerCase(), text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase()];
}
