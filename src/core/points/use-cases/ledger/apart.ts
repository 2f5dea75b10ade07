// Calls that spoil a commit: how those that shared it are decided again, so that only what cannot be written fails.
import type { Clock } from '../../../values/ports';
import { waitingOf, type Round, type Waiting } from './round';

/** Commits of one round that may be spoilt: enough to find one call among 64. What is left then comes with the next round. */
export const MOST_SPOILT = 16;
/** So long an account that spoilt a commit shares none with others: each that it spoils is made again for everybody in it. */
const APART_MS = 60_000;

/** What is decided instead of a group that was not written. */
export interface Split {
  /** At once. */
  readonly next: readonly Waiting[][];
  /** After all other groups of the round. */
  readonly last: readonly Waiting[][];
}

/** One for each ledger. */
export class Apart {
  /** By account, until when. */
  readonly #accounts = new Map<string, number>();
  /** Those that spoilt a commit of this round. */
  readonly #ofRound = new Set<string>();

  constructor(private readonly clock: Pick<Clock, 'elapsed'>) {}

  /** What may share a commit. The accounts that spoilt one lately come after all others, each by itself. */
  groupsOf(calls: readonly Waiting[]): Waiting[][] {
    this.#ofRound.clear();
    if (this.#accounts.size === 0) return [[...calls]];
    const now = this.clock.elapsed();
    for (const [accountId, untilMs] of this.#accounts) if (untilMs <= now) this.#accounts.delete(accountId);
    const isApart = ({ call }: Waiting) => this.#accounts.has(call.asker.accountId);
    const others = calls.filter((waiting) => !isApart(waiting));
    return [others, ...byAccount(calls.filter(isApart))].filter(({ length }) => length > 0);
  }

  /**
   * Where the store does not take what a call of this round writes. Where but one writes anything it is that one, and it is told. Else whole
   * accounts are told apart, whose order is free, and then the calls of one in halves, which stay in their order.
   */
  spoilt({ ready, refused }: Pick<Round, 'ready' | 'refused'>, error: unknown): Split {
    const calls = [...ready, ...refused].map(waitingOf);
    const [culprit, ...others] = ready.filter(({ decided }) => decided !== null).map(waitingOf);
    if (culprit && others.length === 0) {
      this.#note(culprit);
      culprit.reject(error);
      // The others may have rested on it.
      return { next: [calls.filter((waiting) => waiting !== culprit)].filter(({ length }) => length > 0), last: [] };
    }
    const accounts = byAccount(calls);
    if (accounts.length > 1) return { next: halvesOf(accounts).map((half) => half.flat()), last: [] };
    const halves = halvesOf(calls);
    return culprit && this.#note(culprit) ? { next: [], last: halves } : { next: halves, last: [] };
  }

  /** Says whether it is news. Where several accounts spoil a round it is none of them, but the store: then nobody is set apart. */
  #note({ call: { asker } }: Waiting): boolean {
    this.#ofRound.add(asker.accountId);
    if (this.#ofRound.size > 1) {
      this.#accounts.clear();
      return false;
    }
    const isNew = !this.#accounts.has(asker.accountId);
    this.#accounts.set(asker.accountId, this.clock.elapsed() + APART_MS);
    return isNew;
  }
}

/** Both in their order. */
export function halvesOf<T>(all: readonly T[]): T[][] {
  const middle = Math.ceil(all.length / 2);
  return [all.slice(0, middle), all.slice(middle)].filter(({ length }) => length > 0);
}

function byAccount(calls: readonly Waiting[]): Waiting[][] {
  const accounts = new Map<string, Waiting[]>();
  for (const waiting of calls) {
    const { accountId } = waiting.call.asker;
    const some = accounts.get(accountId);
    if (some) some.push(waiting);
    else accounts.set(accountId, [waiting]);
  }
  return [...accounts.values()];
}
