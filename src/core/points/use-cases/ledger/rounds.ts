// Which of the calls that wait are decided next: those that share a commit, and those that may be under way beside another commit.
// Knows of a call but what it expects to need.
import type { RecordKind } from '../../decide/rows';
import { Lanes } from './lanes';
import type { Call, Waiting } from './round';

/** Calls that share a commit, at most: enough to make a commit cheap, few enough not to wait long for each other. */
const MOST_IN_ROUND = 64;
/** Where a commit is a wait for another machine, one round is read and decided while the other is written. */
const MOST_UNDER_WAY = 2;
/** Calls that are worth a commit of their own while another is under way: fewer wait for it, and share the next. */
const FEWEST_BESIDE = 16;
/** What a call changes, or hangs on being unchanged. Two rounds that have none of it in common cannot spoil each other. */
const CLAIMED: readonly RecordKind[] = ['books', 'limits', 'keys', 'redemptions'];

/** Calls that may not begin yet. */
export interface Rests {
  /** Milliseconds until the call may begin: 0 for nearly all. The same for all calls of an account, but for what is done by itself, or ends what was begun. */
  waitMs(waiting: Waiting): number;
  /** Counts milliseconds, and is never set. */
  elapsed(): number;
  /** Resolves after so many milliseconds. */
  rest(ms: number): Promise<void>;
}

interface Turn {
  readonly calls: readonly Waiting[];
  readonly claims: Claims;
}

/** What calls have to themselves while they are under way. */
interface Claims {
  readonly records: ReadonlySet<string>;
  readonly accounts: ReadonlySet<string>;
  /** Accounts of which everything may change. */
  readonly whole: ReadonlySet<string>;
}

/**
 * Accounts take turns: each has one call in a round before any has a second. Of two calls about the same records, which are of one account,
 * the one that came first is decided first.
 */
export class Rounds {
  readonly #queue = new Lanes();
  readonly #underWay = new Set<Turn>();
  #beginning = false;
  /** When those that rest are looked at next, by `elapsed`. */
  #wakesMs = Infinity;

  /** `run` settles every call that it is given, or adds it again. It never rejects. */
  constructor(
    private readonly run: (calls: readonly Waiting[]) => Promise<void>,
    private readonly rests: Rests,
  ) {}

  add(waiting: Waiting): void {
    this.#queue.add(waiting);
    // Looking through all that wait at every call would cost more than it gains.
    const worthALook = this.#underWay.size === 0 || this.#queue.size % (FEWEST_BESIDE / 2) === 0;
    if (this.#beginning || !worthALook) return;
    this.#beginning = true;
    // Calls that come at the same moment share a round.
    queueMicrotask(() => {
      this.#beginning = false;
      this.#begin();
    });
  }

  /** Calls that a round had no more room for: before all that their accounts brought after them, and first of all where it served none of these. */
  putBack(calls: readonly Waiting[], served: ReadonlySet<string>): void {
    this.#queue.putBack(calls, served);
  }

  #begin(): void {
    for (let turn = this.#next(); turn; turn = this.#next()) void this.#take(turn);
    if (this.#underWay.size === 0 && this.#queue.size > 0) void this.#wake();
  }

  /** All that wait have to rest. */
  async #wake(): Promise<void> {
    let leastMs = Infinity;
    for (const waiting of this.#queue.inTurn()) leastMs = Math.min(leastMs, this.rests.waitMs(waiting));
    const atMs = this.rests.elapsed() + leastMs;
    // A call that came later may have to rest for less than all before it.
    if (atMs > this.#wakesMs - 1) return;
    this.#wakesMs = atMs;
    await this.rests.rest(leastMs);
    if (this.#wakesMs === atMs) this.#wakesMs = Infinity;
    this.#begin();
  }

  async #take(turn: Turn): Promise<void> {
    this.#underWay.add(turn);
    this.#queue.take(turn.calls);
    await this.run(turn.calls);
    this.#underWay.delete(turn);
    this.#begin();
  }

  #next(): Turn | null {
    if (this.#queue.size === 0 || this.#underWay.size >= MOST_UNDER_WAY) return null;
    if (this.#underWay.size === 0) {
      const calls: Waiting[] = [];
      for (const waiting of this.#queue.inTurn()) {
        if (calls.length === MOST_IN_ROUND) break;
        if (this.rests.waitMs(waiting) === 0) calls.push(waiting);
      }
      return calls.length === 0 ? null : { calls, claims: claimsOfAll(calls) };
    }
    const calls = this.#beside();
    return calls.length < FEWEST_BESIDE ? null : { calls, claims: claimsOfAll(calls) };
  }

  /** Calls that have nothing in common with what is under way, nor with a call before them that has to wait for it. */
  #beside(): Waiting[] {
    const claimed = new Set<string>();
    const busy = new Set<string>();
    /** Accounts of which all that came later has to wait. */
    const closed = new Set<string>();
    for (const { claims } of this.#underWay) {
      for (const record of claims.records) claimed.add(record);
      for (const accountId of claims.accounts) busy.add(accountId);
      for (const accountId of claims.whole) closed.add(accountId);
    }
    const beside: Waiting[] = [];
    for (const waiting of this.#queue.inTurn()) {
      if (beside.length === MOST_IN_ROUND) break;
      const { accountId } = waiting.call.asker;
      if (closed.has(accountId) || this.rests.waitMs(waiting) > 0) continue;
      const records = recordsOf(waiting.call);
      if (!records && busy.has(accountId)) closed.add(accountId);
      else if (records?.some((record) => claimed.has(record))) for (const record of records) claimed.add(record);
      else beside.push(waiting);
    }
    return beside;
  }
}

function claimsOfAll(calls: readonly Waiting[]): Claims {
  const [records, accounts, whole] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { call } of calls) {
    const { accountId } = call.asker;
    accounts.add(accountId);
    const some = recordsOf(call);
    if (!some) whole.add(accountId);
    else for (const record of some) records.add(record);
  }
  return { records, accounts, whole };
}

/** Null where it does not say whose book it is about: it may change what all others of its account only read, such as a program. */
function recordsOf({ expects: { ids } }: Call<unknown>): string[] | null {
  if (!ids.books?.length) return null;
  return CLAIMED.flatMap((kind) => (ids[kind] ?? []).map((id) => `${kind} ${id}`));
}
