// How adapters take the PIN out of a presented voucher.
import type { Source } from '../../src/core/providers/provider';
import { Pin } from '../../src/core/values/pin';

/**
 * The PIN in `field`. Vouch presents a sensitive field as a `Pin`; plain text is wrapped, so that it cannot be printed from here
 * on. A field that is not there is an empty PIN: Vouch has checked required fields before.
 */
export function pinOf(source: Source, field: string): Pin {
  const value = source[field];
  return value instanceof Pin ? value : new Pin(value ?? '');
}
