// Refuses what a redemption has no room for, before anything is written or sent.
import { hasRoomFor, MOST } from '../../redemption/bounds/bounds';
import type { Redemption } from '../../redemption/redemption';
import { Refusal } from '../../values/refusal';

const REFUSAL = {
  capture: ['too_many_captures', 'captures', 'most_captures'],
  reversal: ['too_many_reversals', 'reversals', 'most_reversals'],
  lastReversal: ['too_many_reversals', 'reversals', 'most_reversals'],
  update: ['too_many_updates', 'updates', 'most_updates'],
  receipt: ['too_many_receipts', 'receipts', 'most_receipts'],
  proposal: ['too_many_proposals', 'proposals', 'most_proposals'],
  reveal: ['too_many_reveals', 'looks at a PIN', 'most_reveals'],
  assignment: ['too_many_assignments', 'changes of who has a review', 'most_assignments'],
} as const;

/**
 * Throws `Refusal` too_many_captures, too_many_reversals, too_many_updates, too_many_receipts, too_many_proposals, too_many_reveals or
 * too_many_assignments where the redemption has as many as it may have, or where its record has grown so large that an answer might
 * not find room in it.
 */
export function requireBounds(redemption: Redemption, what: keyof typeof MOST): void {
  if (hasRoomFor(redemption, what)) return;
  const [code, things, member] = REFUSAL[what];
  throw new Refusal(code, `The record of this redemption is full: it may have ${String(MOST[what])} ${things}`, {
    extra: { [member]: MOST[what] },
  });
}
