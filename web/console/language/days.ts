// Days and times of day of the account's zone as instants. A browser that is set to another zone finds the same rows.

/** A calendar day: `2026-11-26`. */
export type Day = string;

const MINUTE = 60_000;

/** How far the zone is ahead of UTC at an instant, in milliseconds. */
function offsetAt(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (wanted: string): number => Number(parts.find(({ type }) => type === wanted)?.value);
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return local - Math.floor(at / 1000) * 1000;
}

/** The day that it is in the zone at an instant. */
export function dayAt(at: number, zone: string): Day {
  return new Date(at + offsetAt(at, zone)).toISOString().slice(0, 10);
}

/** The instant at which a clock of the zone shows this. Where it skips that time, it shows as much later as it skips. */
export function instantOf(day: Day, time: string, zone: string): number {
  const local = Date.parse(`${day}T${time}Z`);
  const first = local - offsetAt(local, zone);
  const second = local - offsetAt(first, zone);
  // They differ near a change of the clock. The second one is right, but for times that the clock skips: there the later one is.
  return second + offsetAt(second, zone) === local ? second : Math.max(first, second);
}

export function nextDay(day: Day): Day {
  return new Date(Date.parse(`${day}T00:00Z`) + 24 * 60 * MINUTE).toISOString().slice(0, 10);
}

/** Two instants, the second one not included. */
export interface Span {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** From the start of one day to the end of another, in the zone. Either may be left open. */
export function daysAsSpan(first: Day, last: Day, zone: string): Span {
  return {
    from: first === '' ? undefined : iso(instantOf(first, '00:00', zone)),
    to: last === '' ? undefined : iso(instantOf(nextDay(last), '00:00', zone)),
  };
}

/** What a field `datetime-local` holds (`2026-11-26T14:00`) as an instant; undefined where it is empty or cut off. */
export function localAsInstant(text: string, zone: string): string | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2})?)$/.exec(text);
  return match ? iso(instantOf(match[1] ?? '', match[2] ?? '', zone)) : undefined;
}

/** The other way, for a field that shows an instant. */
export function instantAsLocal(at: string, zone: string): string {
  const ms = Date.parse(at);
  return Number.isNaN(ms) ? '' : new Date(ms + offsetAt(ms, zone)).toISOString().slice(0, 16);
}

/** The spans that a search offers, as of now. */
export const SPANS = ['quarter', 'hour', 'today', 'yesterday'] as const;
export type SpanName = (typeof SPANS)[number];

export function spanOf(name: SpanName, now: number, zone: string): Span {
  const today = dayAt(now, zone);
  switch (name) {
    case 'quarter':
      return { from: iso(now - 15 * MINUTE), to: undefined };
    case 'hour':
      return { from: iso(now - 60 * MINUTE), to: undefined };
    case 'today':
      return daysAsSpan(today, '', zone);
    case 'yesterday': {
      const yesterday = dayAt(instantOf(today, '00:00', zone) - 1, zone);
      return daysAsSpan(yesterday, yesterday, zone);
    }
    default:
      return name satisfies never;
  }
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
