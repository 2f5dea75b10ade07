// An in-memory redemption store with the semantics of the real ones, that loses races, and throws before, after or instead
// of a write. Test-only: nothing here is durable beyond the simulated world.
import type { RedemptionEvent } from '../../src/core/events/event';
import { RedemptionStore, type Due, type ProposalQuery } from '../../src/core/redemption/store';
import type { ReplaceResult } from '../../src/core/redemption/store';
import type { InsertResult } from '../../src/core/redemption/store';
import type { Redemption, WithoutHistory } from '../../src/core/redemption/redemption';
import type { Instant } from '../../src/core/values/time';
import { watchWrite } from './write-rules';
import type { Process, World } from './world';

/** Ways to take the store's safeguards away, to see that the simulation notices. */
export interface StoreFlaws {
  readonly noCompareAndSet?: boolean;
  readonly noClaim?: boolean;
  /** Reads forget requests that have not been answered yet. */
  readonly forgetsAsks?: boolean;
  /** Writes are acknowledged and then, sometimes, never happen. */
  readonly writesBehind?: boolean;
}

/** The disk: one for all processes. */
export class Database {
  readonly rows = new Map<string, Redemption>();
  readonly events: RedemptionEvent[] = [];
  readonly violations: string[] = [];

  constructor(
    readonly world: World,
    readonly flaws: StoreFlaws,
  ) {}

  write(next: Redemption, expectedRev: number | null, events: readonly RedemptionEvent[]): ReplaceResult {
    const before = this.rows.get(next.id);
    const current = expectedRev === null ? before === undefined : before?.rev === expectedRev;
    if (!current && !(this.flaws.noCompareAndSet && expectedRev !== null)) {
      this.world.tally.lostRaces += 1;
      return { kind: 'stale' };
    }
    const taken = this.#conflict(next);
    if (taken) return taken;
    this.violations.push(...watchWrite(before ?? null, next, events));
    this.rows.set(next.id, next);
    this.events.push(...events);
    const last = next.journal.at(-1);
    this.world.note(
      'store',
      `${next.id.slice(-4)} rev ${String(next.rev)} ${next.status} ${next.outcome}: ${last?.fact ?? ''} ${JSON.stringify(last?.detail ?? {})}`,
    );
    return { kind: 'written' };
  }

  #conflict(next: Redemption): InsertResult | null {
    const scopes = next.idempotency.map((entry) => entry.scope);
    if (new Set(scopes).size < scopes.length) return { kind: 'idempotency_taken', redemptionId: next.id };
    for (const row of this.rows.values()) {
      if (row.id === next.id) continue;
      if (row.idempotency.some((entry) => scopes.includes(entry.scope))) {
        return { kind: 'idempotency_taken', redemptionId: row.id };
      }
    }
    if (!next.claimed || this.flaws.noClaim) return null;
    for (const row of this.rows.values()) {
      if (row.id !== next.id && row.claimed && row.claim === next.claim) {
        return { kind: 'claim_taken', redemptionId: row.id };
      }
    }
    return null;
  }
}

/** One process's connection to the disk. */
export class SimulatedRedemptions extends RedemptionStore {
  constructor(
    private readonly database: Database,
    private readonly process: Process,
  ) {
    super();
  }

  insert(redemption: Redemption, events: readonly RedemptionEvent[]): Promise<InsertResult> {
    return this.#write(redemption, null, events) as Promise<InsertResult>;
  }

  replace(redemption: Redemption, expectedRev: number, events: readonly RedemptionEvent[]): Promise<ReplaceResult> {
    return this.#write(redemption, expectedRev, events);
  }

  async find(id: string): Promise<Redemption | null> {
    await this.#read();
    return this.#seen(this.database.rows.get(id));
  }

  async newestAt(): Promise<Instant | null> {
    await this.#read();
    return [...this.database.rows.values()].reduce<Instant | null>((at, row) => Math.max(at ?? 0, row.updatedAt), null);
  }

  findWithoutHistory(id: string): Promise<WithoutHistory | null> {
    return this.find(id);
  }

  async findByIdempotency(scope: string): Promise<Redemption | null> {
    return this.#findBy((row) => row.idempotency.some((entry) => entry.scope === scope));
  }

  async findByReview(reviewId: string): Promise<Redemption | null> {
    return this.#findBy((row) => row.reviews.some((review) => review.id === reviewId));
  }

