// What happens to a request about deliveries, top to bottom: read it, carry it out, respond.
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../core/accounts/caller';
import { Services } from '../../core/use-cases/services';
import { publicDelivery } from '../../core/webhooks/delivery';
import { WebhookDispatcher } from '../../core/webhooks/dispatcher';
import { findDelivery, retryDelivery } from '../../core/webhooks/endpoints';
import { pageFrom } from '../lists/pagination';
import { DELIVERIES, readDeliveriesQuery } from './read-request';

/** A method for each call. Throws `ProblemException` 400 for what cannot be read, and what the core refuses. */
@Injectable()
export class DeliveryRequests {
  constructor(
    private readonly services: Services,
    private readonly dispatcher: WebhookDispatcher,
  ) {}

  async list(query: Readonly<Record<string, unknown>>, caller: Caller) {
    const asked = readDeliveriesQuery(query, caller);
    return pageFrom(DELIVERIES, await this.services.store.webhooks.pageDeliveries(asked), publicDelivery);
  }

  async find(id: string, caller: Caller) {
    return publicDelivery(await findDelivery(this.services, id, caller));
  }

  async retry(id: string, caller: Caller) {
    return publicDelivery(await retryDelivery(this.services, this.dispatcher, id, caller));
  }
}
