// The writing path of the ledger: all calls wait in one queue, and those that wait share commits. Decides nothing itself.
import type { Clock, Uuids } from '../../../values/ports';
import { Refusal } from '../../../values/refusal';
import type { Hash } from '../../book/entry';
import { NO_CHANGES } from '../../decide/changes';
import { Rows } from '../../decide/rows';
import type { CommitResult, PointsStore } from '../../store';
import { Apart, halvesOf, MOST_SPOILT, type Split } from './apart';
import { Deciding } from './deciding';
import { mergeChanges } from './merge-changes';
import { LotRests } from './lot-rests';
import {
  begins,
  inTime,
  isOld,
  timesOf,
  waitingOf,
  type Answered,
  type Call,
  type Ready,
  type Round,
  type Waiting,
  withoutBeginners,
} from './round';
import { Rounds } from './rounds';
import { LateCalls, type StillIn } from './still-in';
import { wasWritten } from './was-written';

export type { Answered, Asker, Call, KeyClaim } from './round';

/** What the ledger is made of. */
export interface LedgerParts {
  readonly store: PointsStore;
  readonly clock: Clock;
  readonly uuids: Uuids;
  readonly hash: Hash;
  /** Waits a moment that is different each time, and longer the more races were lost. */
  readonly pause: (lost: number) => Promise<void>;
  /** Resolves after so many milliseconds. */
  readonly rest: (ms: number) => Promise<void>;
  /** Absent: nobody's calls that could be let out. */
  readonly stillIn?: StillIn | undefined;
}

/** Commits of one call alone that another process may spoil before the caller is sent away. */
const MOST_LOST_RACES = 20;

const WRITTEN: CommitResult = { kind: 'written' };
const STALE: CommitResult = { kind: 'stale' };

/** What became of some calls that were to share a commit. */
interface Attempted {
  /** Those that have to be decided again. */
  readonly again: readonly Waiting[];
  /** Where the store does not take what one of them writes: how they are decided again. */
  readonly split: Split | null;
}

const DONE: Attempted = { again: [], split: null };

/** One for each process. */
export class Ledger {
  readonly #rounds: Rounds;
  readonly #apart: Apart;
  readonly #deciding: Deciding;

  constructor(private readonly parts: LedgerParts) {
    const rests = new LotRests(parts.clock, parts.rest);
    const late = new LateCalls(parts.clock, parts.stillIn ?? (() => Promise.resolve(new Map())));
    this.#apart = new Apart(parts.clock);
    this.#rounds = new Rounds((calls) => this.#round(calls), rests);
    this.#deciding = new Deciding({ ...parts, rests, late, queue: this.#rounds, submit: (call) => this.submit(call) });
  }

  /**
   * Decides a call on the newest state and writes what it decided, together with others. Rejects with the `Refusal` of the call;
   * with `Refusal` idempotency_conflict where its key stands for something else, too_many_concurrent_writes where others are
   * always faster, or where calls of its account on very many lots are before it; with what the store throws, `StoreUnavailable` too where
   * calls before it took too long.
   */
  submit<T>(call: Call<T>): Promise<Answered<T>> {
    const sinceMs = this.parts.clock.elapsed();
    return new Promise<Answered<T>>((resolve, reject) => {
      this.#rounds.add({
        call,
        resolve: resolve as Waiting['resolve'],
        reject,
        torn: 0,
        known: null,
        sinceMs,
        calledMs: sinceMs,
      });
    });
  }

  async #round(calls: readonly Waiting[]): Promise<void> {
    const groups = this.#apart.groupsOf(calls);
    let spoilt = 0;
    for (let group = groups.shift(); group; group = groups.shift()) {
      if (spoilt === MOST_SPOILT) {
        this.#comeLater([group, ...groups].flat());
        return;
      }
      const { again, split } = await this.#attempt(group);
      const [alone] = again;
      if (split) {
        spoilt += 1;
        groups.unshift(...split.next);
        groups.push(...split.last);
      } else if (alone && again.length === 1) await this.#alone(alone);
      // What could not be written together is decided again in halves, so that one unlucky call does not hold up the rest.
      else groups.unshift(...halvesOf(again));
    }
  }

  /** After those of all other accounts: who they share a round with has waited for them already. */
  #comeLater(calls: readonly Waiting[]): void {
    this.#rounds.putBack(calls, new Set(calls.map(({ call }) => call.asker.accountId)));
  }

  /** Never rejects. */
  async #attempt(asked: readonly Waiting[]): Promise<Attempted> {
    const { clock } = this.parts;
    const calls = inTime(asked, clock);
    const round: Round = {
      times: timesOf(clock),
      begunMs: clock.elapsed(),
      rows: new Rows(),
      ready: [],
      refused: [],
      later: new Set(),
      read: new Map(),
    };
    const { ready, refused } = round;
    try {
      await this.#deciding.decideAll(calls, round);
      const changes = mergeChanges(ready.map(({ decided }) => decided?.changes ?? NO_CHANGES));
      const result =
        changes === NO_CHANGES ? WRITTEN : isOld(round, clock) ? STALE : await this.#commit(changes, ready);
      if (result.kind === 'no_room') return { again: withoutBeginners(round), split: null };
      if (result.kind === 'unwritable') return { again: [], split: this.#apart.spoilt(round, result.error) };
      if (result.kind !== 'written') return { again: [...ready, ...refused].map(waitingOf), split: null };
    } catch (error) {
      // Whoever was refused at once knows already: nothing happens to a promise twice.
      for (const waiting of calls) if (!round.later.has(waiting)) waiting.reject(error);
      return DONE;
    }
    for (const { waiting, answered } of ready) waiting.resolve(answered);
    for (const { waiting, refusal } of refused) waiting.reject(refusal);
    return DONE;
  }

  async #alone(waiting: Waiting): Promise<void> {
    for (let lost = 1; lost < MOST_LOST_RACES; lost += 1) {
      await this.parts.pause(lost);
      const { again } = await this.#attempt([waiting]);
      if (again.length === 0) return;
    }
    waiting.reject(
      new Refusal('too_many_concurrent_writes', 'Others keep changing the same points: try again', {
        retryAfterMs: 1000,
      }),
    );
  }

  async #commit(changes: typeof NO_CHANGES, ready: readonly Ready[]): Promise<CommitResult> {
    try {
      return await this.parts.store.commit(changes, !ready.some(begins));
    } catch (error) {
      // Not acknowledged is not the same as not written: the ids were made before.
      if (await wasWritten(this.parts.store, changes)) return WRITTEN;
      throw error;
    }
  }
}
