// The collections: their fields and their indexes. Indexes are made by `ensureSchema`, never by a model on its own.
import { type Connection, type Model, type mongo, Schema, type SchemaDefinition } from 'mongoose';
import { STATUSES, OUTCOMES } from '../../../core/redemption/redemption';
import type { EventDocument, FindingDocument, RedemptionDocument } from '../document';
import {
  DELIVERY_FIELDS,
  DELIVERY_INDEXES,
  type DeliveryDocument,
  ENDPOINT_FIELDS,
  ENDPOINT_INDEXES,
  type EndpointDocument,
  UNFANNED_INDEXES,
} from '../webhook-document';

export interface AccountDocument {
  _id: string;
  name: string;
  createdAt: number;
}
export interface KeyDocument {
  _id: string;
  accountId: string;
  livemode: boolean;
  type: 'secret' | 'publishable';
  digest: string;
  hint: string;
  createdAt: number;
  revokedAt: number | null;
}
export interface UserDocument {
  _id: string;
  accountId: string;
  email: string;
  passwordHash: string;
  createdAt: number;
}
export interface AnswerDocument {
  _id: string;
  requestDigest: string;
  at: number;
  answer: { status: number; sealedBody: string } | null;
}
/** One document each: `pulse` proves that writes work, `first_account` that the first boot is over, `digest_key` names that key. */
export interface MarkerDocument {
  _id: string;
  beats?: number;
  accountId?: string;
  /** The fingerprint of the key of digests, under the name that stores have held it by from the first. */
  print?: string;
}

const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;
const flag = { type: Boolean, required: true } as const;
/** Kept exactly as the core made it; the collection's validator looks inside. */
const asIs = { type: Schema.Types.Mixed } as const;
const asIsList = { type: [Schema.Types.Mixed], default: undefined } as const;
const scope = { accountId: text, livemode: flag } as const;

function collection<T>(name: string, fields: SchemaDefinition): Schema<T> {
  return new Schema<T>(fields as SchemaDefinition<T>, {
    collection: name,
    strict: 'throw',
    strictQuery: false,
    autoIndex: false,
    autoCreate: false,
    versionKey: false,
    minimize: false,
    id: false,
  });
}

const redemptions = collection<RedemptionDocument>('redemptions', {
  _id: text,
  ...scope,
  createdBy: text,
  rev: number,
  version: number,
  createdAt: number,
  updatedAt: number,
  status: { ...text, enum: STATUSES },
  outcome: { ...text, enum: OUTCOMES },
  type: text,
  captureMethod: text,
  amountCents: number,
  currency: text,
  reservedCents: number,
  redeemedCents: number,
  reversedCents: number,
  source: asIsList,
  sealedSource: { type: String },
  claim: text,
  claimed: flag,
  options: asIs,
  changeVoucher: asIs,
  lastError: asIs,
  operations: asIsList,
  reversals: asIsList,
  reviews: asIsList,
  metadata: asIsList,
  externalReference: { type: String },
  relatedIds: { type: [String], default: undefined },
  reservedUntil: { type: Number },
  dueAt: { type: Number },
  reviewOpenedAt: { type: Number },
  journal: asIsList,
  idempotency: asIsList,
  eventCount: number,
  place: text,
  reviewPlace: { type: String },
  outbox: asIsList,
  outboxed: flag,
});

/** `{$gt: ''}` rather than `{$exists: true}`: only text is indexed, and MongoDB knows that an equality implies it. */
const ANY_TEXT = { $gt: '' };

redemptions.index({ claim: 1 }, { name: 'claim', unique: true, partialFilterExpression: { claimed: true } });
// One document never meets its own entries here: `repeatedScope` looks at those.
redemptions.index(
  { 'idempotency.scope': 1 },
  { name: 'idempotency', unique: true, partialFilterExpression: { 'idempotency.scope': ANY_TEXT } },
);
redemptions.index({ accountId: 1, livemode: 1, place: -1 }, { name: 'place' });
redemptions.index({ accountId: 1, livemode: 1, status: 1, place: -1 }, { name: 'status' });
redemptions.index({ accountId: 1, livemode: 1, outcome: 1, place: -1 }, { name: 'outcome' });
redemptions.index({ accountId: 1, livemode: 1, type: 1, place: -1 }, { name: 'type' });
redemptions.index(
  { accountId: 1, livemode: 1, externalReference: 1, place: -1 },
  { name: 'externalReference', partialFilterExpression: { externalReference: { $gte: '' } } },
);
redemptions.index(
  { accountId: 1, livemode: 1, 'options.terminal_id': 1, place: -1 },
  { name: 'terminalId', partialFilterExpression: { 'options.terminal_id': { $gte: '' } } },
);
redemptions.index(
  { accountId: 1, livemode: 1, 'metadata.k': 1, 'metadata.v': 1, place: -1 },
  { name: 'metadata', partialFilterExpression: { 'metadata.k': { $gte: '' } } },
);
redemptions.index({ dueAt: 1, _id: 1 }, { name: 'due', partialFilterExpression: { dueAt: { $gte: 0 } } });
redemptions.index(
  { accountId: 1, livemode: 1, reviewPlace: -1 },
  { name: 'openReviews', partialFilterExpression: { reviewPlace: ANY_TEXT } },
);
redemptions.index({ 'reviews.id': 1 }, { name: 'review', partialFilterExpression: { 'reviews.id': ANY_TEXT } });
redemptions.index(
  { 'operations.reference': 1 },
  { name: 'reference', partialFilterExpression: { 'operations.reference': ANY_TEXT } },
);
redemptions.index({ outboxed: 1, updatedAt: 1 }, { name: 'outbox', partialFilterExpression: { outboxed: true } });

