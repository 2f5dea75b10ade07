// The records of a restored backup: its mark, and what statements have told since. Kept for good.
import type { Instant } from '../values/time';
import type { Span } from './spans';

/** What the lines of a statement are about. */
export const LINE_KINDS = ['redemptions', 'refunds'] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** Times, each list disjoint and oldest first. */
export interface ToldTimes {
  /** Statements made after the mark were read for them. */
  readonly redemptions: readonly Span[];
  readonly refunds: readonly Span[];
  /** The last statement of redemptions that was read had none of ours which the books lack. */
  readonly cleared: readonly Span[];
}

/** Of one account: the times for which the others were told, and it was not. */
export interface AccountReading extends ToldTimes {
  readonly accountId: string;
  /** When a person ended the wait of this account alone, or null. */
  readonly endedAt: Instant | null;
}

/** An account that a statement tells less than the others. */
export interface Apart {
  readonly accountId: string;
  /** It tells this account nothing. Else only that something of the account may be lost. */
  readonly waits: boolean;
}

/** What the statements of one mode and type have told since the restore. */
export interface Reading extends ToldTimes {
  readonly livemode: boolean;
  readonly type: string;
  /** Redemptions of ours in the last statement that the books do not have, and that nobody has looked at yet. */
  readonly lost: number;
  /** Some statement had one, whatever a person found out about it. Absent: none had. */
  readonly hasLost?: boolean;
  /** Accounts that less was told, by themselves. Absent: none. */
  readonly accounts?: readonly AccountReading[];
  /**
   * Names of lines under which a statement showed value given back that nothing here answers for, until one is read in which a person has looked at
   * them. Absent: none. Earlier versions kept references in full. Of more than are kept others are found again once these are told.
   */
  readonly untold?: readonly string[];
  /** When a person ended it without a statement, or null. */
  readonly endedAt: Instant | null;
}

/** One restored backup. Kept for good. */
export interface RestoreMark {
  /** `rst_…` */
  readonly id: string;
  readonly version: number;
  /** When the backup was made, or the newest in it was written if that is earlier: what was done after it is lost. */
  readonly since: Instant;
  /** When the store was marked. What was lost was done before that. */
  readonly markedAt: Instant;
  /**
   * Whatever is dated earlier stood in the backup. Later than `markedAt` where a clock that ran ahead had dated rows of it. Absent in marks
   * that were made before this was asked: `markedAt`.
   */
  readonly stoodUntil?: Instant;
  readonly readings: readonly Reading[];
}

/** A statement that was read to the end, with every difference in it reviewed or recorded. */
export interface ReadStatement extends Span {
  readonly livemode: boolean;
  readonly type: string;
  readonly kinds: readonly LineKind[];
  /** When the provider made it. One from before the mark may lack what came after it. */
  readonly madeAt: Instant;
  readonly lost: number;
  /** Accounts that it tells less. Absent: none. */
  readonly apart?: readonly Apart[];
}
