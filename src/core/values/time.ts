// Instants as RFC 3339 text. Most of those written together fall into the same second, so its text is kept.
import type { Instant } from '../redemption/redemption';

let second = NaN;
let upToMillis = '';

/** The same text as `new Date(instant).toISOString()`, whole milliseconds given; throws `RangeError` for what is no instant. */
export function isoTime(instant: Instant): string {
  const whole = Math.floor(instant / 1000);
  if (whole !== second) {
    upToMillis = new Date(whole * 1000).toISOString().slice(0, -'000Z'.length);
    second = whole;
  }
  return `${upToMillis}${String(instant - whole * 1000).padStart(3, '0')}Z`;
}
