// What people call things that have other names in a record.
import type { Redemption } from '../api/documents';
import { words } from './language';
import { endingOf } from './sentence';

/** Of an id in a row, where the whole of it would push out what the row is for. It ends as the title of its screen does. */
export function shortId(id: string): string {
  // Joined, so that no line ends between them.
  return `…\u2060${id.slice(-8)}`;
}

/** What people call a type of voucher. */
export function typeName(type: string): string {
  const known: Readonly<Record<string, string>> = words.types;
  return known[type] ?? type;
}

/** `…9838` of whatever the type takes. */
export function sourceEnding({ source }: Pick<Redemption, 'source'>): string {
  const digits = endingOf(source['pin'] ?? Object.values(source)[0]);
  return digits === '' ? '–' : `…${digits}`;
}
