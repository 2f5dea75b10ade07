// When a session ends, as far as this page can know: what the server said last, and what it has answered since. Pure, so that a test can
// move its time.
import type { Session } from '../api/documents';
import { millis } from '../language/time';

/** So long before the end somebody is asked whether they are still here. */
export const WARN_MS = 2 * 60_000;
/** Typing is being here too, though it calls nothing: the server hears of it this often. */
export const TELL_EVERY_MS = 5 * 60_000;

export interface Presence {
  /** For how long it stays open without a call. */
  readonly idleMs: number;
  /** Of the server's clock. */
  readonly idleEndsAt: number;
  readonly endsAt: number;
  readonly usedAt: number;
}

/** What a session document says at `now`, of the server's clock. */
export function presenceOf(session: Session, now: number, before: Presence | null): Presence {
  const idleEndsAt = millis(session.idle_ends_at);
  // The server writes down once a minute that somebody was here, so that a document may say a little less than the whole time.
  const idleMs = Math.max(idleEndsAt - now, before?.idleMs ?? 0);
  return { idleMs, idleEndsAt, endsAt: millis(session.ends_at), usedAt: before?.usedAt ?? now };
}

/** Somebody did something that the server answered. */
export function used(presence: Presence, now: number): Presence {
  return { ...presence, usedAt: now, idleEndsAt: Math.max(presence.idleEndsAt, now + presence.idleMs) };
}

export type PresenceState =
  | { readonly kind: 'here' }
  /** `canStay`: false where the longest time is over, whatever somebody does. */
  | { readonly kind: 'ending'; readonly leftMs: number; readonly canStay: boolean }
  | { readonly kind: 'over' };

export function stateOf({ idleEndsAt, endsAt }: Presence, now: number): PresenceState {
  const end = Math.min(idleEndsAt, endsAt);
  if (now >= end) return { kind: 'over' };
  const leftMs = end - now;
  return leftMs > WARN_MS ? { kind: 'here' } : { kind: 'ending', leftMs, canStay: endsAt > idleEndsAt };
}
