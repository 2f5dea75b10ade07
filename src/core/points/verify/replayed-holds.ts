// What is held by the journal alone. An entry does not name the hold that it takes from: it is found by the rules by which holds are
// chosen, the oldest first of those that the call was about.
import type { Instant } from '../../values/time';
import type { Entry } from '../book/entry';
import { takeInOrder, type LotPart } from '../book/lot';
import { least, sumOf, type Units } from '../units';
import { postedOut } from './replayed-lots';

/** A hold as the journal has it. `seq`: number of the entry that made it, which tells it from all others. */
export interface ReplayedHold {
  readonly seq: number;
  readonly assetId: string;
  readonly programId: string;
  readonly referenceId: string | null;
  readonly createdAt: Instant;
  /** The `rdm_` redemption that a till held for; null for a caller of points. */
  readonly heldFor: string | null;
  readonly units: Units;
  readonly parts: readonly LotPart[];
}

/** What the words of a till's entries begin with; the `rdm_` redemption follows. Tills have no key. */
const TILL_WORDS = ['Held for a till: ', 'Freed by a till: ', 'Redeemed at a till: '] as const;
/** What the entry of a hold says that ended by itself. It has no key either: callers write what they like. */
const ENDED = 'Hold ended';

function isEnd({ keyId, description, actionType }: Entry): boolean {
  return keyId === null && actionType === 'RELEASE' && description === ENDED;
}

function tillOf({ keyId, description }: Entry): string | null {
  const words = keyId === null ? TILL_WORDS.find((one) => description.startsWith(one)) : undefined;
  return words === undefined ? null : description.slice(words.length);
}

/** See the head of this file. Throws where an entry takes more than is held. */
export class ReplayedHolds {
  /** Open holds, oldest first. */
  readonly #open = new Map<number, ReplayedHold>();
  /**
   * Assets of which two open holds of one name, amount and lots may have been the one that ended by itself: the journal does not say
   * when a hold ends, so of these the sum alone is known.
   */
  readonly unclear = new Set<string>();

  open(assetId: string): ReplayedHold[] {
    return [...this.#open.values()].filter((one) => one.assetId === assetId);
  }

  apply(entry: Entry): void {
    const { seq, assetId, programId, referenceId, createdAt, actionType, postings, lots } = entry;
    const held = sumOf(postings, ({ bucket, units }) => (bucket === 'HELD' ? units : 0n));
    if (held > 0n) {
      const about = { seq, assetId, programId, referenceId, createdAt };
      this.#open.set(seq, { ...about, heldFor: tillOf(entry), units: held, parts: lots });
    }
    if (held >= 0n) return;
    const holds = this.#holdsOf(entry, -held);
    if (actionType === 'RELEASE') {
      this.#take(holds, -held, lots, 'last');
      return;
    }
    const out = postedOut(entry);
    const taken = takeInOrder(lots, out);
    this.#take(holds, out, taken, 'first');
    if (-held > out) this.#take(holds, -held - out, lots.slice(taken.length), 'last');
  }

  /** Which holds the call was about. */
  #holdsOf(entry: Entry, units: Units): ReplayedHold[] {
    const { assetId, referenceId, actionType } = entry;
    const all = this.open(assetId);
    const ended = isEnd(entry) ? all.filter((one) => isWhole(one, entry, units)) : [];
    if (ended.length > 1) this.unclear.add(assetId);
    if (ended.length > 0) return ended.slice(0, 1);
    const till = tillOf(entry);
    // What a till redeems has a name of its own, not that of the hold.
    if (till !== null && actionType === 'REDEMPTION') return all.filter(({ heldFor }) => heldFor === till);
    return all.filter((one) => one.heldFor === till && (referenceId === null || one.referenceId === referenceId));
  }

  /** Out of each hold, in their order, as much as there is of the lots that the entry names. */
  #take(holds: readonly ReplayedHold[], units: Units, lots: readonly LotPart[], from: 'first' | 'last'): void {
    const named = new Set(lots.map(({ lotId }) => lotId));
    let left = units;
    for (const { seq } of holds) {
      const one = this.#open.get(seq);
      if (!one) continue;
      const parts = one.parts.filter(({ lotId }) => named.has(lotId));
      const has = one.parts.length === 0 ? one.units : sumOf(parts, (part) => part.units);
      const some = least(has, left);
      const taken = takeInOrder(from === 'first' ? parts : [...parts].reverse(), some);
      left -= some;
      if (one.units === some) this.#open.delete(seq);
      else this.#open.set(seq, { ...one, units: one.units - some, parts: without(one.parts, taken) });
    }
    if (left > 0n) throw new Error('takes more out of holds than they have');
  }
}

function without(parts: readonly LotPart[], taken: readonly LotPart[]): LotPart[] {
  const gone = new Map(taken.map(({ lotId, units }) => [lotId, units]));
  return parts
    .map(({ lotId, units }) => ({ lotId, units: units - (gone.get(lotId) ?? 0n) }))
    .filter(({ units }) => units > 0n);
}

function isWhole(one: ReplayedHold, { referenceId, programId, lots }: Entry, units: Units): boolean {
  if (one.units !== units || one.referenceId !== referenceId || one.programId !== programId) return false;
  const parts = [...one.parts].reverse();
  return (
    parts.length === lots.length &&
    parts.every((part, index) => part.lotId === lots[index]?.lotId && part.units === lots[index].units)
  );
}
