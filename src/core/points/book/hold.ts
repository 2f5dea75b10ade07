// Holds: points set aside for something that is to be decided later. `held` of an asset is always the sum of its holds.
import type { Instant } from '../../values/time';
import type { Units } from '../units';
import type { LotPart } from './lot';

/** One hold, with what is left of it. One with nothing left is over. */
export interface Hold {
  readonly id: string;
  readonly participantId: string;
  readonly assetId: string;
  readonly programId: string;
  /** The caller's name for it: releases and redemptions can ask for this one. */
  readonly referenceId: string | null;
  /** What is still held. */
  readonly units: Units;
  /** From which lots, in the order in which they were taken. Empty for SIMPLE assets. */
  readonly parts: readonly LotPart[];
  readonly createdAt: Instant;
  /** Number of the entry that made it. */
  readonly seq: number;
  /** Released by itself from this moment on; null: never. */
  readonly expiresAt: Instant | null;
  /** The `rdm_` redemption whose hold it is: nobody else may free it or spend it. Absent for a caller of points. */
  readonly managedBy?: string;
}

/** Oldest first: the order in which holds are released. As the journal has them: their dates may be those of two clocks. */
export function byAge(a: Hold, b: Hold): number {
  return a.seq - b.seq;
}

/** True from the very millisecond of its end. */
export function isOver({ expiresAt }: Pick<Hold, 'expiresAt'>, now: Instant): boolean {
  return expiresAt !== null && expiresAt <= now;
}
