// What waits for a place of the resolver, and who gets the next one: accounts share the places, so that the questions of one, which a
// provider may take half a minute to answer each, are not the wait of others. Counts only.
import type { Due } from '../core/redemption/store';
import type { Instant } from '../core/values/time';
import type { Misdated } from './misdated';

/** This part of the places is kept for accounts that have none: whoever comes while another fills the rest does not wait for that. */
const KEPT_PART = 4;
/** Whoever is not among them counts as though it never had a turn. */
const MOST_REMEMBERED = 10_000;

/** A redemption that is due, whose it is, and its due date where a clock misdated it. */
export interface Waiting extends Due {
  readonly asOf: Instant | null;
}

/** When an account got a place last, in numbers of places given, and whether for one that was misdated. */
interface Turn {
  readonly nth: number;
  readonly isMisdated: boolean;
}

export class ResolverQueue {
  /** Those misdated, and after them what is due. */
  #waiting: readonly Waiting[] = [];
  readonly #underWay = new Map<string, Waiting>();
  /**
   * Places that each account has, and its last turn. Kept where nothing of it waits: there may be more accounts than one look finds, and
   * each look is to go on with those that the last ones left out.
   */
  readonly #held = new Map<string, number>();
  readonly #lastTurn = new Map<string, Turn>();
  #turns = 0;
  readonly #kept: number;

  constructor(private readonly places: number) {
    this.#kept = Math.floor(places / KEPT_PART);
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  get underWay(): number {
    return this.#underWay.size;
  }

  has(id: string): boolean {
    return this.#underWay.has(id);
  }

  /** Those first whose account had its turn longest ago. */
  byTurn<T extends Due>(rows: readonly T[]): T[] {
    return [...rows].sort((one, other) => this.#lastTurnOf(one) - this.#lastTurnOf(other));
  }

  /** What a look found takes the place of what an earlier one did: it is in the newer one, or done. */
  fill(due: readonly Due[], misdated: readonly Misdated[]): void {
    this.#waiting = [...misdated, ...due.map((one) => ({ ...one, asOf: null }))];
  }

  /** The next one that may begin, of the account with the fewest places; of several, of the one whose turn is longest ago. */
  take(): Waiting | undefined {
    const next = this.#waiting.reduce<Waiting | undefined>(
      (best, one) => (this.#isBefore(one, best) ? one : best),
      undefined,
    );
    if (!next) return undefined;
    this.#waiting = this.#waiting.filter(({ id }) => id !== next.id);
    this.#underWay.set(next.id, next);
    this.#held.set(next.accountId, this.#heldBy(next) + 1);
    this.#hadTurn(next);
    return next;
  }

  /** Gives back the place of one that was taken. */
  end(one: Waiting): void {
    this.#underWay.delete(one.id);
    const left = this.#heldBy(one) - 1;
    if (left > 0) this.#held.set(one.accountId, left);
    else this.#held.delete(one.accountId);
  }

  #hadTurn({ accountId, asOf }: Waiting): void {
    this.#turns += 1;
    this.#lastTurn.delete(accountId);
    this.#lastTurn.set(accountId, { nth: this.#turns, isMisdated: asOf !== null });
    if (this.#lastTurn.size <= MOST_REMEMBERED) return;
    const [longestAgo = accountId] = this.#lastTurn.keys();
    this.#lastTurn.delete(longestAgo);
  }

  #isBefore(one: Waiting, best: Waiting | undefined): boolean {
    const held = this.#heldBy(one);
    const free = this.places - this.#underWay.size;
    if (free < 1 || (held > 0 && free <= this.#kept) || this.#underWay.has(one.id)) return false;
    if (!best) return true;
    const fewer = held - this.#heldBy(best);
    if (fewer !== 0) return fewer < 0;
    const earlier = this.#lastTurnOf(one) - this.#lastTurnOf(best);
    return earlier < 0 || (earlier === 0 && this.#isSameKindAgain(best) && !this.#isSameKindAgain(one));
  }

  #heldBy({ accountId }: Waiting): number {
    return this.#held.get(accountId) ?? 0;
  }

  #lastTurnOf({ accountId }: Due): number {
    return this.#lastTurn.get(accountId)?.nth ?? 0;
  }

  /** Of one account those misdated and what is due take turns: there may be any number of either. */
  #isSameKindAgain({ accountId, asOf }: Waiting): boolean {
    return this.#lastTurn.get(accountId)?.isMisdated === (asOf !== null);
  }
}
