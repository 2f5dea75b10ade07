// Between a redemption and the document that holds it. What clients name freely becomes pairs: MongoDB reads dots and
// dollars in field names, and pairs can be indexed. Nothing else is changed on the way in or out.
import { asLogged, type RedemptionEvent } from '../../core/events/event';
import type { Finding } from '../../core/findings/finding';
import type { AnsweredState, IdempotencyEntry, JournalEntry, Redemption } from '../../core/redemption/redemption';
import { lacksPhoneDigests } from '../../core/search/phones';
import { wordsOf } from '../../core/search/words';
import { SHOWN, type ShownRedemption } from '../../core/redemption/shown/shown';
import type { Instant } from '../../core/values/time';
import { orderedKeyOf, sortKeyOf } from '../shared/sort-key';

/** One key and its value, where clients choose the keys. */
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

type PlainFields = Omit<Redemption, 'id' | 'source' | 'metadata' | 'journal' | 'idempotency'>;

/** The redemption in MongoDB's terms, without its outbox. */
export interface RedemptionFields extends PlainFields {
  readonly source: readonly Pair[];
  readonly metadata: readonly Pair[];
  readonly journal: readonly JournalDocument[];
  readonly idempotency: readonly IdempotencyDocument[];
  /** Order of the lists. */
  readonly place: string;
  /** Order in which redemptions settled; null if this one has not. Absent where an older version wrote it. */
  readonly settledPlace?: string | null;
  /** Order of the proposals, and of those that wait; null if none does. Absent where there never was one. */
  readonly proposedPlace?: string | null;
  readonly proposalWaitsPlace?: string | null;
  /** Order of the open reviews; null if none is open. */
  readonly reviewPlace: string | null;
  /** What a search finds it by. Absent where an older version wrote it. */
  readonly words?: readonly string[];
}

/** The redemption with its outbox: what the collection holds. */
export interface RedemptionDocument extends RedemptionFields {
  readonly _id: string;
  /** Events that are not in the log yet. */
  readonly outbox: readonly EventDocument[];
  /** True while the outbox holds something: what the relay's index is on. */
  readonly outboxed: boolean;
}

/** What a read of a redemption brings: events on their way to the log are none of its business, and its words follow from the rest. */
export type StoredRedemption = Omit<RedemptionDocument, 'outbox' | 'outboxed' | 'words'>;
/** The projection of a read. */
export const WITHOUT_OUTBOX = { outbox: 0, outboxed: 0, words: 0 } as const;

/** What a list reads of a redemption. */
export interface ShownDocument extends Omit<ShownRedemption, 'id' | 'source' | 'metadata'> {
  readonly _id: string;
  readonly source: readonly Pair[];
  readonly metadata: readonly Pair[];
}
/** The projection of a list: whole fields by name, which costs the server the least. */
export const ONLY_SHOWN: Readonly<Record<string, 1>> = Object.fromEntries(
  SHOWN.map((field) => [field === 'id' ? '_id' : field, 1]),
);

/** An event as the log and every outbox hold it. */
export interface EventDocument extends Omit<RedemptionEvent, 'id' | 'data'> {
  readonly _id: string;
  readonly place: string;
  /** JSON text: public data of any shape, never searched. */
  readonly data: string;
  /** Until deliveries were made of it: what the notifier's index is on. */
  readonly unfanned?: true;
}

/** A finding as its collection holds it. */
export interface FindingDocument extends Omit<Finding, 'id'> {
  readonly _id: string;
  /** Null once closed. */
  readonly openPlace: string | null;
}

// Both ways name every field. Leaving the few that differ to a rest (`...rest`) costs ten times as much: what the driver reads
// has too many fields to be copied quickly, and everything that looks at the copy later would pay again.

/** The redemption as fields of its document. `redemptionOf` gives the same redemption back. */
export function fieldsOf(redemption: Redemption): RedemptionFields {
  const { id, reviewOpenedAt, settledAt, proposedAt, proposalWaitsSince, source, metadata, journal, idempotency } =
    redemption;
  return {
    ...plainFieldsOf(redemption),
    source: pairs(source),
    metadata: pairs(metadata),
    journal: journal.map((entry) => ({ ...entry, detail: pairs(entry.detail) })),
    idempotency: idempotency.map((entry) => ({
      ...entry,
      answer: entry.answer && { ...entry.answer, metadata: pairs(entry.answer.metadata) },
    })),
    place: sortKeyOf(redemption.createdAt, id),
    settledPlace: settledAt === undefined ? null : sortKeyOf(settledAt, id),
    reviewPlace: reviewOpenedAt === null ? null : sortKeyOf(reviewOpenedAt, id),
    // Not before the number can be found too: what has no words is still to be brought in.
    ...(lacksPhoneDigests(redemption) ? {} : { words: wordsOf(redemption) }),
    ...(proposedAt === undefined ? {} : { proposedPlace: sortKeyOf(proposedAt, id) }),
    ...(proposalWaitsSince === undefined
      ? {}
      : { proposalWaitsPlace: proposalWaitsSince === null ? null : sortKeyOf(proposalWaitsSince, id) }),
  };
}

