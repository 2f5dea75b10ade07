// Names of movements: each is taken once and for all, by the movement, or by the question what became of it.
import type { Owned } from '../../../accounts/caller';
import type { Instant } from '../../../values/time';
import type { Hash } from '../../book/entry';
import type { Key } from '../../records/key';

/** What a name was taken by. */
export type TillResult =
  | { readonly kind: 'moved'; readonly recordId: string; readonly cents: number; readonly units: string }
  | { readonly kind: 'never' };

/** The key that a name takes. Kept for ever: what did not happen under it must never happen. */
export function tillKeyId(hash: Hash, { accountId, livemode }: Owned, reference: string): string {
  return `till:${hash(JSON.stringify([accountId, livemode, reference]))}`;
}

export const NEVER = 'never';

/** How a key says what it was taken by. */
function ownerText(result: TillResult): string {
  return result.kind === 'never' ? NEVER : [result.recordId, String(result.cents), result.units].join(' ');
}

/** The inverse. */
export function tillResult(ownerId: string): TillResult {
  if (ownerId === NEVER) return { kind: 'never' };
  const [recordId = '', cents = '', units = ''] = ownerId.split(' ');
  return { kind: 'moved', recordId, cents: Number(cents), units };
}

/** The key of a name that is taken. */
export function keyOf(id: string, result: TillResult, at: Instant): Key {
  // Without a digest it is no idempotency key, which would be dropped after a while.
  return { id, ownerId: ownerText(result), requestDigest: null, at };
}
