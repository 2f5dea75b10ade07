// The parts of a query as they were typed, so that it can be searched again without one of them. Pure.
import type { Understood } from '../../api/documents';

type Part = Pick<Understood, 'words'>;

/** As the server takes words apart. Null where it read other words than these. */
function typedParts(query: string, understood: readonly Part[]): string[] | null {
  const words = query
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .split(/\p{White_Space}+/u)
    .filter((word) => word !== '');
  let at = 0;
  const parts = understood.map(({ words: count }) => words.slice(at, (at += count)).join(' '));
  return at === words.length ? parts : null;
}

/** The query with another text in place of one part. Null where nothing would be left of it, or the parts are not known. */
export function withPart(query: string, understood: readonly Part[], index: number, text: string): string | null {
  const parts = typedParts(query, understood);
  const left = parts?.map((part, at) => (at === index ? text : part)).filter((part) => part !== '') ?? [];
  return left.length === 0 ? null : left.join(' ');
}

const DAY_MS = 86_400_000;

/** The day that a span is of, by its middle and in its own zone: `2026-11-26`. Null where it is a whole day, or longer. */
export function dayOf(span: string): string | null {
  const [from = '', to = ''] = span.split('/');
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  if (Number.isNaN(begin) || Number.isNaN(end) || end - begin >= DAY_MS) return null;
  const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)$/.exec(from) ?? [];
  const ahead = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000);
  return new Date((begin + end) / 2 + ahead).toISOString().slice(0, 10);
}
