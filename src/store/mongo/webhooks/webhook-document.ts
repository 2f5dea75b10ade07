// Between webhook endpoints and deliveries and the documents that hold them.
import type { Delivery } from '../../../core/webhooks/delivery';
import type { WebhookEndpoint } from '../../../core/webhooks/endpoint';
import { orderedKeyOf, sortKeyOf } from '../../shared/sort-key';

/** A webhook endpoint as its collection holds it. */
export interface EndpointDocument extends Omit<WebhookEndpoint, 'id'> {
  readonly _id: string;
  readonly place: string;
  /** Derived, for the indexes. */
  readonly active: boolean;
  readonly deleted: boolean;
  readonly noticing: boolean;
}

/** A delivery as its collection holds it. */
export interface DeliveryDocument extends Omit<Delivery, 'id'> {
  readonly _id: string;
  readonly place: string;
}

/** The endpoint as its document. `endpointOf` gives it back. */
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

/** The endpoint that a document holds. */
export function endpointOf({ _id, place, active, deleted, noticing, ...rest }: EndpointDocument): WebhookEndpoint {
  return { id: _id, ...rest };
}

/** The delivery as its document. `deliveryOf` gives it back. */
export function deliveryDocument({ id, ...rest }: Delivery): DeliveryDocument {
  return { _id: id, ...rest, place: orderedKeyOf(rest.createdAt, rest.seq, id) };
}

/** The delivery that a document holds. */
export function deliveryOf({ _id, place, ...rest }: DeliveryDocument): Delivery {
  return { id: _id, ...rest };
}
