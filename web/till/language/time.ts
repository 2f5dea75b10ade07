// Instants in words, in the zone of the account: a browser may be set to any other.
import type { Language } from './language';

/** Vouchers in rand are sold in one zone. */
const ZONE = 'Africa/Johannesburg';

/** `14:03` */
export function clockTime(at: number, { formats }: Language): string {
  return new Intl.DateTimeFormat(formats.dates, {
    timeZone: ZONE,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
}

/** `26 Nov 2026` */
export function day(at: number, { formats }: Language): string {
  return new Intl.DateTimeFormat(formats.dates, {
    timeZone: ZONE,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(at);
}

/** `26 Nov 2026, 14:03:22 +02:00`: on paper the offset says which clock it was. */
export function timeWithOffset(at: number, language: Language): string {
  const parts = new Intl.DateTimeFormat(language.formats.dates, {
    timeZone: ZONE,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  }).formatToParts(at);
  const part = (wanted: string): string => parts.find(({ type }) => type === wanted)?.value ?? '';
  const offset = part('timeZoneName').replace(/^GMT/, '');
  const time = `${part('hour')}:${part('minute')}:${part('second')}`;
  return `${day(at, language)}, ${time} ${offset === '' ? '+00:00' : offset}`;
}
