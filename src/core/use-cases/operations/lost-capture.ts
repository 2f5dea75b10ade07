// Whether what ends now may have been captured by a request that is lost with what a restored backup lacks.
import type { ProviderGate } from '../../providers/gate';
import type { Operation, Redemption } from '../../redemption/redemption';
import { isSettled } from '../../redemption/settling/settled-times';
import type { SealedInquiry } from '../../redemption/fact';
import type { RestoreMark } from '../../restores/mark';
import { perhapsCaptured } from '../../restores/perhaps-captured';
import { stoodInBackup } from '../../restores/restore-mark';
import type { Services } from '../services';

/**
 * Whether nothing of this operation may end the redemption, as no statement was read yet: it stood in a backup, and was perhaps captured since. Not where the
 * capture in it was the only one that Vouch sends: of a call that reserves and captures at once, and takes no less than it asked for first.
 */
export function isCaptureLost(
  marks: readonly RestoreMark[],
  redemption: Redemption,
  { type, createdAt }: Operation,
): boolean {
  const { captureMethod, options } = redemption;
  const isAtOnce = type === 'confirm' && captureMethod === 'automatic' && options.partial === 'decline';
  const isOnlyOne = isAtOnce && stoodInBackup(marks, createdAt);
  return !isOnlyOne && perhapsCaptured(marks, redemption) !== null;
}

/**
 * The same, for an answer or a verdict by which the operation moves nothing. Looks for a restored backup only where that could end the
 * redemption. Throws what the store throws.
 */
export async function findCaptureLost(
  { store }: Pick<Services, 'store'>,
  gate: ProviderGate | null | undefined,
  redemption: Redemption,
  operation: Operation,
): Promise<boolean> {
  const { type } = operation;
  if ((type !== 'confirm' && type !== 'reserve') || isSettled(redemption)) return false;
  // Its own books were put back with it.
  if (gate?.traits.keptHere) return false;
  return isCaptureLost(await store.restores.list(), redemption, operation);
}

/**
 * The same, for an answer that could end the redemption as unpaid. Where the store does not say, it stays until its time is over, and is
 * looked at again then.
 */
export async function findCaptureLostBy(
  services: Pick<Services, 'store'>,
  gate: ProviderGate,
  redemption: Redemption,
  operation: Operation,
  inquiry: SealedInquiry,
): Promise<boolean> {
  if (!mayEnd(operation, redemption, inquiry)) return false;
  try {
    return await findCaptureLost(services, gate, redemption, operation);
  } catch {
    return true;
  }
}

/** A check ends it also by its silence, and by finding less than was asked for. */
function mayEnd({ type }: Operation, { options, amountCents: asked }: Redemption, inquiry: SealedInquiry): boolean {
  if (inquiry.kind === 'accepted')
    return type === 'reserve' && options.partial === 'decline' && inquiry.amountCents < asked;
  return type === 'reserve' || (inquiry.kind !== 'unknown' && inquiry.kind !== 'pending');
}
