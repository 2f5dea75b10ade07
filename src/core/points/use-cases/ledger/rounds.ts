// Which of the calls that wait are decided next: those that share a commit, and those that may be under way beside another commit.
// Knows of a call but what it expects to need.
import type { RecordKind } from '../../decide/rows';
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
  /** Milliseconds until the call may begin: 0 for nearly all. The same for all calls of an account, but for what is done by itself. */
  waitMs(waiting: Waiting): number;
  /** Resolves after so many milliseconds. */
  rest(ms: number): Promise<void>;
}

interface Turn {
  readonly calls: readonly Waiting[];
  /** Null: nothing may be under way beside it. */
  readonly claims: ReadonlySet<string> | null;
}

/** One queue. Of two calls about the same records, the one that came first is decided first. */
export class Rounds {
  #queue: Waiting[] = [];
  readonly #underWay = new Set<Turn>();
  #beginning = false;
  #waking = false;

  /** `run` settles every call that it is given, or adds it again. It never rejects. */
  constructor(
    private readonly run: (calls: readonly Waiting[]) => Promise<void>,
    private readonly rests: Rests,
  ) {}

  add(waiting: Waiting): void {
    this.#queue.push(waiting);
    // Looking through all that wait at every call would cost more than it gains.
    const worthALook = this.#underWay.size === 0 || this.#queue.length % (FEWEST_BESIDE / 2) === 0;
    if (this.#beginning || !worthALook) return;
    this.#beginning = true;
    // Calls that come at the same moment share a round.
    queueMicrotask(() => {
      this.#beginning = false;
      this.#begin();
    });
  }

  /** Calls that a round had no more room for: before all that came after them. */
  putBack(calls: readonly Waiting[]): void {
    this.#queue.unshift(...calls);
  }

  #begin(): void {
    for (let turn = this.#next(); turn; turn = this.#next()) void this.#take(turn);
    if (this.#underWay.size === 0 && this.#queue.length > 0) void this.#wake();
  }

  /** All that wait have to rest. */
  async #wake(): Promise<void> {
    if (this.#waking) return;
    this.#waking = true;
    await this.rests.rest(Math.min(...this.#queue.map((waiting) => this.rests.waitMs(waiting))));
    this.#waking = false;
    this.#begin();
  }

  async #take(turn: Turn): Promise<void> {
    this.#underWay.add(turn);
    const taken = new Set(turn.calls);
    this.#queue = this.#queue.filter((waiting) => !taken.has(waiting));
    await this.run(turn.calls);
    this.#underWay.delete(turn);
    this.#begin();
  }

  #next(): Turn | null {
    if (this.#queue.length === 0 || this.#underWay.size >= MOST_UNDER_WAY) return null;
    if (this.#underWay.size === 0) {
      const calls: Waiting[] = [];
      for (const waiting of this.#queue) {
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
    for (const { claims } of this.#underWay) {
      if (!claims) return [];
      for (const claim of claims) claimed.add(claim);
    }
    const beside: Waiting[] = [];
    for (const waiting of this.#queue) {
      if (this.rests.waitMs(waiting) > 0) continue;
      const claims = claimsOf(waiting.call);
      if (!claims || beside.length === MOST_IN_ROUND) break;
      if (claims.some((claim) => claimed.has(claim))) for (const claim of claims) claimed.add(claim);
      else beside.push(waiting);
    }
    return beside;
  }
}

function claimsOfAll(calls: readonly Waiting[]): ReadonlySet<string> | null {
  const all = new Set<string>();
  for (const { call } of calls) {
    const claims = claimsOf(call);
    if (!claims) return null;
    for (const claim of claims) all.add(claim);
  }
  return all;
}

/** Null where it does not say whose book it is about: it may change what all others only read, such as a program. */
function claimsOf({ expects: { ids } }: Call<unknown>): string[] | null {
  if (!ids.books?.length) return null;
  return CLAIMED.flatMap((kind) => (ids[kind] ?? []).map((id) => `${kind} ${id}`));
}
