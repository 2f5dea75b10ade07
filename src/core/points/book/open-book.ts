// The working copy of one book while a call is decided: balances, the lots and holds that were read, and the entries made so far. Used
// for one decision and thrown away; writes nothing.
import type { Instant } from '../../values/time';
import type { Units } from '../units';
import { accountKey, balanceOf, type AssetBalance, type Book, type Bucket } from './book';
import { checkPostings, entryHash, entryTimes, type Entry, type EntryDraft, type Hash, type Posting } from './entry';
import { byAge, type Hold } from './hold';
import { bySpendingOrder, lotDueAt, type Lot, type LotPart, type LotPlace } from './lot';

/** What was read of one participant. */
export interface LoadedBook {
  readonly book: Book;
  /** Some of the lots. */
  readonly lots: readonly Lot[];
  /**
   * How far the lots of an asset that can be spent were read without a gap: null, all of them; undefined, none. What lies beyond must
   * not be spent yet, because an older lot may lie between.
   */
  lotsReadTo(assetId: string): LotPlace | null | undefined;
  readonly holds: readonly Hold[];
}

/** What a decision may not find out by itself. */
export interface BookContext {
  readonly at: Instant;
  /**
   * What ends, expires or matures by then is over. Not later than `at`, and earlier where the clock has leapt ahead: points that have expired
   * do not come back (`Clock.aged`).
   */
  readonly dueBy: Instant;
  /** Who asked; null where it happens by itself. */
  readonly keyId: string | null;
  readonly hash: Hash;
  /** A new UUID. */
  nextId(): string;
}

/** Thrown where a decision needs more lots than were read: read as many more, and decide again. */
export class MoreLots extends Error {
  constructor(
    readonly participantId: string,
    readonly assetId: string,
    /** How many of those that were read can be spent. */
    readonly spendable: number,
  ) {
    super(`More lots of asset ${assetId} are needed`);
    this.name = 'MoreLots';
  }
}

/** What an entry says besides its place and its time; `keyId` where it is nobody's call: see `BY_ITSELF`. */
export type EntryWords = Omit<EntryDraft, 'id' | 'keyId' | 'createdAt' | 'dueBy' | 'postings' | 'lots'> & {
  readonly keyId?: null;
};

/** What is to be written. */
export interface BookChange {
  readonly book: Book;
  readonly lots: readonly Lot[];
  readonly holds: readonly Hold[];
  readonly entries: readonly Entry[];
  /** How many of the lots changed by themselves, as what is due. Absent: none. */
  readonly dueLots?: number;
}

/** See the head of this file. Its methods throw on what would be a defect; refusals are up to the callers. */
export class OpenBook {
  readonly #lots: Map<string, Lot>;
  readonly #holds: Map<string, Hold>;
  readonly #changedLots = new Set<string>();
  readonly #changedHolds = new Set<string>();
  readonly #entries: Entry[] = [];
  readonly #loaded: LoadedBook;
  #book: Book;
  #settled: Book;
  #dueLots = 0;

  constructor(
    loaded: LoadedBook,
    readonly context: BookContext,
  ) {
    this.#book = loaded.book;
    this.#settled = loaded.book;
    this.#lots = new Map(loaded.lots.map((lot) => [lot.id, lot]));
    this.#holds = new Map(loaded.holds.map((hold) => [hold.id, hold]));
    this.#loaded = loaded;
  }

  /** What it was opened with. */
  get loaded(): LoadedBook {
    return this.#loaded;
  }

  get book(): Book {
    return this.#book;
  }

  /** As it was once everything was done that is due, before what is decided now. */
  get settled(): Book {
    return this.#settled;
  }

  get now(): Instant {
    return this.context.at;
  }

  /** What ends, expires or matures by then is over. */
  get dueBy(): Instant {
    return this.context.dueBy;
  }

  /** Number that the next entry will have. */
  get nextSeq(): number {
    return this.#book.seq + 1;
  }

