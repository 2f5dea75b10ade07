// Redemptions on SQLite: the document as JSON, and the columns and side tables that find it. A write touches all of
// them in one transaction, so that they never disagree.
import { isDeepStrictEqual } from 'node:util';
import type { RedemptionEvent } from '../../core/events/event';
import type { BookStore } from '../../core/books/store';
import { isBySettled, RedemptionStore } from '../../core/redemption/store';
import type { Due, DueLater, FirstDue, ProposalQuery, RedemptionQuery } from '../../core/redemption/store';
import type { ReplaceResult } from '../../core/redemption/store';
import type { InsertResult } from '../../core/redemption/store';
import { finishes } from '../../core/redemption/bounds/finishes';
import { type Redemption, type WithoutHistory } from '../../core/redemption/redemption';
import type { Instant } from '../../core/values/time';
import type { ShownRedemption } from '../../core/redemption/shown/shown';
import type { Paged, ReviewedQuery } from '../../core/values/page';
import { rangeOf, sortKeyOf } from '../shared/sort-key';
import { repeatedScope } from '../shared/repeated-scope';
import { readBookPage } from './books/pages';
import { settledList } from './books/queries';
import { DocumentTable, type TableDefinition } from './document-table';
import type { Database, Row } from './engine/database';
import type { GroupCommit } from './engine/group-commit';
import { eventTable } from './events';
import { historyOf, KEPT_REDEMPTION } from './kept';
import {
  dueLaterList,
  dueList,
  dueOfList,
  endedList,
  indexText,
  nextWithDue,
  proposalList,
  redemptionFilters,
  redemptionList,
  redemptionsAt,
  reviewedList,
} from './lists';
import { claimsOther, moveSide, NO_SIDE, readSide, sideOf, sideTextOf } from './side-tables';
import { readPage } from './walk';

const reviewPlaceOf = ({ reviewOpenedAt, id }: Redemption): string | null =>
  reviewOpenedAt === null ? null : sortKeyOf(reviewOpenedAt, id);
/** By its first review, whatever became of it. */
const reviewedPlaceOf = ({ reviews: [first], id }: Redemption): string | null =>
  first === undefined ? null : sortKeyOf(first.openedAt, id);

const proposedPlaceOf = ({ proposedAt, id }: Redemption): string | null =>
  proposedAt === undefined ? null : sortKeyOf(proposedAt, id);
const proposalWaitsPlaceOf = ({ proposalWaitsSince, id }: Redemption): string | null =>
  typeof proposalWaitsSince === 'number' ? sortKeyOf(proposalWaitsSince, id) : null;

/** The unique indexes watch `claim` and `claimed`; the lists' indexes the rest. */
const TABLE: TableDefinition<Redemption> = {
  name: 'redemptions',
  // What hardly ever changes after the insert. Left alone by most replacements, so that its indexes are not touched.
  filed: {
    account_id: ({ accountId }) => accountId,
    livemode: ({ livemode }) => Number(livemode),
    place: ({ createdAt, id }) => sortKeyOf(createdAt, id),
    type: ({ type }) => type,
    external_reference: ({ externalReference: text }) => (text === null ? null : indexText(text)),
    terminal_id: ({ options: { terminal_id: text } }) => (text === undefined ? null : indexText(text)),
    claim: ({ claim }) => claim,
  },
  moving: {
    rev: ({ rev }) => rev,
    status: ({ status }) => status,
    outcome: ({ outcome }) => outcome,
    due_at: ({ dueAt }) => dueAt,
    redeemed_cents: ({ redeemedCents }) => redeemedCents,
    reversed_cents: ({ reversedCents }) => reversedCents,
    history: historyOf,
    side: sideTextOf,
  },
  // SQLite touches every index whose column an UPDATE names, changed or not, and that over claims has a page anywhere for each.
  seldom: {
    claimed: ({ claimed }) => Number(claimed),
    ends_at: ({ endsAt }) => endsAt ?? null,
    review_place: reviewPlaceOf,
    proposed_place: proposedPlaceOf,
    proposal_waits_place: proposalWaitsPlaceOf,
    reviewed_place: reviewedPlaceOf,
  },
  revision: 'rev',
  kept: KEPT_REDEMPTION,
};

