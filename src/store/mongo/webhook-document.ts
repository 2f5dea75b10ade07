// The collections of webhooks, as MongoDB holds them.
import type { IndexDefinition, IndexOptions } from 'mongoose';
import type { Delivery } from '../../core/webhooks/delivery';
import type { WebhookEndpoint } from '../../core/webhooks/endpoint';
import { sortKeyOf } from '../sort-key';

export interface EndpointDocument extends Omit<WebhookEndpoint, 'id'> {
  readonly _id: string;
  readonly place: string;
  /** Derived, for the indexes. */
  readonly active: boolean;
  readonly deleted: boolean;
  readonly noticing: boolean;
}

export interface DeliveryDocument extends Omit<Delivery, 'id'> {
  readonly _id: string;
  readonly place: string;
}

export function endpointDocument({ id, ...rest }: WebhookEndpoint): EndpointDocument {
  const deleted = rest.deletedAt !== null;
  return {
    _id: id,
    ...rest,
    place: sortKeyOf(rest.createdAt, id),
    active: !deleted && rest.disabledAt === null,
    deleted,
    noticing: rest.notice !== null,
  };
}

export function endpointOf({ _id, place, active, deleted, noticing, ...rest }: EndpointDocument): WebhookEndpoint {
  return { id: _id, ...rest };
}

export function deliveryDocument({ id, ...rest }: Delivery): DeliveryDocument {
  return { _id: id, ...rest, place: sortKeyOf(rest.createdAt, id) };
}

export function deliveryOf({ _id, place, ...rest }: DeliveryDocument): Delivery {
  return { id: _id, ...rest };
}

const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;
const flag = { type: Boolean, required: true } as const;

export const ENDPOINT_FIELDS = {
  _id: text,
  accountId: text,
  livemode: flag,
  rev: number,
  url: text,
  eventTypes: { type: [String], default: undefined },
  description: { type: String },
  disabledAt: { type: Number },
  disabledReason: { type: String },
  secrets: { type: [Object], default: undefined },
  failingSince: { type: Number },
  notice: { type: Object },
  createdAt: number,
  updatedAt: number,
  deletedAt: { type: Number },
  place: text,
  active: flag,
  deleted: flag,
  noticing: flag,
};

export const DELIVERY_FIELDS = {
  _id: text,
  accountId: text,
  livemode: flag,
  rev: number,
  endpointId: text,
  eventId: text,
  eventType: text,
  redemptionId: { type: String },
  seq: number,
  status: text,
  manual: flag,
  scheduledAt: { type: Number },
  attempts: { type: [Object], default: undefined },
  attemptCount: number,
  dueAt: { type: Number },
  claimId: { type: String },
  createdAt: number,
  updatedAt: number,
  place: text,
};

type Indexes = readonly (readonly [IndexDefinition, IndexOptions])[];

export const ENDPOINT_INDEXES: Indexes = [
  [
    { accountId: 1, livemode: 1, place: -1 },
    { name: 'place', partialFilterExpression: { deleted: false } },
  ],
  [
    { accountId: 1, livemode: 1, active: 1 },
    { name: 'active', partialFilterExpression: { active: true } },
  ],
  [{ noticing: 1 }, { name: 'noticing', partialFilterExpression: { noticing: true } }],
];

const OPEN = { dueAt: { $gte: 0 } };

export const DELIVERY_INDEXES: Indexes = [
  [
    { endpointId: 1, eventId: 1 },
    { name: 'once', unique: true },
  ],
  [
    { endpointId: 1, dueAt: 1, seq: 1 },
    { name: 'due', partialFilterExpression: OPEN },
  ],
  [
    { endpointId: 1, redemptionId: 1, seq: 1 },
    { name: 'order', partialFilterExpression: { ...OPEN, manual: false } },
  ],
  [{ accountId: 1, livemode: 1, place: -1 }, { name: 'place' }],
  [{ accountId: 1, livemode: 1, endpointId: 1, place: -1 }, { name: 'endpointId' }],
  [{ accountId: 1, livemode: 1, eventId: 1, place: -1 }, { name: 'eventId' }],
  [{ accountId: 1, livemode: 1, status: 1, place: -1 }, { name: 'status' }],
  [{ createdAt: 1 }, { name: 'created' }],
];

/** On the event log: what is not fanned out, in the order of writing as far as there is one, and by redemption. */
export const UNFANNED_INDEXES: Indexes = [
  [
    { unfanned: 1, place: 1 },
    { name: 'unfanned', partialFilterExpression: { unfanned: true } },
  ],
  [
    { redemptionId: 1, seq: 1 },
    { name: 'unfannedByRedemption', partialFilterExpression: { unfanned: true } },
  ],
];
