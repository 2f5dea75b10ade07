// Lots: the credits of a LOT asset, each with what is left of it and its dates. Pure rules over a few lots of one participant and asset.
import type { Instant } from '../../values/time';
import { least, type Units } from '../units';

/** What is left of one credit. `available`, `held` and `deferred` never exceed `amount` together. */
export interface Lot {
  readonly id: string;
  readonly participantId: string;
  readonly assetId: string;
  /** The program that issued it: what expires goes to its SYSTEM_BREAKAGE. */
  readonly programId: string;
  readonly amount: Units;
  readonly available: Units;
  readonly held: Units;
  readonly deferred: Units;
  /** What went to breakage at its date. */
  readonly expired: Units;
  readonly createdAt: Instant;
  /** Number of the entry that made it: orders lots of the same millisecond. */
  readonly seq: number;
  readonly expiresAt: Instant | null;
  /** Until then its value is deferred. */
  readonly maturesAt: Instant | null;
  readonly referenceId: string | null;
}

/** How far a lot has come, as callers see it. */
export const LOT_STATUSES = ['DEFERRED', 'AVAILABLE', 'HELD', 'CONSUMED', 'EXPIRED'] as const;
export type LotStatus = (typeof LOT_STATUSES)[number];

/** Derived, so that it can never disagree with the amounts. */
export function lotStatus(lot: Lot): LotStatus {
  if (lot.available > 0n) return 'AVAILABLE';
  if (lot.held > 0n) return 'HELD';
  if (lot.deferred > 0n) return 'DEFERRED';
  return lot.expired > 0n ? 'EXPIRED' : 'CONSUMED';
}

/** What has not been spent and has not expired. */
export function remainingOf({ available, held, deferred }: Lot): Units {
  return available + held + deferred;
}

/** True from the very millisecond of its date. */
export function hasExpired({ expiresAt }: Pick<Lot, 'expiresAt'>, now: Instant): boolean {
  return expiresAt !== null && expiresAt <= now;
}

/** When something happens to this lot by itself: it matures, or its free part expires. A held part waits for its hold. */
export function lotDueAt(lot: Lot): Instant | null {
  if (lot.deferred > 0n) return earliest(lot.maturesAt, lot.expiresAt);
  return lot.available > 0n ? lot.expiresAt : null;
}

function earliest(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}

/** What orders lots. */
export type LotPlace = Pick<Lot, 'createdAt' | 'seq'>;

/** Oldest first: the order in which lots are spent. Total, because no two lots share an entry number. */
export function bySpendingOrder(a: LotPlace, b: LotPlace): number {
  return a.createdAt - b.createdAt || a.seq - b.seq;
}

/** A part of one lot. */
export interface LotPart {
  readonly lotId: string;
  readonly units: Units;
}

/** The same parts with each lot once, where it stood first: several holds may have something of one lot. */
export function byLot(parts: readonly LotPart[]): LotPart[] {
  const units = new Map<string, Units>();
  for (const part of parts) units.set(part.lotId, (units.get(part.lotId) ?? 0n) + part.units);
  return [...units].map(([lotId, sum]) => ({ lotId, units: sum }));
}

/**
 * Takes `units` from `parts` in their order. `parts`: what each lot could give. Gives fewer than asked where there is not
 * enough: the caller checks first.
 */
export function takeInOrder(parts: Iterable<LotPart>, units: Units): LotPart[] {
  const taken: LotPart[] = [];
  let left = units;
  for (const part of parts) {
    if (left === 0n) break;
    const some = least(part.units, left);
    if (some > 0n) taken.push({ lotId: part.lotId, units: some });
    left -= some;
  }
  return taken;
}