const events = collection<EventDocument>('events', {
  _id: text,
  ...scope,
  type: text,
  createdAt: number,
  redemptionId: { type: String },
  version: number,
  seq: number,
  data: text,
  place: text,
  unfanned: { type: Boolean },
});
events.index({ accountId: 1, livemode: 1, place: -1 }, { name: 'place' });
events.index({ accountId: 1, livemode: 1, type: 1, place: -1 }, { name: 'type' });
events.index(
  { accountId: 1, livemode: 1, redemptionId: 1, place: -1 },
  { name: 'redemptionId', partialFilterExpression: { redemptionId: ANY_TEXT } },
);
events.index({ createdAt: 1 }, { name: 'created' });
for (const [fields, options] of UNFANNED_INDEXES) events.index(fields, options);

const endpoints = collection<EndpointDocument>('webhook_endpoints', ENDPOINT_FIELDS);
for (const [fields, options] of ENDPOINT_INDEXES) endpoints.index(fields, options);

const deliveries = collection<DeliveryDocument>('webhook_deliveries', DELIVERY_FIELDS);
for (const [fields, options] of DELIVERY_INDEXES) deliveries.index(fields, options);

const findings = collection<FindingDocument>('findings', {
  _id: text,
  ...scope,
  version: number,
  type: text,
  reference: text,
  transactionId: { type: String },
  amountCents: { ...number, min: 0 },
  summary: { type: String },
  openedAt: number,
  closedAt: { type: Number },
  verdict: asIs,
  openPlace: { type: String },
});
findings.index({ livemode: 1, type: 1, reference: 1 }, { name: 'reference', unique: true });
findings.index(
  { accountId: 1, livemode: 1, openPlace: -1 },
  { name: 'open', partialFilterExpression: { openPlace: ANY_TEXT } },
);

const answers = collection<AnswerDocument>('stored_answers', {
  _id: text,
  requestDigest: text,
  at: number,
  answer: asIs,
});
answers.index({ at: 1 }, { name: 'at' });

const accounts = collection<AccountDocument>('accounts', { _id: text, name: text, createdAt: number });
accounts.index({ name: 1 }, { name: 'name', unique: true });

const keys = collection<KeyDocument>('api_keys', {
  _id: text,
  ...scope,
  type: { ...text, enum: ['secret', 'publishable'] },
  digest: text,
  hint: text,
  createdAt: number,
  revokedAt: { type: Number },
});
keys.index({ digest: 1 }, { name: 'digest', unique: true });
keys.index({ accountId: 1, createdAt: 1, _id: 1 }, { name: 'account' });

const users = collection<UserDocument>('users', {
  _id: text,
  accountId: text,
  email: text,
  passwordHash: text,
  createdAt: number,
});
users.index({ email: 1 }, { name: 'email', unique: true });

const markers = collection<MarkerDocument>('markers', {
  _id: text,
  beats: { type: Number },
  accountId: { type: String },
  print: { type: String },
});

export interface Models {
  readonly redemptions: Model<RedemptionDocument>;
  readonly events: Model<EventDocument>;
  readonly findings: Model<FindingDocument>;
  readonly endpoints: Model<EndpointDocument>;
  readonly deliveries: Model<DeliveryDocument>;
  readonly answers: Model<AnswerDocument>;
  readonly accounts: Model<AccountDocument>;
  readonly keys: Model<KeyDocument>;
  readonly users: Model<UserDocument>;
  readonly markers: Model<MarkerDocument>;
}

/** The driver's own collection: writes documents exactly as they are, without casting a copy first. */
export function collectionOf<T extends mongo.Document>(model: Model<T>): mongo.Collection<T> {
  return model.db.getClient().db(model.db.name).collection<T>(model.collection.collectionName);
}

export function modelsOn(connection: Connection): Models {
  return {
    redemptions: connection.model<RedemptionDocument>('Redemption', redemptions),
    events: connection.model<EventDocument>('Event', events),
    findings: connection.model<FindingDocument>('Finding', findings),
    endpoints: connection.model<EndpointDocument>('WebhookEndpoint', endpoints),
    deliveries: connection.model<DeliveryDocument>('WebhookDelivery', deliveries),
    answers: connection.model<AnswerDocument>('StoredAnswer', answers),
    accounts: connection.model<AccountDocument>('Account', accounts),
    keys: connection.model<KeyDocument>('ApiKey', keys),
    users: connection.model<UserDocument>('User', users),
    markers: connection.model<MarkerDocument>('Marker', markers),
  };
}
