// The settlement file of a simulated provider: one semicolon CSV line for every movement that took value. Pure, line by line.
import type { Movement, SimulatedVoucher } from './books';
import { movementNumber } from './scenarios';

const HEADER = 'date;reference;transaction_id;type;product;gross;fee;commission;net;status\n';

/**
 * The movements that took value from vouchers of `type` at or after `fromMs` and before `toMs`, oldest first. Money is
 * decimal rand. A redemption that was put back on its voucher keeps its line and is marked `Reversed`.
 */
export function* statementLines(
  vouchers: readonly SimulatedVoucher[],
  type: string,
  fromMs: number,
  toMs: number,
): Generator<string> {
  yield HEADER;
  const rows: { movement: Movement; reversed: boolean }[] = [];
  for (const voucher of vouchers) {
    if (voucher.type !== type) continue;
    for (const [index, movement] of voucher.taken.entries()) {
      const atMs = Date.parse(movement.at);
      // A voucher is whole again before it is taken again, so returns pair off with takings in order.
      if (atMs >= fromMs && atMs < toMs) rows.push({ movement, reversed: index < voucher.returned.length });
    }
  }
  rows.sort((a, b) => (a.movement.at < b.movement.at ? -1 : a.movement.at > b.movement.at ? 1 : 0));
  for (const { movement, reversed } of rows) yield line(type, movement, reversed);
}

function line(type: string, { at, reference, amount }: Movement, reversed: boolean): string {
  const gross = rand(amount);
  const cells = [
    at,
    reference,
    String(movementNumber(reference)),
    'Redemption',
    type,
    gross,
    '0.00',
    '0.00',
    gross,
    reversed ? 'Reversed' : 'Success',
  ];
  return `${cells.map(quoted).join(';')}\n`;
}

function rand(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}

/** OTT and Blu take any characters in a reference. */
function quoted(cell: string): string {
  return /[";\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
