// What the calls of one round come to: each is decided on what those before it left, as soon as what it needs is read. Writes nothing.
import type { Clock, Uuids } from '../../../values/ports';
import { Refusal } from '../../../values/refusal';
import type { Hash } from '../../book/entry';
import { MoreLots } from '../../book/open-book';
import type { DecideContext } from '../../decide/require';
import { Overlay } from '../../decide/overlay';
import { Missing, NO_READS, SettleFirst, type Reads } from '../../decide/rows';
import { decideSettle } from '../../decide/settle';
import type { PointsStore } from '../../store';
import { knownBy, withEvents, withKey } from './keyed';
import { asOne, firstReads, fitting } from './known-reads';
import type { LotRests } from './lot-rests';
import { dueLotsOf, LotsAsked, lotsOf } from './lots-of';
import { mergeReads } from './merge-reads';
import type { Asker, Call, Round, Times, Waiting } from './round';
import type { Rounds } from './rounds';
import type { LateCalls } from './still-in';

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

interface Parts {
  readonly store: Pick<PointsStore, 'read'>;
  readonly clock: Clock;
  readonly uuids: Uuids;
  readonly hash: Hash;
  readonly rests: Pick<LotRests, 'count' | 'refusal'>;
  readonly late: LateCalls;
  /** Where calls wait that come with another round. */
  readonly queue: Pick<Rounds, 'add' | 'putBack'>;
  readonly submit: (call: Call<null>) => Promise<unknown>;
}

/** What one look at the open calls of a round came to. */
interface Look {
  /** Those that need more, and what. */
  readonly asking: ReadonlyMap<Waiting, Reads>;
  /** Those for which the round has no room. */
  readonly full: ReadonlySet<Waiting>;
  /** Lots that the calls of the round move by now. */
  readonly moved: number;
}

/** One for each ledger. */
export class Deciding {
  constructor(private readonly parts: Parts) {}

  /** Decides each call on what the calls before it left. Rejects with what the store throws. */
  async decideAll(asked: readonly Waiting[], round: Round): Promise<void> {
    const { late, store } = this.parts;
    const calls = late.areAmong(asked) ? await late.without(asked) : asked;
    const begun = this.#begun(calls, round);
    // All else comes with the next.
    let open = begun.slice(0, fitting(begun, LOTS_IN_A_ROUND));
    this.#putBack(begun.slice(open.length), calls, round);
    let reads = mergeReads(open.flatMap((waiting) => round.read.get(waiting) ?? []));
    let moved = 0;
    for (let looks = 0; open.length > 0; looks += 1) {
      if (looks === MOST_READS) throw new Error('A call on the ledger asks for more without end');
      if (reads) round.rows.add(reads, await store.read(reads));
      const look = this.#look(open, round, moved);
      const { asking, full } = look;
      moved = look.moved;
      const isOver = moved >= LOTS_IN_A_COMMIT;
      // In the order in which they came.
      const back = open.filter((waiting) => full.has(waiting) || (isOver && asking.has(waiting)));
      this.#putBack(back, calls, round);
      reads = mergeReads([...asking.values()]);
      open = isOver ? [] : [...asking.keys()];
    }
  }

  /** Decides those for which everything is read. `movedBefore`: by what was decided in this round before. */
  #look(open: readonly Waiting[], round: Round, movedBefore: number): Look {
    const asking = new Map<Waiting, Reads>();
    const full = new Set<Waiting>();
    const lotsAsked = new LotsAsked();
    let moved = movedBefore;
    for (const waiting of open) {
      if (moved >= LOTS_IN_A_COMMIT) {
        full.add(waiting);
        continue;
      }
      const wanted = this.#decideOne(waiting, round);
      const read = round.read.get(waiting) ?? [];
      if (wanted) {
        read.push(wanted);
        if (lotsAsked.add(wanted) > LOTS_IN_A_ROUND && asking.size > 0) full.add(waiting);
        else asking.set(waiting, wanted);
        continue;
      }
      const last = round.ready.at(-1);
      const decided = last?.waiting === waiting ? last.decided : null;
      const lots = lotsOf(decided, round.rows, read);
      this.parts.rests.count(waiting, lots - dueLotsOf(decided));
      moved += lots;
    }
    return { asking, full, moved };
  }

  /** Calls that come with the next round, and read then at once what they have asked for in this one. */
  #putBack(back: readonly Waiting[], calls: readonly Waiting[], { read, later }: Round): void {
    for (const waiting of back) {
      const asked = read.get(waiting) ?? [];
      if (asked.length > 1) waiting.known = asOne(asked);
      later.add(waiting);
    }
    const served = calls.filter((waiting) => !later.has(waiting));
    this.parts.queue.putBack(back, new Set(served.map(({ call }) => call.asker.accountId)));
  }

  /** Without those that have rested for too long already. */
  #begun(calls: readonly Waiting[], { read, times }: Round): Waiting[] {
    return calls.filter((waiting) => {
      const refusal = this.parts.rests.refusal(waiting);
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
    this.parts.queue.add(waiting);
  }

  /** So much is due that it takes writes of its own: the participant is settled, then the call comes again. */
  #settleFirst(participantId: string, waiting: Waiting): void {
    const { asker } = waiting.call;
    const settle: Call<null> = {
      asker: { ...asker, keyId: null },
      key: null,
      finishes: waiting.call.finishes,
      onlyDue: true,
      expects: { ...NO_READS, ids: { books: [participantId] } },
      decide: (rows, context) => decideSettle(participantId, rows, context),
      show: () => null,
    };
    this.parts.submit(settle).then(
      // What it waited for is done: its time begins anew.
      () => this.parts.queue.add({ ...waiting, sinceMs: this.parts.clock.elapsed() }),
      (error: unknown) => waiting.reject(error),
    );
  }

  #context(asker: Asker, times: Times): DecideContext {
    const { uuids, hash } = this.parts;
    return { ...asker, ...times, hash, nextId: () => uuids.next() };
  }
}
