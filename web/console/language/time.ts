// Instants in words, in the zone of the account: a browser may be set to any other. One form for all of them, and it always says its offset.

/** What a server writes, or milliseconds since 1970. */
export type Instant = string | number;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  });
  formats.set(zone, made);
  return made;
}

export interface TimeParts {
  /** `26 Nov 2026` */
  readonly day: string;
  /** `14:03:22` */
  readonly clock: string;
  /** `+02:00` */
  readonly offset: string;
}

export function partsOf(at: Instant, zone: string): TimeParts {
  const parts = formatOf(zone).formatToParts(millis(at));
  const part = (wanted: Intl.DateTimeFormatPartTypes): string => parts.find(({ type }) => type === wanted)?.value ?? '';
  const offset = part('timeZoneName').replace(/^GMT/, '');
  return {
    day: `${part('day')} ${part('month')} ${part('year')}`,
    clock: `${part('hour')}:${part('minute')}:${part('second')}`,
    offset: offset === '' ? '+00:00' : offset,
  };
}

/** `26 Nov 2026, 14:03:22 +02:00` */
export function moment(at: Instant, zone: string): string {
  const { day, clock, offset } = partsOf(at, zone);
  return `${day}, ${clock} ${offset}`;
}

/** `14:03:22` */
export function clockTime(at: Instant, zone: string): string {
  return partsOf(at, zone).clock;
}

/** As it is said of what is not long ago: `at 14:03:22` of a moment today, `on 26 Nov 2026, 14:03:22 +02:00` of any other. */
export function lately(at: Instant, zone: string, now: number): string {
  const { day, clock } = partsOf(at, zone);
  return day === partsOf(now, zone).day ? `at ${clock}` : `on ${moment(at, zone)}`;
}

/** `26 Nov 2026, 12:03:22 UTC` */
export function utc(at: Instant): string {
  const { day, clock } = partsOf(at, 'UTC');
  return `${day}, ${clock} UTC`;
}

export function millis(at: Instant): number {
  return typeof at === 'number' ? at : Date.parse(at);
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago, in the largest unit that says enough: `just now`, `12 min`, `3 h`, `5 days`. */
export function age(at: Instant, now: number): string {
  const ms = Math.max(0, now - millis(at));
  if (ms < MINUTE) return 'just now';
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < 2 * DAY) return `${Math.floor(ms / HOUR)} h`;
  return `${Math.floor(ms / DAY)} days`;
}

/** `1:45` of milliseconds that are left. */
export function minutesLeft(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
