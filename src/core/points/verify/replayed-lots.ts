// What the lots of one book hold by its journal alone, entry after entry. An account of its own: it shares nothing with the code that moves
// lots but their order.
import type { Instant } from '../../values/time';
import type { Entry } from '../book/entry';
import { takeInOrder, type Lot, type LotPart } from '../book/lot';
import { sumOf, type Units } from '../units';

type Journalled = Omit<Lot, 'id' | 'participantId' | 'expiresAt' | 'maturesAt'>;

/** A lot as the journal has it. Its dates are not in the journal: only what happened at which time, which they must allow. */
export interface ReplayedLot extends Readonly<Journalled> {
  /** By what time it was decided whether it is deferred. */
  readonly madeBy: Instant;
  readonly wasDeferred: boolean;
  readonly maturedAt: Instant | null;
  readonly spentAt: Instant | null;
  /** Null: it never expired, or something came back into it since, perhaps with a new date. */
  readonly expiredAt: Instant | null;
}

/** See the head of this file. Throws where an entry moves what no entry before it brought. */
export class ReplayedLots {
  readonly byId = new Map<string, ReplayedLot>();

  /** `owed`: the overdraft before the entry. */
  apply(entry: Entry, owed: Units): void {
    const { actionType, lots, postings } = entry;
    const at = decidedBy(entry);
    if (lots.length === 0) return;
    const fromHeld = postings.some(({ bucket, units }) => bucket === 'HELD' && units < 0n);
    switch (actionType) {
      case 'CREDIT':
        this.#credit(entry, owed);
        break;
      case 'HOLD':
        this.#spend(lots, at, true);
        break;
      case 'MATURITY':
        this.#move(lots, ({ deferred }, units) => ({ deferred: deferred - units, maturedAt: at }));
        this.#free(lots, owed);
        break;
      case 'REVERSAL':
        this.#move(lots, () => ({ expiredAt: null }));
        this.#free(lots, owed);
        break;
      case 'EXPIRATION':
        this.#expire(lots, at);
        break;
      case 'RELEASE':
        this.#unhold(lots);
        this.#free(lots, owed);
        break;
      default:
        if (fromHeld) this.#takeHeld(entry, owed);
        else this.#spend(lots, at, false);
    }
  }

  #expire(parts: readonly LotPart[], at: Instant): void {
    this.#move(parts, ({ available, expired }, units) => ({
      available: available - units,
      expired: expired + units,
      expiredAt: at,
    }));
  }

  /** What comes after the parts that were taken for good was freed. */
  #takeHeld(entry: Entry, owed: Units): void {
    const { lots } = entry;
    this.#unhold(lots);
    this.#free(lots.slice(takeInOrder(lots, postedOut(entry)).length), owed);
  }

  #credit(entry: Entry, owed: Units): void {
    const { assetId, programId, referenceId, createdAt, seq, lots, postings } = entry;
    const [part] = lots;
    const bucket = postings[0]?.bucket;
    if (!part || lots.length > 1 || this.byId.has(part.lotId)) throw new Error('does not make one new lot');
    const { units: amount } = part;
    this.byId.set(part.lotId, {
      ...{ assetId, programId, referenceId, createdAt, seq, amount },
      available: 0n,
      held: bucket === 'HELD' ? amount : 0n,
      deferred: bucket === 'DEFERRED' ? amount : 0n,
      expired: 0n,
      madeBy: decidedBy(entry),
      wasDeferred: bucket === 'DEFERRED',
      maturedAt: null,
      spentAt: null,
      expiredAt: null,
    });
    if (bucket === 'AVAILABLE') this.#free(lots, owed);
  }

  #spend(parts: readonly LotPart[], at: Instant, intoHold: boolean): void {
    this.#move(parts, ({ available, held }, units) => ({
      available: available - units,
      held: intoHold ? held + units : held,
      spentAt: at,
    }));
  }

  #unhold(parts: readonly LotPart[]): void {
    this.#move(parts, ({ held }, units) => ({ held: held - units }));
  }

  /** What is owed is paid first, by the oldest lots. */
  #free(parts: readonly LotPart[], owed: Units): void {
    const total = sumOf(parts, ({ units }) => units);
    const youngestFirst = [...parts].sort((a, b) => this.#lot(a).seq - this.#lot(b).seq).reverse();
    const free = takeInOrder(youngestFirst, owed < total ? total - owed : 0n);
    this.#move(free, ({ available }, units) => ({ available: available + units }));
  }

  #move(parts: readonly LotPart[], change: (lot: ReplayedLot, units: Units) => Partial<ReplayedLot>): void {
    for (const part of parts) {
      const lot = this.#lot(part);
      this.byId.set(part.lotId, { ...lot, ...change(lot, part.units) });
    }
  }

  #lot({ lotId }: LotPart): ReplayedLot {
    const lot = this.byId.get(lotId);
    if (lot) return lot;
    throw new Error(`moves lot ${lotId}, which no entry made`);
  }
}

/** The time by which lots were over for an entry. */
function decidedBy({ dueBy, createdAt }: Pick<Entry, 'dueBy' | 'createdAt'>): Instant {
  return dueBy ?? createdAt;
}

/** What went to a counter account. */
export function postedOut({ postings }: Pick<Entry, 'postings'>): Units {
  return sumOf(postings, ({ account, units }) => (account === null ? 0n : units));
}
