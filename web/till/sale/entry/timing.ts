// The times that keep a key from acting on a screen that nobody has read yet.
import type { Instant, ScreenName, State } from '../state';

/** After each change of screen: what was typed for the screen before must not act on this one. */
const DEAF_MS = 800;
/** Taps aim at what they hit, so on screens where they only enter something a short time is enough for a double tap. */
const TAP_DEAF_MS = 300;
/** A sum that is still to pay has to be read before it goes. */
const PARTLY_PAID_MS = 1000;
/** Keys with no longer pause between them belong together: a radio link stutters. */
export const PAUSE_MS = 250;
/** After this a customer who waits is in the way of the next. */
const OFFER_PARKING_MS = 20_000;
/** A page is not busy for longer: what happened so long before the screen changed is of a clock that was set back. */
const BUSY_MS = 5000;

const ENTRY: ReadonlySet<ScreenName> = new Set(['amount', 'voucher', 'pairing', 'tray', 'last_sales']);

/** Whether keys are not heard now. */
export function isDeaf(state: State, at: Instant): boolean {
  return isWithin(state.screenSince, at, DEAF_MS);
}

/** Whether a button that was tapped does nothing yet. */
export function isDeafToTaps(state: State, at: Instant): boolean {
  return isWithin(state.screenSince, at, ENTRY.has(state.screen.name) ? TAP_DEAF_MS : DEAF_MS);
}

/** Whether what is still to pay, or is paid otherwise than was expected, cannot be dismissed yet. */
export function isUnread(state: State, at: Instant): boolean {
  const { name } = state.screen;
  return (
    (name === 'partly_paid' || name === 'given_back' || name === 'paid_before') &&
    isWithin(state.screenSince, at, PARTLY_PAID_MS)
  );
}

/** Whether the next customer is offered to be served. After a clock that was set back nobody knows how long it was: at once. */
export function isLongWait(now: Instant, since: Instant): boolean {
  return now - since >= OFFER_PARKING_MS || now < since - BUSY_MS;
}

/** A key may have been pressed before the change and be heard after it. A clock that was set back does not make the till deaf. */
function isWithin(since: Instant, at: Instant, ms: number): boolean {
  return at >= since - BUSY_MS && at - since < ms;
}
