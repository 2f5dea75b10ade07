// The rows of a redemption in the tables of the books, each as one text, which its side holds.
import type { Redemption, Reversal } from '../../../core/redemption/redemption';
import { sortKeyOf } from '../../shared/sort-key';
import type { Bindable, Database } from '../engine/database';

/** The row of a redemption that has settled: none or one. */
export function settledEntries({ id, settledAt, type, redeemedCents, changeVoucher: change }: Redemption): string[] {
  if (settledAt === undefined) return [];
  const row = [sortKeyOf(settledAt, id), type, redeemedCents, Number(change !== null), change?.amountCents ?? null];
  return [JSON.stringify(row)];
}

/** A row for each reversal. */
export function reversalEntries({ type, reversals }: Redemption): string[] {
  return reversals.map(({ id, status, amountCents, createdAt, settledAt }: Reversal) =>
    JSON.stringify([
      id,
      type,
      status,
      amountCents,
      sortKeyOf(createdAt, id),
      settledAt === undefined ? null : sortKeyOf(settledAt, id),
    ]),
  );
}

export function addSettled(database: Database, { id, accountId, livemode }: Redemption, entry: string): void {
  database.run(
    `INSERT OR REPLACE INTO book_settled
       (place, type, redeemed_cents, changed, change_cents, account_id, livemode, redemption_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ...columnsOf(entry),
    accountId,
    Number(livemode),
    id,
  );
}

export function dropSettled(database: Database, { accountId, livemode }: Redemption, entry: string): void {
  const [place = null] = columnsOf(entry);
  const sql = 'DELETE FROM book_settled WHERE account_id = ? AND livemode = ? AND place = ?';
  database.run(sql, accountId, Number(livemode), place);
}

export function addReversal(database: Database, { id, accountId, livemode }: Redemption, entry: string): void {
  database.run(
    `INSERT OR REPLACE INTO book_reversals
       (reversal_id, type, status, amount_cents, place, settled_place, account_id, livemode, redemption_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...columnsOf(entry),
    accountId,
    Number(livemode),
    id,
  );
}

export function dropReversal(database: Database, _redemption: Redemption, entry: string): void {
  const [id = null] = columnsOf(entry);
  database.run('DELETE FROM book_reversals WHERE reversal_id = ?', id);
}

function columnsOf(entry: string): Bindable[] {
  return JSON.parse(entry) as Bindable[];
}
