// What was read for the calls of one round, kept up to date as they are decided one after another. A decision asks here; what has not been
// read yet is asked for by throwing `Missing`, and the decision is made again once it is there.
import type { Instant } from '../../values/time';
import type { Book } from '../book/book';
import { isDue, settleDue } from '../book/due';
import type { Entry } from '../book/entry';
import type { Hold } from '../book/hold';
import type { Lot, LotPlace } from '../book/lot';
import { OpenBook, type BookContext, type LoadedBook, type MoreLots } from '../book/open-book';
import type { Asset } from '../records/asset';
import type { Key } from '../records/key';
import type { Limit } from '../records/limit';
import type { LedgerEntity, Program } from '../records/program';
import type { PointsRedemption, PointsReversal } from '../records/redemption';
import type { Reward } from '../records/reward';
import type { Refusal } from '../../values/refusal';
import type { Changes } from './changes';
import { MOST_LOTS, tooManyLots } from './most-lots';

/** Records that are read by their id alone. */
export interface RecordKinds {
  readonly books: Book;
  readonly programs: Program;
  readonly assets: Asset;
  readonly entities: LedgerEntity;
  readonly rewards: Reward;
  readonly limits: Limit;
  readonly keys: Key;
  readonly redemptions: PointsRedemption;
  readonly reversals: PointsReversal;
  readonly entries: Entry;
  readonly lots: Lot;
}
export type RecordKind = keyof RecordKinds;

/** The first `limit` lots of a participant and asset that can be spent, oldest first; with `after`, the first beyond that place. */
export interface LotsNeed {
  readonly participantId: string;
  readonly assetId: string;
  readonly limit: number;
  readonly after?: LotPlace | undefined;
}

/** Lots by id, of those that are the participant's own. */
export interface NamedLots {
  readonly participantId: string;
  readonly ids: readonly string[];
}

/** Everything a round may ask a store for, in one go. */
export interface Reads {
  readonly ids: Readonly<Partial<Record<RecordKind, readonly string[]>>>;
  readonly lotsOf: readonly LotsNeed[];
  /**
   * Lots that a caller named. Not by `ids`: a lot of somebody else must not be read here, because it would be older than its book.
   */
  readonly lotsNamed?: readonly NamedLots[];
  /** All open holds of these participants and assets. There are never more than `MOST_HOLDS`. */
  readonly holdsOf: readonly { readonly participantId: string; readonly assetId: string }[];
  /** What is due of these participants: lots and holds at or before `at`, and the lots of those holds. */
  readonly dueOf: readonly { readonly participantId: string; readonly at: Instant }[];
}

/** What is due of a participant, and the earliest date after `at` among all that is not. */
export interface DueRows {
  readonly participantId: string;
  readonly lots: readonly Lot[];
  readonly holds: readonly Hold[];
  readonly nextDueAt: Instant | null;
  /** More is due than was read: what was read has to be written first. */
  readonly more: boolean;
}

/** What a store answers to `Reads`, in the same order where order matters. */
export interface ReadRows {
  readonly records: { readonly [K in RecordKind]?: readonly RecordKinds[K][] };
  readonly lotsOf: readonly (readonly Lot[])[];
  readonly lotsNamed?: readonly (readonly Lot[])[];
  readonly holdsOf: readonly (readonly Hold[])[];
  readonly dueOf: readonly DueRows[];
}

/** Thrown by a decision that needs more than was read. */
export class Missing extends Error {
  constructor(readonly reads: Reads) {
    super('More has to be read');
    this.name = 'Missing';
  }
}

/**
 * Thrown where so much is due of a participant that it takes writes of its own: settle the participant, and decide again.
 */
export class SettleFirst extends Error {
  constructor(readonly participantId: string) {
    super('More is due than fits into one write');
    this.name = 'SettleFirst';
  }
}

export const NO_READS: Reads = { ids: {}, lotsOf: [], holdsOf: [], dueOf: [] };
/** Lots read at first: more than most calls spend, little enough to read for nothing. */
export const FIRST_LOTS = 16;

type Absent = null;

/** Finds records by their id. */
export interface Finder {
  /** The record, or null where there is none. Throws `Missing` where it was not read. */
  find<K extends RecordKind>(kind: K, id: string): RecordKinds[K] | Absent;
}

/** See the head of this file. */
export class Rows implements Finder {
  readonly #records = new Map<string, unknown>();
  /** Lots that were read in spending order: how many, and the last one if there are more. */
  readonly #lotsRead = new Map<string, { readonly count: number; readonly last: Lot | null }>();
  /** Lots that were looked for by the id that a caller gave, of each participant. */
  readonly #named = new Set<string>();
  readonly #holdsRead = new Set<string>();
  readonly #due = new Map<string, DueRows>();
  readonly #lotIds = new Map<string, Set<string>>();
  readonly #holds = new Map<string, Map<string, Hold>>();