/** The redemption that a document holds. Shares its lists: give it to one caller only. */
export function redemptionOf(document: StoredRedemption): Redemption {
  const { source, metadata, journal, idempotency } = document;
  return {
    id: document._id,
    ...plainFieldsOf(document),
    source: record(source),
    metadata: record(metadata),
    journal: journal.map((entry) => ({ ...entry, detail: record(entry.detail) })),
    idempotency: idempotency.map((entry) => ({
      ...entry,
      answer: entry.answer && { ...entry.answer, metadata: record(entry.answer.metadata) },
    })),
  };
}

/** The redemption of a list that a document holds: made of the document itself, as copying would cost as much as reading it. */
export function shownOf(document: ShownDocument): ShownRedemption {
  const { _id: id, source, metadata } = document;
  return Object.assign(document, { id, source: record(source), metadata: record(metadata) });
}

/** What is the same on both sides. */
function plainFieldsOf(one: PlainFields): PlainFields {
  return {
    accountId: one.accountId,
    livemode: one.livemode,
    createdBy: one.createdBy,
    ...laterFieldsOf(one),
    rev: one.rev,
    version: one.version,
    createdAt: one.createdAt,
    updatedAt: one.updatedAt,
    status: one.status,
    outcome: one.outcome,
    type: one.type,
    captureMethod: one.captureMethod,
    amountCents: one.amountCents,
    currency: one.currency,
    reservedCents: one.reservedCents,
    redeemedCents: one.redeemedCents,
    reversedCents: one.reversedCents,
    sealedSource: one.sealedSource,
    claim: one.claim,
    claimed: one.claimed,
    options: one.options,
    changeVoucher: one.changeVoucher,
    lastError: one.lastError,
    operations: one.operations,
    reversals: one.reversals,
    reviews: one.reviews,
    externalReference: one.externalReference,
    relatedIds: one.relatedIds,
    reservedUntil: one.reservedUntil,
    dueAt: one.dueAt,
    reviewOpenedAt: one.reviewOpenedAt,
    eventCount: one.eventCount,
  };
}

type LaterFields = Pick<
  PlainFields,
  | 'madeBy'
  | 'withoutSecrets'
  | 'draftUntil'
  | 'lapsePutOff'
  | 'endsAt'
  | 'acknowledgedAt'
  | 'settledAt'
  | 'phoneDigests'
  | 'proposals'
  | 'proposedAt'
  | 'proposalWaitsSince'
>;

/** What documents of older versions lack. */
function laterFieldsOf({
  madeBy,
  withoutSecrets,
  draftUntil,
  lapsePutOff,
  endsAt,
  acknowledgedAt,
  settledAt,
  phoneDigests,
  proposals,
  proposedAt,
  proposalWaitsSince,
}: PlainFields): LaterFields {
  return {
    ...(madeBy === undefined ? {} : { madeBy }),
    ...(withoutSecrets === undefined ? {} : { withoutSecrets }),
    ...(draftUntil === undefined ? {} : { draftUntil }),
    ...(lapsePutOff === undefined ? {} : { lapsePutOff }),
    ...(endsAt === undefined ? {} : { endsAt }),
    ...(acknowledgedAt === undefined ? {} : { acknowledgedAt }),
    ...(settledAt === undefined ? {} : { settledAt }),
    ...(phoneDigests === undefined ? {} : { phoneDigests }),
    ...(proposals === undefined ? {} : { proposals }),
    ...(proposedAt === undefined ? {} : { proposedAt }),
    ...(proposalWaitsSince === undefined ? {} : { proposalWaitsSince }),
  };
}

/** An event on its way: `unfanned` until deliveries were made of it. */
export function eventDocument(event: RedemptionEvent): EventDocument {
  return documentWith(event, JSON.stringify(event.data));
}

/** The events of one write. They carry the same data, so the text of it is made once. */
export function outboxOf(events: readonly RedemptionEvent[]): EventDocument[] {
  const texts = new Map<RedemptionEvent['data'], string>();
  return events.map((event) => {
    const text = texts.get(event.data) ?? JSON.stringify(event.data);
    texts.set(event.data, text);
    return documentWith(event, text);
  });
}

function documentWith({ id, ...rest }: RedemptionEvent, data: string): EventDocument {
  return { _id: id, ...rest, data, place: orderedKeyOf(rest.createdAt, rest.seq, id), unfanned: true };
}

/** The event as it enters the log at `now`: see `asLogged`. Dated no earlier than `from`. */
export function loggedAt(document: EventDocument, now: Instant, from = 0): EventDocument {
  const { _id, data, unfanned, ...rest } = document;
  const asNow = asLogged({ ...rest, id: _id, data: {} }, now);
  const event = { ...asNow, createdAt: Math.max(asNow.createdAt, from) };
  if (event.createdAt === document.createdAt) return document;
  const { createdAt, place } = documentWith(event, data);
  return { ...document, createdAt, place };
}

/** The event that a document holds. */
export function eventOf({ _id, data, place, unfanned, ...rest }: EventDocument): RedemptionEvent {
  return { id: _id, ...rest, data: JSON.parse(data) as RedemptionEvent['data'] };
}

/** The finding as its document. `findingOf` gives it back. */
export function findingDocument({ id, ...rest }: Finding): FindingDocument {
  return { _id: id, ...rest, openPlace: rest.closedAt === null ? sortKeyOf(rest.openedAt, id) : null };
}

/** The finding that a document holds. */
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
