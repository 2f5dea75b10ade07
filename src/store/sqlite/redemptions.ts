// Redemptions on SQLite: the document as JSON, beside it the columns and side tables that find it. A write touches all of
// them in one transaction, so that they never disagree.
import { isDeepStrictEqual } from 'node:util';
import type { RedemptionEvent } from '../../core/events/event';
import { RedemptionStore } from '../../core/redemption/store';
import type { RedemptionQuery } from '../../core/redemption/store';
import type { ReplaceResult } from '../../core/redemption/store';
import type { InsertResult } from '../../core/redemption/store';
import type { Redemption } from '../../core/redemption/redemption';
import type { Instant } from '../../core/values/time';
import type { OwnedPage } from '../../core/values/page';
import { sortKeyOf } from '../sort-key';
import { repeatedScope } from '../scopes';
import type { Bindable, Database, Row } from './engine/database';
import { insertEvent } from './events';
import type { GroupCommit } from './engine/group-commit';
import { dueList, indexText, openReviewList, redemptionList, type Statement } from './lists';
import { moveSide, readSide, sideOf } from './side-tables';

const INSERT = `INSERT INTO redemptions (account_id, livemode, place, type, external_reference, terminal_id, claim, side,
  rev, status, outcome, claimed, due_at, review_place, redeemed_cents, reversed_cents, document, id)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
/** What moves with the state. The other indexes of the row are not touched. */
const UPDATE_STATE = `UPDATE redemptions SET rev = ?, status = ?, outcome = ?, claimed = ?, due_at = ?, review_place = ?,
  redeemed_cents = ?, reversed_cents = ?, document = ? WHERE id = ?`;
/** What hardly ever changes after the insert: what the row is filed under, and its side tables. */
const UPDATE_FILING = `UPDATE redemptions SET account_id = ?, livemode = ?, place = ?, type = ?, external_reference = ?,
  terminal_id = ?, claim = ?, side = ? WHERE id = ?`;

/** Whether anything at all stands in the way of a new row: one look for what hardly ever happens. */
const MEETS = `SELECT EXISTS (SELECT 1 FROM redemptions WHERE id = ?1)
    OR EXISTS (SELECT 1 FROM idempotency_scopes WHERE scope = ?2)
    OR (?4 AND EXISTS (SELECT 1 FROM redemptions WHERE claim = ?3 AND claimed = 1)) AS something`;

export class SqliteRedemptions extends RedemptionStore {
  private written = 0;

  constructor(
    private readonly database: Database,
    private readonly writer: GroupCommit,
  ) {
    super();
  }

  /** Acknowledged inserts and replaces. */
  get writes(): number {
    return this.written;
  }

  override insert(redemption: Redemption, events: readonly RedemptionEvent[]): Promise<InsertResult> {
    return this.count(() => {
      if (this.meetsSomething(redemption)) {
        const standing = this.database.get('SELECT document FROM redemptions WHERE id = ?', redemption.id);
        if (standing) return alreadyThere(redemption, standing);
        const obstacle = this.obstacle(redemption);
        if (obstacle) return obstacle;
      }
      const side = sideOf(redemption);
      this.database.run(INSERT, ...filing(redemption, JSON.stringify(side)), ...state(redemption), redemption.id);
      moveSide(this.database, redemption, null, side);
      for (const event of events) insertEvent(this.database, event);
      return { kind: 'written' };
    });
  }

  override replace(
    redemption: Redemption,
    expectedRev: number,
    events: readonly RedemptionEvent[],
  ): Promise<ReplaceResult> {
    return this.count(() => {
      const standing = this.database.get('SELECT rev, claimed, side FROM redemptions WHERE id = ?', redemption.id);
      if (!standing || Number(standing.rev) !== expectedRev) return { kind: 'stale' };
      const side = sideOf(redemption);
      const sideText = JSON.stringify(side);
      // What it held already nobody else can hold.
      const claimsMore = sideText !== standing.side || (redemption.claimed && standing.claimed !== 1);
      const obstacle = claimsMore ? this.obstacle(redemption) : null;
      if (obstacle) return obstacle;
      this.database.run(UPDATE_STATE, ...state(redemption), redemption.id);
      if (sideText !== standing.side) {
        this.database.run(UPDATE_FILING, ...filing(redemption, sideText), redemption.id);
        moveSide(this.database, redemption, readSide(String(standing.side)), side);
      }
      for (const event of events) insertEvent(this.database, event);
      return { kind: 'written' };
    });
  }

  override find(id: string): Promise<Redemption | null> {
    return this.one('SELECT document FROM redemptions WHERE id = ?', id);
  }

  override findByIdempotency(scope: string): Promise<Redemption | null> {
    return this.one(`${throughSide('idempotency_scopes')} WHERE side.scope = ?`, scope);
  }

  override findByReview(reviewId: string): Promise<Redemption | null> {
    return this.one(`${throughSide('redemption_reviews')} WHERE side.review_id = ?`, reviewId);
  }

  override findByReference(reference: string): Promise<Redemption | null> {
    return this.one(`${throughSide('operation_references')} WHERE side.reference = ?`, reference);
  }

  override list(query: RedemptionQuery): Promise<Redemption[]> {
    return this.many(redemptionList(query));
  }

  override openReviews(query: OwnedPage): Promise<Redemption[]> {
    return this.many(openReviewList(query));
  }

  override async due(now: Instant, limit: number): Promise<string[]> {
    const { sql, values } = dueList(now, limit);
    return this.database.all(sql, ...values).map((row) => String(row.id));
  }

  private async count<T extends ReplaceResult>(work: () => T): Promise<T> {
    const result = await this.writer.write(work);
    if (result.kind === 'written') this.written += 1;
    return result;
  }

  private meetsSomething({ id, idempotency, claim, claimed }: Redemption): boolean {
    // Hardly ever: a new redemption is the answer to one call.
    if (idempotency.length > 1) return true;
    const scope = idempotency[0]?.scope ?? null;
    return this.database.get(MEETS, id, scope, claim, Number(claimed))?.something === 1;
  }

  /** The other redemption that stands in the way: asked for before the write, as the unique indexes do not say whose row it was. */
  private obstacle(redemption: Redemption): InsertResult | null {
    const repeated = repeatedScope(redemption);
    if (repeated !== null) return { kind: 'idempotency_taken', redemptionId: redemption.id };
    for (const { scope } of redemption.idempotency) {
      const holder = this.database.get('SELECT redemption_id FROM idempotency_scopes WHERE scope = ?', scope);
      if (holder && holder.redemption_id !== redemption.id)
        return { kind: 'idempotency_taken', redemptionId: String(holder.redemption_id) };
    }
    if (!redemption.claimed) return null;
    const claim = 'SELECT id FROM redemptions WHERE claim = ? AND claimed = 1 AND id <> ?';
    const holder = this.database.get(claim, redemption.claim, redemption.id);
    return holder ? { kind: 'claim_taken', redemptionId: String(holder.id) } : null;
  }

  private async one(sql: string, value: string): Promise<Redemption | null> {
    const row = this.database.get(sql, value);
    return row ? parse(row) : null;
  }

  private async many({ sql, values }: Statement): Promise<Redemption[]> {
    return this.database.all(sql, ...values).map(parse);
  }
}

function throughSide(table: string): string {
  return `SELECT r.document FROM ${table} AS side CROSS JOIN redemptions AS r ON r.id = side.redemption_id`;
}

function parse(row: Row): Redemption {
  return JSON.parse(String(row.document)) as Redemption;
}

/** The same write a second time is the same write; anything else under its id is a defect of the caller. */
function alreadyThere(redemption: Redemption, row: Row): InsertResult {
  if (isDeepStrictEqual(parse(row), JSON.parse(JSON.stringify(redemption)))) return { kind: 'written' };
  throw new Error(`${redemption.id} is already there, with other content`);
}

function filing({ id, accountId, livemode, createdAt, ...redemption }: Redemption, side: string): Bindable[] {
  const { externalReference, options } = redemption;
  return [
    accountId,
    Number(livemode),
    sortKeyOf(createdAt, id),
    redemption.type,
    externalReference === null ? null : indexText(externalReference),
    options.terminal_id === undefined ? null : indexText(options.terminal_id),
    redemption.claim,
    side,
  ];
}

function state(redemption: Redemption): Bindable[] {
  const { reviewOpenedAt, id } = redemption;
  return [
    redemption.rev,
    redemption.status,
    redemption.outcome,
    Number(redemption.claimed),
    redemption.dueAt,
    reviewOpenedAt === null ? null : sortKeyOf(reviewOpenedAt, id),
    redemption.redeemedCents,
    redemption.reversedCents,
    JSON.stringify(redemption),
  ];
}
