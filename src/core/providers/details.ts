// What a provider calls an operation by, besides its transaction number: serial numbers and the like. Shown and stored as they stand,
// so they never hold a secret.
import type { Pin } from '../values/pin';
import { holdsSecret } from '../values/pin-text';

/**
 * Public names in snake case (`serial_number`, `voucher_id`), with the provider's own text for each. What `isDetail` does not allow,
 * and more than `DETAILS_MAX`, is left out where an answer is taken in.
 */
export type ProviderDetails = Readonly<Record<string, string>>;

/** A reply names a handful of things. Kept with every operation, they must stay few and short. */
export const DETAILS_MAX = 8;
const DETAIL_MAX_CHARACTERS = 100;
const DETAIL_NAME = /^[a-z][a-z0-9_]{0,39}$/;
/** Members of the public object that are not the adapter's to name. */
const OURS: ReadonlySet<string> = new Set(['reference', 'transaction_id']);

/** Whether a detail may be kept: a fitting name, and text of a fitting length. */
export function isDetail(name: string, value: unknown): value is string {
  if (!DETAIL_NAME.test(name) || OURS.has(name)) return false;
  return typeof value === 'string' && value !== '' && value.length <= DETAIL_MAX_CHARACTERS;
}

/**
 * The details that may be kept, at most `DETAILS_MAX`, or undefined where none are left. Leaves out whatever holds one of
 * `secrets`: adapters do so themselves, and what they miss must not reach the store.
 */
export function keptDetails(
  details: ProviderDetails | undefined,
  secrets: readonly Pin[],
): ProviderDetails | undefined {
  const kept = Object.entries(details ?? {})
    .filter(([name, value]) => isDetail(name, value))
    .filter(([, value]) => !secrets.some((pin) => holdsSecret(pin.reveal(), value)))
    .slice(0, DETAILS_MAX);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}