  async findByProposal(proposalId: string): Promise<Redemption | null> {
    return this.#findBy((row) => (row.proposals ?? []).some(({ id }) => id === proposalId));
  }

  async findByReference(reference: string): Promise<Redemption | null> {
    return this.#findBy((row) => row.operations.some((operation) => operation.reference === reference));
  }

  async due(now: number, limit: number): Promise<Due[]> {
    await this.#read();
    return [...this.database.rows.values()]
      .filter((row) => row.dueAt !== null && row.dueAt <= now)
      .sort((left, right) => (left.dueAt ?? 0) - (right.dueAt ?? 0))
      .slice(0, limit)
      .map(({ id, accountId }) => ({ id, accountId }));
  }

  async dueOf(accountId: string, now: number, limit: number): Promise<Due[]> {
    return (await this.due(now, this.database.rows.size)).filter((row) => row.accountId === accountId).slice(0, limit);
  }

  async nextWithDue(): Promise<null> {
    return null;
  }

  async dueLater(): Promise<never[]> {
    return [];
  }

  list(): Promise<Redemption[]> {
    return Promise.resolve([...this.database.rows.values()]);
  }

  async page() {
    return { rows: await this.list(), next: null };
  }

  expire(): Promise<number> {
    return Promise.resolve(0);
  }

  async proposals({ accountId, livemode, waiting, after, limit }: ProposalQuery): Promise<Redemption[]> {
    await this.#read();
    const at = (row: Redemption) => (waiting ? row.proposalWaitsSince : row.proposedAt) ?? null;
    const placeOf = (createdAt: number, id: string) => `${String(createdAt).padStart(16, '0')}${id}`;
    const place = (row: Redemption) => placeOf(at(row) ?? 0, row.id);
    return [...this.database.rows.values()]
      .filter((row) => row.accountId === accountId && row.livemode === livemode && at(row) !== null)
      .filter((row) => !after || place(row) < placeOf(after.createdAt, after.id))
      .sort((left, right) => (place(left) < place(right) ? 1 : -1))
      .slice(0, limit);
  }

  reviewed(): Promise<Redemption[]> {
    return Promise.resolve([...this.database.rows.values()].filter((row) => row.reviewOpenedAt !== null));
  }

  async #findBy(matches: (row: Redemption) => boolean): Promise<Redemption | null> {
    await this.#read();
    return this.#seen([...this.database.rows.values()].find(matches));
  }

  #seen(row: Redemption | undefined): Redemption | null {
    if (!row) return null;
    if (!this.database.flaws.forgetsAsks) return row;
    const operations = row.operations.map((operation) => ({
      ...operation,
      asks: operation.asks.filter((ask) => ask.answer !== null && ask.answer !== 'unknown' && ask.answer !== 'pending'),
    }));
    return { ...row, operations };
  }

  async #read(): Promise<void> {
    const { world } = this.database;
    await world.ticket(this.process, 'read');
    if (world.chaos && world.chance.hit(0.004)) throw new Error('The store could not be read');
  }

  async #write(
    next: Redemption,
    expectedRev: number | null,
    events: readonly RedemptionEvent[],
  ): Promise<ReplaceResult> {
    const { world, flaws } = this.database;
    const { chance, tally } = world;
    await world.ticket(this.process, 'write');
    const fate = world.chaos
      ? chance.weighted({ fine: 90, stale: 2, throws_unwritten: 2, throws_written: 3, throws_then_written: 1 })
      : 'fine';
    if (fate === 'stale' && expectedRev !== null) {
      tally.lostRaces += 1;
      return { kind: 'stale' };
    }
    if (fate.startsWith('throws')) {
      tally.unknownCommits += 1;
      world.note(this.process.name, `write of ${next.id.slice(-4)} rev ${String(next.rev)} ${fate}`);
      if (fate === 'throws_written') this.database.write(next, expectedRev, events);
      // It was under way in the network: it lands later, unless another writer has written by then.
      if (fate === 'throws_then_written') {
        world.timer(chance.between(1, 2000), 'late write', () => this.database.write(next, expectedRev, events));
      }
      await world.ticket(this.process, 'write failed');
      throw new Error('The write was not acknowledged');
    }
    const behind = flaws.writesBehind && chance.hit(0.05);
    const result: ReplaceResult = behind ? { kind: 'written' } : this.database.write(next, expectedRev, events);
    await world.ticket(this.process, 'written');
    return result;
  }
}
