// Whether a draft or a reservation may have been captured in the time that a restored backup lacks. Rules alone.
import type { Instant } from '../values/time';
import type { RestoreMark } from './mark';
import { missingOf, stoodUntil } from './restore-mark';

interface Reserved {
  readonly accountId: string;
  readonly livemode: boolean;
  readonly type: string;
  readonly createdAt: Instant;
}

/**
 * The mark for which it has to wait: it stood in the backup, and no statement of redemptions was read yet for all of the time that is lost. One that
 * shows its capture opens a review of it before the mark is told. Null where nothing stands in the way.
 */
export function perhapsCaptured(marks: readonly RestoreMark[], one: Reserved): RestoreMark | null {
  const { accountId, livemode, type, createdAt } = one;
  const waits = (mark: RestoreMark) =>
    createdAt < stoodUntil([mark]) && missingOf(mark, livemode, type, accountId).kinds.includes('redemptions');
  return marks.find(waits) ?? null;
}