  find<K extends RecordKind>(kind: K, id: string): RecordKinds[K] | Absent {
    const key = `${kind} ${id}`;
    if (!this.#records.has(key)) throw new Missing({ ...NO_READS, ids: { [kind]: [id] } });
    return this.#records.get(key) as RecordKinds[K] | Absent;
  }

  /** Throws one `Missing` for all of these that were not read. */
  requireRead(kind: RecordKind, ids: readonly string[]): void {
    const missing = ids.filter((id) => !this.#records.has(`${kind} ${id}`));
    if (missing.length > 0) throw new Missing({ ...NO_READS, ids: { [kind]: [...new Set(missing)] } });
  }

  /**
   * The book, opened, with everything done that is due. `wants`: lots and holds of these assets, and these lots. Throws `Missing`
   * where any of that was not read.
   */
  open(book: Book, context: BookContext, wants: Wants): OpenBook {
    const { participantId } = book;
    if (wants.lotsOf !== undefined) this.#requireLots(participantId, wants.lotsOf);
    if (wants.lotsNamed !== undefined) this.#requireNamed(participantId, wants.lotsNamed);
    if (wants.holdsOf !== undefined) this.#requireHolds(participantId, wants.holdsOf);
    this.requireRead('lots', wants.lotIds ?? []);
    const due = isDue(book, context.dueBy) ? this.#requireDue(participantId, context.dueBy) : null;
    if (due?.more && !wants.settling) throw new SettleFirst(participantId);
    const open = new OpenBook(this.loaded(book), context);
    if (due) settleDue(open, due.more ? context.dueBy : due.nextDueAt);
    return open;
  }

  /** The open holds of a participant and asset. Throws `Missing` where they were not read. */
  holdsOf(participantId: string, assetId: string): Hold[] {
    this.#requireHolds(participantId, assetId);
    return [...this.#shelfOf(participantId).values()].filter((hold) => hold.assetId === assetId && hold.units > 0n);
  }

  /** What was read of a participant so far. */
  loaded(book: Book): LoadedBook {
    const { participantId } = book;
    const ids = [...(this.#lotIds.get(participantId) ?? [])];
    return {
      book,
      lots: ids.flatMap((id) => (this.#records.get(`lots ${id}`) as Lot | null) ?? []),
      lotsReadTo: (assetId) => this.#lotsRead.get(`${participantId} ${assetId}`)?.last,
      holds: [...(this.#holds.get(participantId)?.values() ?? [])],
    };
  }

  /** Asks for the lots after those that were read. A `Refusal` where that is more than one call may move. */
  moreLots({ participantId, assetId, spendable }: MoreLots): Missing | Refusal {
    return spendable > MOST_LOTS ? tooManyLots() : this.#lotsAfter(participantId, assetId);
  }

  /** How many lots were read so far in spending order. */
  lotsReadOf(participantId: string, assetId: string): number {
    return this.#lotsRead.get(`${participantId} ${assetId}`)?.count ?? 0;
  }

  /** Takes in what a store answered. What an earlier call of the round has changed already stays as it is. */
  add(reads: Reads, rows: ReadRows): void {
    for (const kind of Object.keys(reads.ids) as RecordKind[]) {
      for (const id of reads.ids[kind] ?? []) this.#learn(kind, id, null);
      for (const record of rows.records[kind] ?? []) this.#overwriteUnknown(kind, record);
    }
    reads.lotsOf.forEach(({ participantId, assetId, limit, after }, index) => {
      const lots = rows.lotsOf[index] ?? [];
      for (const lot of lots) this.#overwriteUnknown('lots', lot);
      const last = lots.length < limit ? null : (lots.at(-1) ?? null);
      const key = `${participantId} ${assetId}`;
      const before = after ? (this.#lotsRead.get(key)?.count ?? 0) : 0;
      this.#lotsRead.set(key, { count: before + lots.length, last });
    });
    (reads.lotsNamed ?? []).forEach(({ participantId, ids }, index) => {
      for (const lot of rows.lotsNamed?.[index] ?? []) this.#overwriteUnknown('lots', lot);
      for (const id of ids) this.#named.add(`${participantId} ${id}`);
    });
    reads.holdsOf.forEach(({ participantId, assetId }, index) => {
      for (const hold of rows.holdsOf[index] ?? []) this.#learnHold(hold);
      this.#holdsRead.add(`${participantId} ${assetId}`);
    });
    for (const due of rows.dueOf) {
      for (const lot of due.lots) this.#overwriteUnknown('lots', lot);
      for (const hold of due.holds) this.#learnHold(hold);
      this.#due.set(due.participantId, due);
    }
  }

  /** Takes in what a call has decided, for the calls after it. */
  apply(changes: Changes): void {
    for (const { change } of changes.books) {
      this.#put('books', change.book.participantId, change.book);
      for (const lot of change.lots) this.#putLot(lot);
      for (const hold of change.holds) this.#shelfOf(hold.participantId).set(hold.id, hold);
      for (const entry of change.entries) this.#put('entries', entry.id, entry);
    }
    for (const kind of ['programs', 'assets', 'rewards', 'entities'] as const)
      for (const { record } of changes[kind]) this.#put(kind, record.id, record);
    for (const id of changes.freedKeys) this.#put('keys', id, null);
    for (const { record } of changes.limits) this.#put('limits', record.id, record);
    for (const key of changes.keys) this.#put('keys', key.id, key);
    for (const { record } of changes.redemptions) this.#put('redemptions', record.id, record);
    for (const reversal of changes.reversals) this.#put('reversals', reversal.id, reversal);
  }

  #requireLots(participantId: string, assetId: string): void {
    if (!this.#lotsRead.has(`${participantId} ${assetId}`)) throw this.#lotsAfter(participantId, assetId);
  }

  #requireNamed(participantId: string, ids: readonly string[]): void {
    const missing = ids.filter((id) => !this.#named.has(`${participantId} ${id}`));
    if (missing.length > 0) throw new Missing({ ...NO_READS, lotsNamed: [{ participantId, ids: missing }] });
  }

  /** Ever more of them, but at first no more than it takes to know that they are too many. */
  #lotsAfter(participantId: string, assetId: string): Missing {
    const { count = 0, last = null } = this.#lotsRead.get(`${participantId} ${assetId}`) ?? {};
    const need = { participantId, assetId };
    if (!last) return new Missing({ ...NO_READS, lotsOf: [{ ...need, limit: FIRST_LOTS }] });
    const limit = count > MOST_LOTS ? count : Math.min(count * 7, MOST_LOTS + 1 - count);
    return new Missing({ ...NO_READS, lotsOf: [{ ...need, limit, after: last }] });
  }

  #requireHolds(participantId: string, assetId: string): void {
    if (this.#holdsRead.has(`${participantId} ${assetId}`)) return;
    throw new Missing({ ...NO_READS, holdsOf: [{ participantId, assetId }] });
  }

  #requireDue(participantId: string, at: Instant): DueRows {
    const due = this.#due.get(participantId);
    if (!due) throw new Missing({ ...NO_READS, dueOf: [{ participantId, at }] });
    return due;
  }

  #put(kind: RecordKind, id: string, record: unknown): void {
    this.#records.set(`${kind} ${id}`, record);
  }

  #putLot(lot: Lot): void {
    this.#put('lots', lot.id, lot);
    const ids = this.#lotIds.get(lot.participantId) ?? new Set();
    this.#lotIds.set(lot.participantId, ids.add(lot.id));
  }

  #shelfOf(participantId: string): Map<string, Hold> {
    const holds = this.#holds.get(participantId) ?? new Map<string, Hold>();
    this.#holds.set(participantId, holds);
    return holds;
  }

  #learn(kind: RecordKind, id: string, record: unknown): void {
    if (!this.#records.has(`${kind} ${id}`)) this.#put(kind, id, record);
  }

  #overwriteUnknown<K extends RecordKind>(kind: K, record: RecordKinds[K]): void {
    const id =
      'participantId' in record && kind === 'books' ? (record as Book).participantId : (record as { id: string }).id;
    // Absent so far: it was read as null a moment ago in `add`, or not at all.
    if ((this.#records.get(`${kind} ${id}`) ?? null) !== null) return;
    if (kind === 'lots') this.#putLot(record as Lot);
    else this.#put(kind, id, record);
  }

  #learnHold(hold: Hold): void {
    const holds = this.#shelfOf(hold.participantId);
    if (!holds.has(hold.id)) holds.set(hold.id, hold);
  }
}

/** Which lots and holds a decision is about. */
export interface Wants {
  readonly lotsOf?: string;
  readonly holdsOf?: string;
  readonly lotIds?: readonly string[];
  /** As a caller named them: those that are not the participant's are left out. */
  readonly lotsNamed?: readonly string[];
  /** Of a call that does nothing but what is due: as much of it as fits. */
  readonly settling?: boolean;
}
