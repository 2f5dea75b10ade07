// What a comparison comes to, and how a statement's lines are put in words. Pure: same input, same words, so that a second run finds
// the review of the first.
import { pinFree } from '../../core/values/redact';
import { readReference } from '../../core/values/reference';
import { HOUR_MS, isoTime } from '../../core/values/time';
import type { ReferenceLines, ResultKind } from '../sheet';

/** Value that a statement shows as given back, and that our books do not know of. */
export interface Returned {
  readonly method: 'restore' | 'refund';
  /** Null where it stands on the line of the redemption itself. */
  readonly reference: string | null;
  readonly transactionId: string | null;
  readonly amountCents: number;
}

/** What one comparison came to. Null cents: that side says nothing was taken or given back. */
export interface Comparison {
  readonly kind: ResultKind;
  readonly oursCents: number | null;
  readonly theirsCents: number | null;
  /** For the person who has to decide; null where there is nothing to decide. */
  readonly summary: string | null;
  readonly returned?: Returned;
}

/** Everything that these lines show as given back, in cents: undone, refunded or restored. */
export function backCents({ putBackCents, refundCents, restoreCents }: ReferenceLines): number {
  return putBackCents + refundCents + restoreCents;
}

/**
 * What these lines surely show as given back, if they do. Of several the largest: files that were joined may have a line twice. Nothing where
 * a refund was taken back as well: the files of two days, joined, have both. The rest is for a person.
 */
export function returnedBy(theirs: ReferenceLines): Returned | null {
  const { reference, transactionId, refundCents, restoreCents, refundUndoneCents, mostBackCents: amountCents } = theirs;
  if (refundCents + restoreCents === 0 || refundUndoneCents > 0) return null;
  return { method: refundCents > 0 ? 'refund' : 'restore', reference, transactionId, amountCents };
}

/**
 * What these lines go by wherever they are kept. Ours is itself. Of what may be a PIN the last four digits are left, and with the moment and
 * the cents of the oldest line as the file writes them: two numbers that end alike are two all the same, and a line has one name in
 * whatever zone, order or joined file it is read. A digest of the number would tell it to whoever holds the store: there are few enough.
 */
export function nameOf(theirs: ReferenceLines): string {
  const { reference, writtenAt, writtenCents } = theirs;
  const free = freeOf(reference);
  return free === reference ? reference : nameBy(free, writtenAt, writtenCents);
}

/** What earlier versions called the same lines: in full, then by what one reading of the file made of its zone, order and repeats. */
export function formerNamesOf(theirs: ReferenceLines): string[] {
  const { reference, at, takenCents, putBackCents, changeCents, refundCents, restoreCents } = theirs;
  const free = freeOf(reference);
  if (free === reference) return [];
  const cents = takenCents + putBackCents + changeCents + refundCents + restoreCents;
  return [reference, nameBy(free, at, cents)].filter((name) => name !== nameOf(theirs));
}

const HALF_HOUR_MS = HOUR_MS / 2;
/** From UTC-12 to UTC+14. A quarter of an hour is no zone of these providers. */
const ZONES_MS = Array.from({ length: 53 }, (_, at) => (at - 24) * HALF_HOUR_MS);

/**
 * What the same lines go by where another file wrote their moment in another zone, or in none: only those that say the same moment (`saysMoment`)
 * are of these lines.
 */
export function otherZoneNamesOf(theirs: ReferenceLines): string[] {
  const { reference, at, writtenCents } = theirs;
  const free = freeOf(reference);
  if (free === reference) return [];
  return ZONES_MS.map((zoneMs) => nameBy(free, at + zoneMs, writtenCents));
}

/** Whether these words are of lines of this very moment, whatever zone they are written in. */
export function saysMoment(summary: string, { at }: ReferenceLines): boolean {
  return summary.includes(`(${isoTime(at)}`);
}

/** Whether a name is made of what lines say, and no reference. */
export function isMadeName(name: string): boolean {
  return / of \d{4}-\d\d-\d\dT[\d:.]+Z, \d+ cents$/.test(name);
}

function nameBy(free: string, at: number, cents: number): string {
  return `${free} of ${isoTime(at)}, ${String(cents)} cents`;
}

function freeOf(reference: string): string {
  return readReference(reference).ours ? reference : pinFree(reference);
}

/** Both sides agree. */
export function matched(oursCents: number | null, theirsCents: number | null): Comparison {
  return { kind: 'matched', oursCents, theirsCents, summary: null };
}

/** What the statement says, in words. */
export function said(theirs: ReferenceLines): string {
  const { at, transactionId } = theirs;
  const number = transactionId === null ? '' : `, number ${transactionId}`;
  const parts = [
    ...taken(theirs),
    ...part(theirs.changeLines, `${sayCents(theirs.changeCents)} issued as change`),
    ...part(theirs.refundLines, `${sayCents(theirs.refundCents)} issued as a refund`),
    ...part(Math.min(theirs.refundUndoneCents, 1), `${sayCents(theirs.refundUndoneCents)} of a refund taken back`),
    ...part(theirs.restoreLines, `${sayCents(theirs.restoreCents)} restored`),
  ];
  return `The statement says ${parts.join(' and ')} (${isoTime(at)}${number})`;
}

function taken({ takenCents, putBackCents, lines }: ReferenceLines): string[] {
  const several = lines > 1 ? ` in ${String(lines)} lines` : '';
  const back = putBackCents > 0 ? [`${sayCents(putBackCents)} taken and put back`] : [];
  const standing = lines > 0 && (takenCents > 0 || putBackCents === 0) ? [`${sayCents(takenCents)} taken`] : [];
  const words = [...standing, ...back].join(' and ');
  return words === '' ? [] : [`${words}${several}`];
}

function part(lines: number, words: string): string[] {
  if (lines === 0) return [];
  return [lines > 1 ? `${words} in ${String(lines)} lines` : words];
}

/** `1900 cents`. */
export function sayCents(amount: number): string {
  return `${String(amount)} cents`;
}