const STANDING = `SELECT rev, claimed, ends_at, review_place, reviewed_place, proposed_place, proposal_waits_place, side
    FROM redemptions WHERE id = ?`;

/** Whether anything at all stands in the way of a new row: one look for what hardly ever happens. */
const MEETS = `SELECT EXISTS (SELECT 1 FROM redemptions WHERE id = ?1)
    OR EXISTS (SELECT 1 FROM idempotency_scopes WHERE scope = ?2)
    OR (?4 AND EXISTS (SELECT 1 FROM redemptions WHERE claim = ?3 AND claimed = 1)) AS something`;

/** `RedemptionStore` on SQLite. A redemption, its side rows and its events are one job of the same transaction. */
export class SqliteRedemptions extends RedemptionStore {
  private written = 0;
  private readonly table;
  private readonly events;

  constructor(
    private readonly database: Database,
    private readonly writer: GroupCommit,
    private readonly books: Pick<BookStore, 'requireFilled'>,
  ) {
    super();
    this.table = new DocumentTable(database, TABLE);
    this.events = eventTable(database);
  }

  /** Acknowledged inserts and replaces. */
  get writes(): number {
    return this.written;
  }

  override async insert(redemption: Redemption, events: readonly RedemptionEvent[]): Promise<InsertResult> {
    return this.count('begins', () => {
      if (this.meetsSomething(redemption)) {
        const standing = this.table.find(redemption.id);
        if (standing) return alreadyThere(redemption, standing);
        const obstacle = this.obstacle(redemption);
        if (obstacle) return obstacle;
      }
      this.table.insert(redemption);
      moveSide(this.database, redemption, null, sideOf(redemption));
      for (const event of events) this.events.insertMissing(event);
      return { kind: 'written' };
    });
  }

  override async replace(
    redemption: Redemption,
    expectedRev: number,
    events: readonly RedemptionEvent[],
  ): Promise<ReplaceResult> {
    return this.count(finishes(redemption) ? 'finishes' : 'begins', () => {
      const standing = this.database.get(STANDING, redemption.id);
      if (!standing || Number(standing.rev) !== expectedRev) return { kind: 'stale' };
      const side = sideOf(redemption);
      const before = sideTextOf(redemption) === standing.side ? null : readSide(String(standing.side));
      // A scope or claim that this row has already cannot be taken by another row, so the check is skipped.
      const claimsMore = (before && claimsOther(before, side)) || (redemption.claimed && standing.claimed !== 1);
      const obstacle = claimsMore ? this.obstacle(redemption) : null;
      if (obstacle) return obstacle;
      this.table.replaceAt(redemption, expectedRev, isRefiled(redemption, standing));
      if (before) {
        // What a row is filed under is in most of its indexes, and hardly ever moves.
        if (before.filed !== side.filed) this.table.refile(redemption);
        moveSide(this.database, redemption, before, side);
      }
      for (const event of events) this.events.insertMissing(event);
      return { kind: 'written' };
    });
  }

  override async find(id: string): Promise<Redemption | null> {
    return this.table.find(id);
  }

  override async findWithoutHistory(id: string): Promise<WithoutHistory | null> {
    const row = this.database.get('SELECT document FROM redemptions WHERE id = ?', id);
    return row ? (JSON.parse(String(row.document)) as WithoutHistory) : null;
  }

  override async findByIdempotency(scope: string): Promise<Redemption | null> {
    return this.through('idempotency_scopes', 'scope', scope);
  }

  override async findByReview(reviewId: string): Promise<Redemption | null> {
    return this.through('redemption_reviews', 'review_id', reviewId);
  }

  override async findByReference(reference: string): Promise<Redemption | null> {
    return this.through('operation_references', 'reference', reference);
  }

  override async page(query: RedemptionQuery): Promise<Paged<ShownRedemption>> {
    if (isBySettled(query)) {
      await this.books.requireFilled();
      return readBookPage(this.database, settledList(query), query.limit, (redemption) => redemption);
    }
    const page = { filters: redemptionFilters(query), range: rangeOf(query), limit: query.limit };
    return readPage(this.database, page, (places) => redemptionsAt(query, places));
  }

