// What the world is told about points.
import type { Instant } from '../values/time';

/** Every type of event about points. */
export const POINTS_EVENT_TYPES = [
  'participant.created',
  'balance.credited',
  'balance.debited',
  'balance.held',
  'balance.released',
  'balance.expired',
  'redemption.completed',
  'redemption.reversed',
  'program.funded',
  'program.burned',
] as const;
export type PointsEventType = (typeof POINTS_EVENT_TYPES)[number];

/** One event, before it is shown. Events of one subject are told in the order of `seq`. */
export interface PointsEvent {
  readonly type: PointsEventType;
  readonly accountId: string;
  readonly livemode: boolean;
  /** The participant, or the program of a wallet. */
  readonly subjectId: string;
  /** Number of the entry it is about: orders the events of a subject. */
  readonly seq: number;
  readonly at: Instant;
  /** The entry, the redemption or the reversal that it is about. */
  readonly recordId: string;
}
