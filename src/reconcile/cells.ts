// What the cells of a settlement file mean: dates, rand and statuses. Pure; returns null for a cell that it cannot
// read.
import { DAY_MS } from '../core/values/time';

const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d\d:?\d\d)?$/i;

/** A moment, in milliseconds since 1970 UTC. */
export interface CellDate {
  readonly at: number;
  /** True where it names a day and no time. */
  readonly wholeDay: boolean;
  /** True where it names its zone. */
  readonly zoned: boolean;
}

/**
 * `2026-11-20`, `2026-11-20 14:03:22` or RFC 3339. A date without a zone is read at `offsetMs` from UTC, east positive.
 * Null where it is none of these, no day of the calendar, or before 1970: a year that was cut or never filled in.
 */
export function parseDate(text: string, offsetMs: number): CellDate | null {
  const match = DATE.exec(text);
  if (!match) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zoneText] = match;
  const zone = zoneText === undefined ? offsetMs : parseOffset(zoneText);
  if (zone === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // 30 February would become 2 March.
  if (new Date(midnight).getUTCDate() !== Number(day) || Number(month) > 12 || Number(year) < 1970) return null;
  const ms =
    ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
  return { at: midnight + ms - zone, wholeDay: match[4] === undefined, zoned: zoneText !== undefined };
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

/**
 * What a line is about. `redemption`: value taken. `change`: the voucher for what was left of it. `refund`: a voucher that was issued
 * to give value back. `restore`: value put back on the original voucher.
 */
export type LineType = 'redemption' | 'change' | 'refund' | 'restore';

/**
 * The words for them, in small letters without spaces. A file without types, or a line without one, is about redemptions.
 * `sale`: a refund where it is one of ours, and some other business of the merchant where it is not.
 */
const TYPES: Readonly<Record<string, LineType | 'sale'>> = {
  '': 'redemption',
  redemption: 'redemption',
  redeem: 'redemption',
  redeemed: 'redemption',
  remit: 'redemption',
  change: 'change',
  changeissued: 'change',
  changevoucher: 'change',
  replacement: 'change',
  replacementvoucher: 'change',
  refund: 'refund',
  refunded: 'refund',
  refundissued: 'refund',
  refundvoucher: 'refund',
  issue: 'sale',
  issued: 'sale',
  sale: 'sale',
  purchase: 'sale',
  disbursement: 'sale',
  restore: 'restore',
  restored: 'restore',
  reversal: 'restore',
  reverse: 'restore',
  reversed: 'restore',
};

/** The type of a line, however it is spaced and capitalised; null where it is none that is known. */
export function parseType(text: string): LineType | 'sale' | null {
  const word = text.toLowerCase().replace(/[\s_-]/g, '');
  return Object.hasOwn(TYPES, word) ? (TYPES[word] ?? null) : null;
}

/** `taken`: it was done, and stands. `put_back`: it was undone since; of a redemption: its value is back on the voucher. */
export type LineStatus = 'taken' | 'put_back';

const STATUSES: Readonly<Record<string, LineStatus>> = { success: 'taken', reversed: 'put_back' };

/** The status of a line, in any case; null where it is none that is known. */
export function parseStatus(text: string): LineStatus | null {
  return Object.hasOwn(STATUSES, text.toLowerCase()) ? (STATUSES[text.toLowerCase()] ?? null) : null;
}
