// How long to wait before a repeat.

const FIRST_MS = 250;
/** Doubling ends here: a server that was down for a while is found again soon. */
const LONGEST_MS = 8_000;

/** The header in milliseconds, be it seconds or a date; null where it is absent or neither. */
export function parseRetryAfter(text: string | undefined, now: number): number | null {
  if (text === undefined) return null;
  if (/^\d+$/.test(text.trim())) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

/**
 * Before repeat number `repeat` (0 is the first): never less than the server asks for, and spread out, so that clients that were
 * refused together do not come back together.
 */
export function waitMs(repeat: number, retryAfterMs: number | null, random: number): number {
  const step = Math.min(LONGEST_MS, FIRST_MS * 2 ** repeat);
  return retryAfterMs === null ? step * (0.5 + random / 2) : retryAfterMs + step * random;
}
