// What of a statement's texts may be kept and shown. A provider numbers its lines as it likes, and may do so by the PIN of a voucher that
// can still be spent. The working sheet has the file as it is, to match by; nothing else has.
import { maskedLongNumbers } from '../core/values/pin-text';

/** How most merchants and providers name things. No PIN has this form. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The text with the last four digits alone of every number in it that may be a PIN. */
export function pinFree(text: string): string {
  return UUID.test(text) ? text : maskedLongNumbers(text);
}
