// What the cells of a settlement file mean: dates, rand and statuses. Pure; says what it cannot read by returning null.

/** A whole day in milliseconds. */
export const DAY_MS = 86_400_000;

const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d\d:?\d\d)?$/i;

export interface CellDate {
  readonly at: number;
  /** True where it names a day and no time. */
  readonly wholeDay: boolean;
}

/**
 * `2026-11-20`, `2026-11-20 14:03:22` or RFC 3339. A date without a zone is read at `offsetMs` from UTC, east positive.
 * Null where it is none of these, or no day of the calendar.
 */
export function parseDate(text: string, offsetMs: number): CellDate | null {
  const match = DATE.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  if (year === undefined || month === undefined || day === undefined) return null;
  const fields = [hour ?? 0, minute ?? 0, second ?? 0] as const;
  const zone = match[8] === undefined ? offsetMs : parseOffset(match[8]);
  if (zone === null || fields[0] > 23 || fields[1] > 59 || fields[2] > 60) return null;
  const midnight = Date.UTC(year, month - 1, day);
  const calendar = new Date(midnight);
  if (calendar.getUTCMonth() !== month - 1 || calendar.getUTCDate() !== day) return null;
  const ms = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const at = midnight + ((fields[0] * 60 + fields[1]) * 60 + fields[2]) * 1000 + ms - zone;
  return { at, wholeDay: match[4] === undefined };
}

/** `Z`, `+02:00` or `-0330` in milliseconds east of UTC, or null. */
export function parseOffset(text: string): number | null {
  if (text.toUpperCase() === 'Z') return 0;
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(text);
  const [hours, minutes] = [Number(match?.[2]), Number(match?.[3])];
  if (!match || hours > 14 || minutes > 59) return null;
  return (match[1] === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** The start of the day that `at` falls in, at `offsetMs` from UTC. */
export function startOfDay(at: number, offsetMs: number): number {
  return Math.floor((at + offsetMs) / DAY_MS) * DAY_MS - offsetMs;
}

/** Decimal rand (`19`, `19.00`, `19,00`) in cents. Null for anything else: a guess at a thousands separator is a guess at money. */
export function parseRand(text: string): number | null {
  const match = /^(\d{1,13})(?:[.,](\d{1,2}))?$/.exec(text);
  if (!match) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

/** `taken`: the provider owes us for it. `put_back`: taken once, and given back to the voucher since. */
export type LineStatus = 'taken' | 'put_back';

const STATUSES: Readonly<Record<string, LineStatus>> = { success: 'taken', reversed: 'put_back' };

export function parseStatus(text: string): LineStatus | null {
  return Object.hasOwn(STATUSES, text.toLowerCase()) ? (STATUSES[text.toLowerCase()] ?? null) : null;
}
