// Times as filters: an RFC 3339 time, or a date alone where a day is meant. Where a day begins is up to `utc_offset`.
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../core/values/time';
import type { Faults } from '../input/validation';
import { parseTime } from '../input/validation-rules';

const DATE = /^\d{4}-\d\d-\d\d$/;
const OFFSET = /^([+\- ]?)(\d\d):?(\d\d)$/;
const MINUTES = /^([+\- ]?)(\d{1,3})$/;

/** The places on Earth that are furthest ahead of UTC. */
const MOST_MINUTES = 14 * 60;
/** Every offset in use is a multiple of this. */
const STEP_MINUTES = 15;

/** Whether the text is a date alone, such as `2026-11-24`. */
export function isDate(text: string): boolean {
  return DATE.test(text);
}

/** Milliseconds since the epoch of the day's beginning in UTC; undefined where there is no such day. */
export function parseDate(text: string): number | undefined {
  return isDate(text) ? parseTime(`${text}T00:00:00Z`) : undefined;
}

/** How far ahead of UTC, in milliseconds: `+02:00`, `-0330`, `Z`, or minutes. Undefined where the text says nothing of the kind. */
export function parseOffset(text: string): number | undefined {
  if (text === 'Z') return 0;
  const [, sign, hours, rest] = OFFSET.exec(text) ?? [];
  const [, ahead, plain] = MINUTES.exec(text) ?? [];
  if (hours === undefined && plain === undefined) return undefined;
  const minutes = hours === undefined ? Number(plain) : Number(hours) * 60 + Number(rest);
  if (minutes > MOST_MINUTES || minutes % STEP_MINUTES !== 0 || Number(rest ?? 0) >= 60) return undefined;
  return (sign ?? ahead) === '-' ? -minutes * MINUTE_MS : minutes * MINUTE_MS;
}

/** `+02:00` of milliseconds. */
export function offsetText(offsetMs: number): string {
  const ahead = Math.abs(offsetMs);
  const digits = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${offsetMs < 0 ? '-' : '+'}${digits(ahead / HOUR_MS)}:${digits((ahead % HOUR_MS) / MINUTE_MS)}`;
}

/** The offset of a request: 0 where none is given. Adds to `faults`. */
export function readOffset(text: unknown, faults: Faults): number {
  if (typeof text !== 'string' || faults.has('utc_offset')) return 0;
  const offsetMs = parseOffset(text);
  if (offsetMs === undefined) faults.add('utc_offset', 'malformed', 'must be an offset from UTC such as +02:00');
  return offsetMs ?? 0;
}

/**
 * One end of a span, as the instant at which it begins (`from`) or before which it ends (`to`): a date alone means the whole of that
 * day, at either end. Undefined where it is not given or already at fault. Adds to `faults`.
 */
export function readEnd(
  param: string,
  text: unknown,
  end: 'from' | 'to',
  offsetMs: number,
  faults: Faults,
): number | undefined {
  if (typeof text !== 'string' || faults.has(param)) return undefined;
  const day = parseDate(text);
  if (day !== undefined) return day - offsetMs + (end === 'to' ? DAY_MS : 0);
  const instant = parseTime(text);
  if (instant === undefined)
    faults.add(
      param,
      'malformed',
      'must be a date such as 2026-01-31, or an RFC 3339 time such as 2026-01-31T00:00:00Z',
    );
  return instant;
}
