// The settlement file of a simulated provider: one semicolon CSV line for everything that moved value. Pure, line by line.
import type { SimulatedVoucher } from './books';
import { movementNumber } from './scenarios';

const HEADER = 'date;reference;transaction_id;type;product;gross;fee;commission;net;status\n';

interface Row {
  readonly at: string;
  readonly reference: string;
  readonly type: 'Redemption' | 'Change' | 'Refund';
  readonly amount: number;
  readonly status: 'Success' | 'Reversed';
}

/**
 * What moved value on vouchers of `type` at or after `fromMs` and before `toMs`, oldest first. Money is decimal rand. A redemption that
 * was put back on its voucher keeps its line and is marked `Reversed`, and so is a refund that was taken back.
 */
export function* statementLines(
  vouchers: readonly SimulatedVoucher[],
  type: string,
  fromMs: number,
  toMs: number,
): Generator<string> {
  yield HEADER;
  const own = vouchers.filter((voucher) => voucher.type === type);
  const taken = new Map(own.flatMap((voucher) => voucher.taken.map(({ reference, at }) => [reference, at] as const)));
  const rows = own
    .flatMap((voucher) => [...takings(voucher), ...issuing(voucher, taken)])
    .filter(({ at }) => Date.parse(at) >= fromMs && Date.parse(at) < toMs);
  rows.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  for (const row of rows) yield line(type, row);
}

function takings({ taken, returned }: SimulatedVoucher): Row[] {
  return taken.map(({ at, reference, amount }, index) => {
    // A voucher is whole again before it is taken again, so returns pair off with takings in order.
    const status = index < returned.length ? 'Reversed' : 'Success';
    return { at, reference, type: 'Redemption', amount, status };
  });
}

/** A voucher that was issued for a redemption of these books is its change; for any other reference, a refund. */
function issuing(voucher: SimulatedVoucher, taken: ReadonlyMap<string, string>): Row[] {
  const { issued_for: reference, issued_at, value: amount } = voucher;
  if (reference === null) return [];
  const takenAt = taken.get(reference);
  const status = voucher.status === 'cancelled' ? 'Reversed' : 'Success';
  // Books of versions that did not note when: a refund without a time stands at the end of what is known.
  const at = takenAt ?? issued_at ?? new Date(0).toISOString();
  return [{ at, reference, type: takenAt === undefined ? 'Refund' : 'Change', amount, status }];
}

function line(type: string, { at, reference, type: kind, amount, status }: Row): string {
  const gross = rand(amount);
  const number = String(movementNumber(reference));
  return `${[at, reference, number, kind, type, gross, '0.00', '0.00', gross, status].map(quoted).join(';')}\n`;
}

function rand(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}

/** OTT and Blu take any characters in a reference. */
function quoted(cell: string): string {
  return /[";\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
