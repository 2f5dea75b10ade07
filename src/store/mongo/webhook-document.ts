// Between webhook endpoints and deliveries and the documents that hold them.
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
