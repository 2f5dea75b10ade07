// Books on SQLite: tables of their own beside the redemptions, which each write of a redemption keeps right.
import { type DayFigure, type SettledRow, Tally } from '../../../core/books/figures';
import { BookStore, type DaysQuery, type ListedReversal, type ReversalQuery } from '../../../core/books/store';
import { withSettledTimes } from '../../../core/redemption/settling/settled-times';
import { StoreUnavailable } from '../../../core/store-unavailable';
import type { Paged } from '../../../core/values/page';
import { positionOf, startOf } from '../../shared/sort-key';
import { Turns } from '../../../system/turns';
import type { Database, Row } from '../engine/database';
import type { GroupCommit } from '../engine/group-commit';
import { historyOf, KEPT_REDEMPTION } from '../kept';
import { moveSide, readSide, sideOf, sideTextOf } from '../side-tables';
import { readBookPage } from './pages';
import { type DayRows, doubtRows, givenBackRows, reversalList, settledRows } from './queries';

/** Rows that are added up in one turn of the event loop: a few milliseconds. */
const BATCH = 1000;
/** Sorts after everything that begins with the same place. */
const BEHIND = '\uffff';

const MARK = 'books';
const FILLED = 'filled';

/** `BookStore` on SQLite. */
export class SqliteBooks extends BookStore {
  private readonly turns = new Turns();
  private isFilled = false;

  constructor(
    private readonly database: Database,
    private readonly writer: GroupCommit,
  ) {
    super();
  }

  override async reversals(query: ReversalQuery): Promise<Paged<ListedReversal>> {
    await this.requireFilled();
    return readBookPage(this.database, reversalList(query), query.limit, (redemption, id) => {
      const reversal = redemption.reversals.find((candidate) => candidate.id === id);
      return reversal && { redemption, reversal };
    });
  }

  override async days(query: DaysQuery): Promise<DayFigure[]> {
    await this.requireFilled();
    const tally = new Tally(query.offsetMs);
    await this.each(query, settledRows, (row) => {
      tally.settled(settledOf(row));
    });
    await this.each(query, givenBackRows, (row) => {
      if (row['given_cents'] !== null)
        tally.add(atOf(row), String(row['type']), 'given_back', Number(row['given_cents']));
    });
    await this.each(query, doubtRows, (row) => {
      tally.add(atOf(row), String(row['type']), 'in_doubt', Number(row['amount_cents']));
    });
    return tally.figures;
  }

  override async fill(limit: number): Promise<boolean> {
    if (this.mark() === FILLED) return false;
    return this.writer.write(() => {
      const after = this.mark();
      if (after === FILLED) return false;
      const sql = `SELECT id, side, ${KEPT_REDEMPTION.columns} FROM redemptions WHERE id > ? ORDER BY id LIMIT ?`;
      const rows = this.database.all(sql, after, limit);
      for (const row of rows) this.fillIn(row);
      const last = rows.at(-1);
      this.database.run('UPDATE marks SET value = ? WHERE name = ?', last ? String(last['id']) : FILLED, MARK);
      return last !== undefined;
    });
  }

  override async requireFilled(): Promise<void> {
    this.isFilled ||= this.mark() === FILLED;
    if (!this.isFilled)
      throw new StoreUnavailable(new Error('the books of an earlier version are still being brought in'));
  }

  private fillIn(row: Row): void {
    const { id, side } = row;
    const standing = KEPT_REDEMPTION.read(row);
    const redemption = withSettledTimes(standing);
    const text = sideTextOf(redemption);
    if (redemption === standing && text === side) return;
    const sql = 'UPDATE redemptions SET document = ?, history = ?, side = ? WHERE id = ?';
    this.database.run(sql, KEPT_REDEMPTION.textOf(redemption), historyOf(redemption), text, String(id));
    moveSide(this.database, redemption, readSide(String(side)), sideOf(redemption));
  }

  private mark(): string {
    const row = this.database.get('SELECT value FROM marks WHERE name = ?', MARK);
    return row ? String(row['value']) : FILLED;
  }

  private async each(query: DaysQuery, rowsOf: DayRows, add: (row: Row) => void): Promise<void> {
    for (let place = startOf(query.from); ;) {
      await this.turns.next();
      const { sql, values } = rowsOf(query, place, BATCH);
      const rows = this.database.all(sql, ...values);
      rows.forEach(add);
      if (rows.length < BATCH) return;
      place = String(rows.at(-1)?.['place']) + BEHIND;
    }
  }
}

function atOf({ place }: Row): number {
  return positionOf(String(place)).createdAt;
}

function settledOf(row: Row): SettledRow {
  const { type, redeemed_cents: redeemed, changed, change_cents: change } = row;
  return {
    at: atOf(row),
    type: String(type),
    redeemedCents: Number(redeemed),
    changed: changed === 1,
    changeCents: change === null ? null : Number(change),
  };
}
