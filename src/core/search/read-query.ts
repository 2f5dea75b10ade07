// What a person types into the search box, read into its parts. Pure, and asks no store: what a part stands for is found out by the use
// case. Nothing is an error: what is no number, time or id of a known form is a reference.
import type { Instant } from '../values/time';
import { FORMS, LITERAL, type Meant, type Read } from './forms';
import { BARE, spanOf } from './times';

/** One part of a query, and how many of its words it was read from: those before it that mean nothing are among them. */
export type Part = Meant & { readonly words: number };

/** What people say before a thing that they have in hand. */
const FILLER = new RegExp(
  `(?:(?!${BARE}(?! ?[ap]m))(?:at|around|about|on|voucher|pin|ending(?: (?:in|with))?):? )*`,
  'iuy',
);

/** The parts of a query in their order. `now` says what today is. */
export function readQuery(query: string, now: Instant): Part[] {
  const text = query
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/\p{White_Space}+/gu, ' ')
    .trim();
  const parts: (Read & { readonly words: number })[] = [];
  for (let at = 0; at < text.length;) {
    const { read, end } = readOne(text, at);
    parts.push({ ...read, words: text.slice(at, end).split(' ').length });
    at = end + 1;
  }
  const day = parts.flatMap((part) => (part.is === 'when' && part.begin === undefined ? (part.day ?? []) : []))[0];
  return parts.map((part) =>
    part.is === 'when' ? { is: 'created', ...spanOf(part, day, now), words: part.words } : part,
  );
}

interface Found {
  readonly read: Read;
  readonly end: number;
}

/** What begins here. Words that mean nothing are passed over only where something that is known comes after them. */
function readOne(text: string, at: number): Found {
  FILLER.lastIndex = at;
  const start = at + (FILLER.exec(text)?.[0].length ?? 0);
  // Something stands at every place that is no space, and the last form takes whatever stands there.
  const found = recognise(text, start, at) ?? recognise(text, at, at) ?? literal(text, at);
  if (!found) throw new Error('A query that is not read to its end');
  return found;
}

function recognise(text: string, start: number, at: number): Found | null {
  for (const { form, read } of FORMS) {
    form.lastIndex = start;
    const match = form.exec(text);
    const end = start + (match?.[0].length ?? 0);
    const found = match && read(match.groups ?? {}, at === 0 && end === text.length);
    if (found) return { read: found, end };
  }
  return null;
}

function literal(text: string, at: number): Found | null {
  for (const form of LITERAL) {
    form.lastIndex = at;
    const match = form.exec(text);
    const meant = match?.groups?.['text']?.trim() ?? '';
    if (match && meant !== '') return { read: { is: 'reference', text: meant }, end: at + match[0].length };
  }
  return null;
}
