// The writing path of the ledger: all calls wait in one queue, and those that wait share one commit. Decides nothing itself.
import type { Clock, Uuids } from '../../values/ports';
import { IDEMPOTENCY_KEPT_MS } from '../../stored-answers';
import { Refusal } from '../../values/refusal';
import type { Hash } from '../book/entry';
import { MoreLots } from '../book/open-book';
import { NO_CHANGES } from '../decide/changes';
import type { Decided } from '../decide/decided';
import type { DecideContext } from '../decide/require';
import { Overlay } from '../decide/overlay';
import { Missing, Rows, SettleFirst, type Finder, type Reads } from '../decide/rows';
import { decideSettle } from '../decide/settle';
import type { PointsStore } from '../store';
import { mergeChanges } from './merge-changes';
import { mergeReads } from './merge-reads';
import { wasWritten } from './was-written';

/** What the ledger is made of. */
export interface LedgerParts {
  readonly store: PointsStore;
  readonly clock: Clock;
  readonly uuids: Uuids;
  readonly hash: Hash;
  /** Waits a moment that is different each time, and longer the more races were lost. */
  readonly pause: (lost: number) => Promise<void>;
}

/** Whose call it is. */
export interface Asker {
  readonly accountId: string;
  readonly livemode: boolean;
  /** Null where it happens by itself. */
  readonly keyId: string | null;
}

/** An idempotency key: its digest in its scope, and the digest of what the call means. */
export interface KeyClaim {
  readonly id: string;
  readonly requestDigest: string;
}

/** One call on the ledger. Both functions may be called several times, and must do nothing but say. */
export interface Call<T> {
  readonly asker: Asker;
  readonly key: KeyClaim | null;
  /** What it will most likely need: read in one go, before it is decided. */
  readonly expects: Reads;
  /** Null: there is nothing to write. Throws `Refusal`, or `Missing` for what has to be read first. */
  decide(rows: Rows, context: DecideContext): Decided | null;
  /** How the record is shown, as it is now. `recordId` null where nothing was written. */
  show(rows: Finder, recordId: string | null, context: DecideContext): T;
}

/** What a call was answered with; `replayed` where an earlier call with its key had been. */
export interface Answered<T> {
  readonly value: T;
  readonly replayed: boolean;
}

/** Calls that share a commit, at most: enough to make a commit cheap, few enough not to wait long for each other. */
const MOST_IN_ROUND = 64;
/** Commits of one call alone that another process may spoil before the caller is sent away. */
const MOST_LOST_RACES = 20;
/** Reads of one call that may not fit together before it is taken for a defect. */
const MOST_TORN = 5;
/** Each read is for something that the one before made known: book, holds, lots of holds, more and more lots. */
const MOST_READS = 24;

interface Waiting {
  readonly call: Call<unknown>;
  readonly resolve: (answered: Answered<unknown>) => void;
  readonly reject: (error: unknown) => void;
  /** How often what was read for it did not fit together. */
  torn: number;
}

interface Ready {
  readonly waiting: Waiting;
  readonly decided: Decided | null;
  readonly answered: Answered<unknown>;
}

/** One for each process. */
export class Ledger {
  #queue: Waiting[] = [];
  #running: Promise<void> | null = null;

  constructor(private readonly parts: LedgerParts) {}

  /**
   * Decides a call on the newest state and writes what it decided, together with others. Rejects with the `Refusal` of the call;
   * with `Refusal` idempotency_conflict where its key stands for something else, too_many_concurrent_writes where others are
   * always faster; with what the store throws.
   */
  submit<T>(call: Call<T>): Promise<Answered<T>> {
    return new Promise<Answered<T>>((resolve, reject) => {
      this.#queue.push({ call, resolve: resolve as Waiting['resolve'], reject, torn: 0 });
      this.#running ??= this.#work();
    });
  }

