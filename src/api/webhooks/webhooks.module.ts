// Webhook endpoints and the delivery log.
import { Module, type DynamicModule } from '@nestjs/common';
import { WebhookDispatcher } from '../../core/webhooks/dispatcher';
import { DeliveryRequests } from './delivery-requests';
import { EndpointRequests } from './endpoint-requests';
import { WebhookDeliveriesController } from './deliveries.controller';
import { WebhookEndpointsController } from './endpoints.controller';

@Module({
  controllers: [WebhookEndpointsController, WebhookDeliveriesController],
  providers: [EndpointRequests, DeliveryRequests],
})
export class WebhooksModule {
  /** `dispatcher` is the sending side: it checks addresses, makes secrets and is woken where something is due. */
  static forRoot(dispatcher: WebhookDispatcher): DynamicModule {
    return { module: WebhooksModule, providers: [{ provide: WebhookDispatcher, useValue: dispatcher }] };
  }
}
