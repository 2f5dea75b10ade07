// The writing path of the ledger: all calls wait in one queue, and those that wait share commits. Decides nothing itself.
import type { Clock, Uuids } from '../../../values/ports';
import { Refusal } from '../../../values/refusal';
import type { Hash } from '../../book/entry';
import { MoreLots } from '../../book/open-book';
import { NO_CHANGES } from '../../decide/changes';
import type { DecideContext } from '../../decide/require';
import { Overlay } from '../../decide/overlay';
import { Missing, Rows, SettleFirst, type Reads } from '../../decide/rows';
import { decideSettle } from '../../decide/settle';
import type { PointsStore } from '../../store';
import { mergeChanges } from './merge-changes';
import { knownBy, withEvents, withKey } from './keyed';
import { asOne, firstReads, fitting } from './known-reads';
import { LotRests } from './lot-rests';
import { LotsAsked, lotsOf } from './lots-of';
import { mergeReads } from './merge-reads';
import {
  begins,
  inTime,
  isOld,
  timesOf,
  type Answered,
  type Asker,
  type Call,
  type Ready,
  type Round,
  type Times,
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
/** Reads of one call that may not fit together before it is taken for a defect. */
const MOST_TORN = 5;
/** Each read is for something that the one before made known: book, holds, lots of holds, more and more lots. */
const MOST_READS = 24;

/** Lots that are read for the calls of one round at once, first or later: whatever asks for more comes with the next. */
const LOTS_IN_A_ROUND = 2_000;
/**
 * Once the calls of a round move so many, the others come with the next: everybody waits for a commit, and a lot in it takes up to a few tenths
 * of a millisecond.
 */
const LOTS_IN_A_COMMIT = 250;

/** One for each process. */
export class Ledger {
  readonly #rests: LotRests;
  readonly #rounds: Rounds;
  readonly #late: LateCalls;

  constructor(private readonly parts: LedgerParts) {
    this.#rests = new LotRests(parts.clock, parts.rest);
    this.#late = new LateCalls(parts.clock, parts.stillIn ?? (() => Promise.resolve(new Map())));
    this.#rounds = new Rounds((calls) => this.#round(calls), this.#rests);
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
    const [first] = calls;
    if (!first) return;
    const again = await this.#attempt(calls);
    if (again.length === 1) return this.#alone(again[0] ?? first);
    // What could not be written together is decided again in halves, so that one unlucky call does not hold up the rest.
    const middle = Math.ceil(again.length / 2);
    await this.#round(again.slice(0, middle));
    await this.#round(again.slice(middle));
  }

  /** Says which calls have to be decided again. Never rejects. */
  async #attempt(asked: readonly Waiting[]): Promise<readonly Waiting[]> {
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
      await this.#decideAll(calls, round);
      const changes = mergeChanges(ready.map(({ decided }) => decided?.changes ?? NO_CHANGES));
      const result =
        changes === NO_CHANGES ? 'written' : isOld(round, clock) ? 'again' : await this.#commit(changes, ready);
      if (result === 'no_room') return withoutBeginners(round);
      if (result !== 'written') return [...ready, ...refused].map(({ waiting }) => waiting);
    } catch (error) {
      // Whoever was refused at once knows already: nothing happens to a promise twice.
      for (const waiting of calls) if (!round.later.has(waiting)) waiting.reject(error);
      return [];
    }
    for (const { waiting, answered } of ready) waiting.resolve(answered);
    for (const { waiting, refusal } of refused) waiting.reject(refusal);
    return [];
  }

  async #alone(waiting: Waiting): Promise<void> {
    for (let lost = 1; lost < MOST_LOST_RACES; lost += 1) {
      await this.parts.pause(lost);
      const again = await this.#attempt([waiting]);
      if (again.length === 0) return;
    }
    waiting.reject(
      new Refusal('too_many_concurrent_writes', 'Others keep changing the same points: try again', {
        retryAfterMs: 1000,
      }),
    );
  }

  async #commit(changes: typeof NO_CHANGES, ready: readonly Ready[]): Promise<'written' | 'again' | 'no_room'> {
    try {
      const { kind } = await this.parts.store.commit(changes, !ready.some(begins));
      return kind === 'written' || kind === 'no_room' ? kind : 'again';
    } catch (error) {
      // Not acknowledged is not the same as not written: the ids were made before.
      if (await wasWritten(this.parts.store, changes)) return 'written';
      throw error;
    }
  }

  /** Decides each call on what the calls before it left. */
  async #decideAll(asked: readonly Waiting[], round: Round): Promise<void> {
    const { rows } = round;
    const calls = this.#late.areAmong(asked) ? await this.#late.without(asked) : asked;
    const begun = this.#begun(calls, round);
    // All else comes with the next.
    let open = begun.slice(0, fitting(begun, LOTS_IN_A_ROUND));
    this.#putBack(begun.slice(open.length), calls, round);
    let reads = mergeReads(open.flatMap((waiting) => round.read.get(waiting) ?? []));
    let moved = 0;
    for (let read = 0; open.length > 0; read += 1) {
      if (read === MOST_READS) throw new Error('A call on the ledger asks for more without end');
      if (reads) rows.add(reads, await this.parts.store.read(reads));
      const missing: Reads[] = [];
      const later: Waiting[] = [];
      const full: Waiting[] = [];
      const asked = new LotsAsked();
      for (const waiting of open) {
        if (moved >= LOTS_IN_A_COMMIT) {
          full.push(waiting);
          continue;
        }
        const wanted = this.#decideOne(waiting, round);
        const read = round.read.get(waiting) ?? [];
        if (!wanted) {
          const last = round.ready.at(-1);
          const lots = lotsOf(last?.waiting === waiting ? last.decided : null, rows, read);
          this.#rests.count(waiting, lots);
          moved += lots;
          continue;
        }
        read.push(wanted);
        if (asked.add(wanted) > LOTS_IN_A_ROUND && later.length > 0) full.push(waiting);
        else {
          missing.push(wanted);
          later.push(waiting);
        }
      }
      // In the order in which they came.
      const isFull = moved >= LOTS_IN_A_COMMIT;
      const back = isFull ? open.filter((one) => full.includes(one) || later.includes(one)) : full;
      this.#putBack(back, calls, round);
      reads = mergeReads(missing);
      open = isFull ? [] : later;
    }
  }

  /** Calls that come with the next round, and read then at once what they have asked for in this one. */
  #putBack(back: readonly Waiting[], calls: readonly Waiting[], { read, later }: Round): void {
    for (const waiting of back) {
      const asked = read.get(waiting) ?? [];
      if (asked.length > 1) waiting.known = asOne(asked);
      later.add(waiting);
    }
    const served = calls.filter((waiting) => !later.has(waiting));
    this.#rounds.putBack(back, new Set(served.map(({ call }) => call.asker.accountId)));
  }

  /** Without those that have rested for too long already. */
  #begun(calls: readonly Waiting[], { read, times }: Round): Waiting[] {
    return calls.filter((waiting) => {
      const refusal = this.#rests.refusal(waiting);
      if (refusal) waiting.reject(refusal);
      else read.set(waiting, [firstReads(waiting, times.dueBy)]);
      return refusal === null;
    });
  }

  /** Says what has to be read first; null where the call is decided, or refused. */
  #decideOne(waiting: Waiting, { times, rows, ready, refused, later }: Round): Reads | null {
    const { call } = waiting;
    const context = this.#context(call.asker, times);
    try {
      const known = call.key ? knownBy(call.key, rows, this.parts.clock) : null;
      if (known !== null) {
        const answered = { value: call.show(rows, known, context), replayed: true };
        ready.push({ waiting, decided: null, answered });
        return null;
      }
      const decided = call.decide(rows, context);
      const keyed =
        decided &&
        withEvents(call.key ? withKey(decided, call.key, this.parts.clock.dated(), rows) : decided, rows, context);
      // Shown on the state that it leaves; what cannot be shown yet must not have been applied.
      const after = keyed ? new Overlay(rows, keyed.changes) : rows;
      const answered = { value: call.show(after, keyed?.recordId ?? null, context), replayed: false };
      if (keyed) rows.apply(keyed.changes);
      ready.push({ waiting, decided: keyed, answered });
      return null;
    } catch (thrown) {
      const error = thrown instanceof MoreLots ? rows.moreLots(thrown) : thrown;
      if (error instanceof Missing) return error.reads;
      if (error instanceof SettleFirst) {
        later.add(waiting);
        this.#settleFirst(error.participantId, waiting);
      } else if (!(error instanceof Refusal) && waiting.torn < MOST_TORN) {
        later.add(waiting);
        this.#decideLater(waiting);
      } else if (ready.some(({ decided }) => decided)) refused.push({ waiting, refusal: error });
      else waiting.reject(error);
      return null;
    }
  }

  /** A book and its lots are read one after another: where another process wrote between, they break a rule together. */
  #decideLater(waiting: Waiting): void {
    waiting.torn += 1;
    waiting.known = null;
    this.#rounds.add(waiting);
  }

  /** So much is due that it takes writes of its own: the participant is settled, then the call comes again. */
  #settleFirst(participantId: string, waiting: Waiting): void {
    const { asker } = waiting.call;
    const settle: Call<null> = {
      asker: { ...asker, keyId: null },
      key: null,
      finishes: waiting.call.finishes,
      onlyDue: true,
      expects:
        mergeReads([{ ids: { books: [participantId] }, lotsOf: [], holdsOf: [], dueOf: [] }]) ?? waiting.call.expects,
      decide: (rows, context) => decideSettle(participantId, rows, context),
      show: () => null,
    };
    this.submit(settle).then(
      // What it waited for is done: its time begins anew.
      () => this.#rounds.add({ ...waiting, sinceMs: this.parts.clock.elapsed() }),
      (error: unknown) => waiting.reject(error),
    );
  }

  #context(asker: Asker, times: Times): DecideContext {
    const { uuids, hash } = this.parts;
    return { ...asker, ...times, hash, nextId: () => uuids.next() };
  }
}