  balance(assetId: string): AssetBalance {
    return balanceOf(this.#book, assetId);
  }

  /** Throws where the lot was not read. */
  lot(id: string): Lot {
    const lot = this.#lots.get(id);
    if (!lot) throw new Error(`Lot ${id} was not read`);
    return lot;
  }

  /** The lots of an asset that were read, in spending order. */
  lots(assetId: string): Lot[] {
    return this.allLots().filter((lot) => lot.assetId === assetId);
  }

  /** The lots of an asset up to where they were read without a gap: those that may be spent, in spending order. */
  lotsInOrder(assetId: string): Lot[] {
    const last = this.#loaded.lotsReadTo(assetId);
    if (last === undefined) return [];
    const lots = this.lots(assetId);
    return last === null ? lots : lots.filter((lot) => bySpendingOrder(lot, last) <= 0);
  }

  /** Throws `MoreLots` unless every lot that can be spent was read, of those earned until then. */
  requireAllLots(assetId: string, earnedTo?: Instant): void {
    const last = this.#loaded.lotsReadTo(assetId);
    if (last === null || (last !== undefined && earnedTo !== undefined && last.createdAt > earnedTo)) return;
    const spendable = this.lotsInOrder(assetId).filter(({ available }) => available > 0n).length;
    throw new MoreLots(this.#book.participantId, assetId, spendable);
  }

  /** Every lot that was read, in spending order. */
  allLots(): Lot[] {
    return [...this.#lots.values()].sort(bySpendingOrder);
  }

  /** Every hold that was read, oldest first. */
  allHolds(): Hold[] {
    return [...this.#holds.values()].sort(byAge);
  }

  /** The holds of an asset that were read and are not over, oldest first. */
  holds(assetId: string): Hold[] {
    return this.allHolds().filter((hold) => hold.assetId === assetId && hold.units > 0n);
  }

  /** Throws where the hold was not read. */
  hold(id: string): Hold {
    const hold = this.#holds.get(id);
    if (!hold) throw new Error(`Hold ${id} was not read`);
    return hold;
  }

  /** Adds a lot or replaces it. */
  putLot(lot: Lot): void {
    this.#lots.set(lot.id, lot);
    this.#changedLots.add(lot.id);
    this.#expectAt(lotDueAt(lot));
  }

  /** Adds a hold or replaces it. */
  putHold(hold: Hold): void {
    this.#holds.set(hold.id, hold);
    this.#changedHolds.add(hold.id);
    if (hold.units > 0n) this.#expectAt(hold.expiresAt);
  }

  /** Changes the units that this participant has redeemed of a reward. */
  countReward(rewardId: string, change: number): void {
    const { [rewardId]: before = 0, ...others } = this.#book.rewardUnits;
    const count = before + change;
    if (count < 0) throw new Error(`More of reward ${rewardId} came back than was redeemed`);
    // What was given back as a whole takes no room.
    this.#book = { ...this.#book, rewardUnits: count === 0 ? others : { ...others, [rewardId]: count } };
  }

  /** Changes who the participant is, or whether it may spend. Amounts change by entries alone. */
  set(change: Partial<Pick<Book, 'profile' | 'status' | 'externalId'>>): void {
    this.#book = { ...this.#book, ...change };
  }

  /** Notes that this program has credited the participant. */
  enrol(programId: string): void {
    const { programIds } = this.#book;
    if (!programIds.includes(programId)) this.#book = { ...this.#book, programIds: [...programIds, programId] };
  }

  /**
   * Everything due until now is done. `nextUnread`: the earliest date among what was not read. Only for who knows it: any other
   * change can but bring the due date forward.
   */
  settledUntil(nextUnread: Instant | null): void {
    this.#book = { ...this.#book, nextDueAt: nextUnread };
    for (const lot of this.#lots.values()) this.#expectAt(lotDueAt(lot));
    for (const { units, expiresAt } of this.#holds.values()) if (units > 0n) this.#expectAt(expiresAt);
    this.#settled = this.#book;
    this.#dueLots = this.#changedLots.size;
  }

  /** Writes an entry, moves the balances by it, and seals it into the chain. Says its id. */
  post(words: EntryWords, postings: readonly Posting[], lots: readonly LotPart[] = []): string {
    const id = this.context.nextId();
    const draft: EntryDraft = { keyId: this.context.keyId, ...words, id, ...entryTimes(this.context), postings, lots };
    checkPostings(draft);
    const { participantId, accountId, livemode, head } = this.#book;
    const seq = this.nextSeq;
    const hash = entryHash(head, participantId, seq, draft, this.context.hash);
    this.#entries.push({ ...draft, accountId, livemode, participantId, seq, hash });
    const balance = postings.reduce(applied, this.balance(words.assetId));
    this.#book = {
      ...this.#book,
      balances: { ...this.#book.balances, [words.assetId]: balance },
      seq,
      head: hash,
    };
    return id;
  }

  /** What changed since it was opened, with the next `rev`. */
  change(): BookChange {
    return {
      book: { ...this.#book, rev: this.#book.rev + 1, updatedAt: this.now },
      lots: [...this.#changedLots].map((id) => this.lot(id)),
      holds: [...this.#changedHolds].map((id) => this.hold(id)),
      entries: this.#entries,
      dueLots: this.#dueLots,
    };
  }

  #expectAt(at: Instant | null): void {
    const { nextDueAt } = this.#book;
    if (at !== null && (nextDueAt === null || at < nextDueAt)) this.#book = { ...this.#book, nextDueAt: at };
  }
}

const FIELD_OF = { AVAILABLE: 'available', HELD: 'held', DEFERRED: 'deferred' } as const satisfies Record<
  Bucket,
  string
>;

function applied(balance: AssetBalance, { bucket, account, units }: Posting): AssetBalance {
  if (bucket !== null) return { ...balance, [FIELD_OF[bucket]]: balance[FIELD_OF[bucket]] + units };
  const key = accountKey(account);
  return { ...balance, shares: { ...balance.shares, [key]: shareOf(balance, key) + units } };
}

function shareOf({ shares }: AssetBalance, key: string): Units {
  return Object.hasOwn(shares, key) ? (shares[key] ?? 0n) : 0n;
}
