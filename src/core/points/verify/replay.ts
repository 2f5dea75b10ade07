// One book by its journal alone: entries go in, one after another, and what the book, its lots and its holds must be comes out.
import type { Book } from '../book/book';
import { checkPostings, entryHash, FIRST_HEAD, type Entry, type Hash } from '../book/entry';
import type { Units } from '../units';
import { addPostings, type Balances } from './balances';
import { ReplayedHolds } from './replayed-holds';
import { postedOut, ReplayedLots } from './replayed-lots';

/** An entry that gave back, with what of it expired again in the same write. */
export interface ReplayedReversal {
  readonly redemptionId: string;
  expired: Units;
}

/** Whose journal. */
export type Journalled = Pick<Book, 'participantId' | 'accountId' | 'livemode'>;

/** See the head of this file. */
export class Replay {
  readonly lots = new ReplayedLots();
  readonly holds = new ReplayedHolds();
  readonly balances: Balances = new Map();
  /** Ids of the entries that redeemed. */
  readonly redemptions = new Set<string>();
  /** By the id of the entry. */
  readonly reversals = new Map<string, ReplayedReversal>();
  #seq = 0;
  #head = FIRST_HEAD;
  #fault: string | null = null;
  #giving: { readonly at: number; readonly lots: ReadonlySet<string>; readonly to: ReplayedReversal } | null = null;

  constructor(
    private readonly whose: Journalled,
    private readonly hash: Hash,
  ) {}

  /** Number of the newest entry that went in. */
  get seq(): number {
    return this.#seq;
  }

  /** Hash of the newest entry that went in. */
  get head(): string {
    return this.#head;
  }

  /** The first entry that is not what was written, or is not there; nothing after it says anything. Null: there is none. */
  get fault(): string | null {
    return this.#fault;
  }

  /** Nothing more goes in. */
  get isBroken(): boolean {
    return this.#fault !== null;
  }

  /** False where it does not fit, or an entry before it did not. */
  apply(entry: Entry): boolean {
    this.#fault ??= this.#faultOf(entry);
    if (this.#fault !== null) return false;
    const available = this.balances.get(entry.assetId)?.get('AVAILABLE') ?? 0n;
    try {
      this.lots.apply(entry, available < 0n ? -available : 0n);
      this.holds.apply(entry);
    } catch (error) {
      this.#fault = `entry ${entry.id} ${error instanceof Error ? error.message : String(error)}`;
      return false;
    }
    addPostings(this.balances, entry);
    this.#note(entry);
    this.#seq = entry.seq;
    this.#head = entry.hash;
    return true;
  }

  #faultOf(entry: Entry): string | null {
    const { participantId, accountId, livemode } = this.whose;
    if (entry.seq !== this.#seq + 1) return `entry ${String(this.#seq + 1)} is missing`;
    if (entry.participantId !== participantId || entry.accountId !== accountId || entry.livemode !== livemode)
      return `entry ${entry.id} says that it is somebody else's`;
    if (entryHash(this.#head, participantId, entry.seq, entry, this.hash) !== entry.hash)
      return `entry ${entry.id} is not what was written`;
    try {
      checkPostings(entry);
      return null;
    } catch {
      return `entry ${entry.id} does not balance`;
    }
  }

  #note(entry: Entry): void {
    const { id, actionType, lots, createdAt } = entry;
    if (actionType === 'REDEMPTION') this.redemptions.add(id);
    if (actionType === 'EXPIRATION') {
      const { at, to, lots: back } = this.#giving ?? { at: -1, to: null, lots: new Set() };
      if (to && at === createdAt && lots.every(({ lotId }) => back.has(lotId))) to.expired += postedOut(entry);
      return;
    }
    this.#giving = null;
    if (actionType !== 'REVERSAL') return;
    const to = { redemptionId: entry.referenceId ?? '', expired: 0n };
    this.reversals.set(id, to);
    this.#giving = { at: createdAt, to, lots: new Set(lots.map(({ lotId }) => lotId)) };
  }
}