  override async list(query: RedemptionQuery): Promise<Redemption[]> {
    return this.table.page(redemptionList(query));
  }

  override async reviewed(query: ReviewedQuery): Promise<Redemption[]> {
    return this.table.page(reviewedList(query));
  }

  override async findByProposal(proposalId: string): Promise<Redemption | null> {
    return this.through('redemption_proposals', 'proposal_id', proposalId);
  }

  override async proposals(query: ProposalQuery): Promise<Redemption[]> {
    return this.table.page(proposalList(query));
  }

  override async newestAt(): Promise<Instant | null> {
    const at = this.database.get("SELECT max(document ->> '$.updatedAt') AS at FROM redemptions")?.at;
    return typeof at === 'number' ? at : null;
  }

  override async due(now: Instant, limit: number): Promise<Due[]> {
    const { sql, values } = dueList(now, limit);
    return this.database.all(sql, ...values).map((row) => ({ id: String(row.id), accountId: String(row.account_id) }));
  }

  override async dueOf(accountId: string, now: Instant, limit: number): Promise<Due[]> {
    const { sql, values } = dueOfList(accountId, now, limit);
    return this.database.all(sql, ...values).map((row) => ({ id: String(row.id), accountId }));
  }

  override async nextWithDue(afterAccountId: string): Promise<FirstDue | null> {
    const { sql, values } = nextWithDue(afterAccountId);
    const row = this.database.get(sql, ...values);
    return row ? { accountId: String(row.account_id), dueAt: Number(row.due_at) } : null;
  }

  override async dueLater(after: Instant, limit: number, last?: Pick<DueLater, 'id' | 'dueAt'>): Promise<DueLater[]> {
    const { sql, values } = dueLaterList(after, limit, last);
    return this.database.all(sql, ...values).map((row) => ({
      id: String(row.id),
      accountId: String(row.account_id),
      dueAt: Number(row.due_at),
      updatedAt: Number(row.updated_at),
    }));
  }

  override expire(before: Instant, limit: number): Promise<number> {
    return this.writer.finish(() => {
      const { sql, values } = endedList(before, limit);
      const ended = this.database.all(sql, ...values);
      for (const { side, document } of ended) {
        const redemption = JSON.parse(String(document)) as Redemption;
        moveSide(this.database, redemption, readSide(String(side)), NO_SIDE);
        this.database.run('DELETE FROM redemptions WHERE id = ?', redemption.id);
      }
      return ended.length;
    });
  }

  private async count<T extends ReplaceResult>(kind: 'begins' | 'finishes', work: () => T): Promise<T> {
    const result = await (kind === 'finishes' ? this.writer.finish(work) : this.writer.write(work));
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

  /** The redemption that has `value` in a side table. */
  private through(table: string, column: string, value: string): Redemption | null {
    const joined = `${table} AS side CROSS JOIN redemptions AS r ON r.id = side.redemption_id`;
    const sql = `SELECT ${KEPT_REDEMPTION.columns} FROM ${joined} WHERE side.${column} = ?`;
    return this.table.page({ sql, values: [value] })[0] ?? null;
  }
}

/** Whether one of the columns differs that a replacement leaves alone otherwise. */
function isRefiled(redemption: Redemption, standing: Row): boolean {
  return (
    Number(redemption.claimed) !== standing.claimed ||
    (redemption.endsAt ?? null) !== standing.ends_at ||
    reviewPlaceOf(redemption) !== standing.review_place ||
    reviewedPlaceOf(redemption) !== standing.reviewed_place ||
    proposedPlaceOf(redemption) !== standing.proposed_place ||
    proposalWaitsPlaceOf(redemption) !== standing.proposal_waits_place
  );
}

/** The same write a second time is the same write; anything else under its id is a defect of the caller. */
function alreadyThere(redemption: Redemption, standing: Redemption): InsertResult {
  if (isDeepStrictEqual(standing, JSON.parse(JSON.stringify(redemption)))) return { kind: 'written' };
  throw new Error(`${redemption.id} is already there, with other content`);
}
