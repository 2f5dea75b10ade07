// What waits for a place of the resolver, and who gets the next one: accounts share the places, so that the questions of one, which a
// provider may take half a minute to answer each, are not the wait of others. Counts only.
import type { Due } from '../core/redemption/store';
import type { Misdated } from './misdated';

/** This part of the places is kept for accounts that have none: whoever comes while another fills the rest does not wait for that. */
const KEPT_PART = 4;
/** Whoever is not among them counts as though it never had a turn. */
const MOST_REMEMBERED = 10_000;

/** A redemption that is due, whose it is, and up to when its due dates count as past. */
export type Waiting = Misdated;

export class ResolverQueue {
  /** By account. There may be thousands: the first one of each alone is looked at. */
  readonly #misdated = new Map<string, Waiting[]>();
  #due: readonly Waiting[] = [];
  readonly #underWay = new Map<string, Waiting>();
  /**
   * Places that each account has; and when it got one last, in numbers of places given. Kept where nothing of it waits: there may be more
   * accounts than one look finds, and each look is to go on with those that the last ones left out.
   */
  readonly #held = new Map<string, number>();
  readonly #lastTurn = new Map<string, number>();
  #turns = 0;
  readonly #kept: number;

  constructor(private readonly places: number) {
    this.#kept = Math.floor(places / KEPT_PART);
  }

  get isEmpty(): boolean {
    return this.#misdated.size + this.#due.length === 0;
  }

  get underWay(): number {
    return this.#underWay.size;
  }

  has(id: string): boolean {
    return this.#underWay.has(id);
  }

  /** What is due takes the place of what an earlier look found: it is in the newer one, or done. Those misdated are told once, and added. */
  fill(due: readonly Due[], misdated: readonly Misdated[]): void {
    for (const one of misdated) {
      const others = this.#misdated.get(one.accountId);
      if (others) others.push(one);
      else this.#misdated.set(one.accountId, [one]);
    }
    this.#due = due.map((one) => ({ ...one, asOf: 0 }));
  }

  /** The next one that may begin, of the account with the fewest places; of several, of the one whose turn is longest ago. */
  take(): Waiting | undefined {
    const next = this.#waiting().reduce<Waiting | undefined>(
      (best, one) => (this.#isBefore(one, best) ? one : best),
      undefined,
    );
    if (!next) return undefined;
    this.#remove(next);
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

  #hadTurn({ accountId }: Waiting): void {
    this.#turns += 1;
    this.#lastTurn.delete(accountId);
    this.#lastTurn.set(accountId, this.#turns);
    if (this.#lastTurn.size <= MOST_REMEMBERED) return;
    const [longestAgo = accountId] = this.#lastTurn.keys();
    this.#lastTurn.delete(longestAgo);
  }

  #remove(one: Waiting): void {
    const misdated = this.#misdated.get(one.accountId);
    if (misdated?.[0] !== one) this.#due = this.#due.filter((other) => other !== one);
    else if (misdated.length > 1) misdated.shift();
    else this.#misdated.delete(one.accountId);
  }

  #waiting(): readonly Waiting[] {
    return [...[...this.#misdated.values()].flatMap((ofOne) => ofOne.slice(0, 1)), ...this.#due];
  }

  #isBefore(one: Waiting, best: Waiting | undefined): boolean {
    const held = this.#heldBy(one);
    const free = this.places - this.#underWay.size;
    if (free < 1 || (held > 0 && free <= this.#kept) || this.#underWay.has(one.id)) return false;
    if (!best) return true;
    const fewer = held - this.#heldBy(best);
    return fewer < 0 || (fewer === 0 && this.#lastTurnOf(one) < this.#lastTurnOf(best));
  }

  #heldBy({ accountId }: Waiting): number {
    return this.#held.get(accountId) ?? 0;
  }

  #lastTurnOf({ accountId }: Waiting): number {
    return this.#lastTurn.get(accountId) ?? 0;
  }
}
