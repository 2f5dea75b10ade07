// Between a redemption and the document that holds it. What clients name freely becomes pairs: MongoDB reads dots and
// dollars in field names, and pairs can be indexed. Nothing else is changed on the way in or out.
import type { RedemptionEvent } from '../../core/event';
import type { Finding } from '../../core/finding';
import type { AnsweredState, IdempotencyEntry, JournalEntry, Redemption } from '../../core/redemption';
import { placeOf } from '../place';

export interface Pair<V = string> {
  readonly k: string;
  readonly v: V;
}

type Detail = JournalEntry['detail'][string];

interface AnsweredDocument extends Omit<AnsweredState, 'metadata'> {
  readonly metadata: readonly Pair[];
}
interface IdempotencyDocument extends Omit<IdempotencyEntry, 'answer'> {
  readonly answer: AnsweredDocument | null;
}
interface JournalDocument extends Omit<JournalEntry, 'detail'> {
  readonly detail: readonly Pair<Detail>[];
}

/** The redemption in MongoDB's terms, without its outbox. */
export interface RedemptionFields extends Omit<Redemption, 'id' | 'source' | 'metadata' | 'journal' | 'idempotency'> {
  readonly source: readonly Pair[];
  readonly metadata: readonly Pair[];
  readonly journal: readonly JournalDocument[];
  readonly idempotency: readonly IdempotencyDocument[];
  /** Order of the lists. */
  readonly place: string;
  /** Order of the open reviews; null if none is open. */
  readonly reviewPlace: string | null;
}

export interface RedemptionDocument extends RedemptionFields {
  readonly _id: string;
  /** Events that are not in the log yet. */
  readonly outbox: readonly EventDocument[];
  /** True while the outbox holds something: what the relay's index is on. */
  readonly outboxed: boolean;
}

export interface EventDocument extends Omit<RedemptionEvent, 'id' | 'data'> {
  readonly _id: string;
  readonly place: string;
  /** JSON text: public data of any shape, never searched. */
  readonly data: string;
  /** Until deliveries were made of it: what the notifier's index is on. */
  readonly unfanned?: true;
}

export interface FindingDocument extends Omit<Finding, 'id'> {
  readonly _id: string;
  /** Null once closed. */
  readonly openPlace: string | null;
}

export function fieldsOf(redemption: Redemption): RedemptionFields {
  const { id, reviewOpenedAt } = redemption;
  const { id: _id, source, metadata, journal, idempotency, ...rest } = redemption;
  return {
    ...rest,
    source: pairs(source),
    metadata: pairs(metadata),
    journal: journal.map((entry) => ({ ...entry, detail: pairs(entry.detail) })),
    idempotency: idempotency.map((entry) => ({
      ...entry,
      answer: entry.answer && { ...entry.answer, metadata: pairs(entry.answer.metadata) },
    })),
    place: placeOf(redemption.createdAt, id),
    reviewPlace: reviewOpenedAt === null ? null : placeOf(reviewOpenedAt, id),
  };
}

export function redemptionOf(document: RedemptionDocument): Redemption {
  const { _id, outbox, outboxed, place, reviewPlace, source, metadata, journal, idempotency, ...rest } = document;
  return {
    ...rest,
    id: _id,
    source: record(source),
    metadata: record(metadata),
    journal: journal.map((entry) => ({ ...entry, detail: record(entry.detail) })),
    idempotency: idempotency.map((entry) => ({
      ...entry,
      answer: entry.answer && { ...entry.answer, metadata: record(entry.answer.metadata) },
    })),
  };
}

export function eventDocument({ id, data, ...rest }: RedemptionEvent): EventDocument {
  return { _id: id, ...rest, data: JSON.stringify(data), place: placeOf(rest.createdAt, id), unfanned: true };
}

export function eventOf({ _id, data, place, unfanned, ...rest }: EventDocument): RedemptionEvent {
  return { id: _id, ...rest, data: JSON.parse(data) as RedemptionEvent['data'] };
}

export function findingDocument({ id, ...rest }: Finding): FindingDocument {
  return { _id: id, ...rest, openPlace: rest.closedAt === null ? placeOf(rest.openedAt, id) : null };
}

export function findingOf({ _id, openPlace, ...rest }: FindingDocument): Finding {
  return { id: _id, ...rest };
}

function pairs<V>(values: Readonly<Record<string, V>>): Pair<V>[] {
  return Object.entries(values).map(([k, v]) => ({ k, v }));
}

/** `fromEntries` defines own properties, so that even `__proto__` comes back as the plain key it was. */
function record<V>(values: readonly Pair<V>[]): Record<string, V> {
  return Object.fromEntries(values.map(({ k, v }) => [k, v]));
}