  /** Resolves once no call waits. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #work(): Promise<void> {
    // One turn of the event loop: calls that came in the same one share a round.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const calls = this.#queue.splice(0, MOST_IN_ROUND);
      await this.#round(calls);
    }
    this.#running = null;
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
  async #attempt(calls: readonly Waiting[]): Promise<readonly Waiting[]> {
    let ready: Ready[] = [];
    try {
      ready = await this.#decideAll(calls);
      const changes = mergeChanges(ready.map(({ decided }) => decided?.changes ?? NO_CHANGES));
      const result = changes === NO_CHANGES ? 'written' : await this.#commit(changes);
      if (result !== 'written') return ready.map(({ waiting }) => waiting);
    } catch (error) {
      const open = ready.length > 0 ? ready.map(({ waiting }) => waiting) : calls;
      for (const { reject } of open) reject(error);
      return [];
    }
    for (const { waiting, answered } of ready) waiting.resolve(answered);
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

  async #commit(changes: typeof NO_CHANGES): Promise<'written' | 'again'> {
    try {
      const { kind } = await this.parts.store.commit(changes);
      return kind === 'written' ? 'written' : 'again';
    } catch (error) {
      // Not acknowledged is not the same as not written: the ids were made before.
      if (await wasWritten(this.parts.store, changes)) return 'written';
      throw error;
    }
  }

  /** Decides each call on what the calls before it left. Refused calls are rejected here, and are not in the answer. */
  async #decideAll(calls: readonly Waiting[]): Promise<Ready[]> {
    const rows = new Rows();
    const ready: Ready[] = [];
    let reads = mergeReads(calls.map(({ call }) => call.expects));
    let open = calls;
    for (let read = 0; open.length > 0; read += 1) {
      if (read === MOST_READS) throw new Error('A call on the ledger asks for more without end');
      if (reads) rows.add(reads, await this.parts.store.read(reads));
      const missing: Reads[] = [];
      const later: Waiting[] = [];
      for (const waiting of open) {
        const wanted = this.#decideOne(waiting, rows, ready);
        if (!wanted) continue;
        missing.push(wanted);
        later.push(waiting);
      }
      reads = mergeReads(missing);
      open = later;
    }
    return ready;
  }

  /** Says what has to be read first; null where the call is decided, or refused. */
  #decideOne(waiting: Waiting, rows: Rows, ready: Ready[]): Reads | null {
    const { call } = waiting;
    const context = this.#context(call.asker);
    try {
      const known = call.key ? this.#known(rows, call.key, context.at) : null;
      if (known !== null) {
        const answered = { value: call.show(rows, known, context), replayed: true };
        ready.push({ waiting, decided: null, answered });
        return null;
      }
      const decided = call.decide(rows, context);
      const keyed = decided && call.key ? withKey(decided, call.key, context.at, rows) : decided;
      // Shown on the state that it leaves; what cannot be shown yet must not have been applied.
      const after = keyed ? new Overlay(rows, keyed.changes) : rows;
      const answered = { value: call.show(after, keyed?.recordId ?? null, context), replayed: false };
      if (keyed) rows.apply(keyed.changes);
      ready.push({ waiting, decided: keyed, answered });
      return null;
    } catch (error) {
      if (error instanceof Missing) return error.reads;
      if (error instanceof MoreLots) return rows.moreLots(error.participantId, error.assetId).reads;
      if (error instanceof SettleFirst) this.#settleFirst(error.participantId, waiting);
      else if (error instanceof Refusal || waiting.torn === MOST_TORN) waiting.reject(error);
      else this.#decideLater(waiting);
      return null;
    }
  }

  /** A book and its lots are read one after another: where another process wrote between, they break a rule together. */
  #decideLater(waiting: Waiting): void {
    waiting.torn += 1;
    this.#queue.push(waiting);
  }

  /** The record of the call that had this key before. Throws `Refusal` idempotency_conflict where it meant something else. */
  #known(rows: Rows, claim: KeyClaim, now: number): string | null {
    const key = rows.find('keys', claim.id);
    if (!key || now - key.at >= IDEMPOTENCY_KEPT_MS) return null;
    if (key.requestDigest === claim.requestDigest) return key.ownerId;
    throw new Refusal('idempotency_conflict', 'This idempotency key was used for a different call', {
      param: 'idempotency_key',
    });
  }

  /** So much is due that it takes writes of its own: the participant is settled, then the call comes again. */
  #settleFirst(participantId: string, waiting: Waiting): void {
    const { asker } = waiting.call;
    const settle: Call<null> = {
      asker: { ...asker, keyId: null },
      key: null,
      expects:
        mergeReads([{ ids: { books: [participantId] }, lotsOf: [], holdsOf: [], dueOf: [] }]) ?? waiting.call.expects,
      decide: (rows, context) => decideSettle(participantId, rows, context),
      show: () => null,
    };
    this.submit(settle).then(
      () => {
        this.#queue.push(waiting);
        this.#running ??= this.#work();
      },
      (error: unknown) => waiting.reject(error),
    );
  }

  #context(asker: Asker): DecideContext {
    const { clock, uuids, hash } = this.parts;
    return { ...asker, at: clock.now(), hash, nextId: () => uuids.next() };
  }
}

function withKey(decided: Decided, claim: KeyClaim, at: number, rows: Rows): Decided {
  const old = rows.find('keys', claim.id);
  const key = { id: claim.id, ownerId: decided.recordId, requestDigest: claim.requestDigest, at };
  const { changes } = decided;
  return {
    ...decided,
    changes: {
      ...changes,
      keys: [...changes.keys, key],
      // One that has been kept long enough, and that no job has dropped yet.
      freedKeys: old ? [...changes.freedKeys, old.id] : changes.freedKeys,
    },
  };
}
