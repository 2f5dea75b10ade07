// The delivery log: what was sent where, what came back, and sending it again.
import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../core/accounts/caller';
import { DELIVERY_STATUSES } from '../../core/webhooks/delivery';
import { RecordsAct } from '../audit/records-act';
import { CallerOf, SecretOnly, UsersWith } from '../request/caller';
import { StoredAnswerPost } from '../idempotency/idempotency.interceptor';
import { Responds, MayFailWith } from '../openapi/decorators';
import { idOf, TIME } from '../openapi/properties';
import { DeliveryDto, DeliveryListDto } from './response.dto';
import { DescribesPage } from '../lists/decorators';
import { DeliveryRequests } from './delivery-requests';
import { DELIVERED_TYPES } from './read-request';

const DeliveryId = () => ApiParam({ name: 'id', example: 'dlv_6740aa51c2f9d1e0b7a3c455' });

/** `/v1/webhook_deliveries`: list, read, retry. Secret keys only. */
@ApiTags('Webhooks')
@SecretOnly()
@Controller('v1/webhook_deliveries')
export class WebhookDeliveriesController {
  constructor(private readonly requests: DeliveryRequests) {}

  @Get()
  @UsersWith('records.read')
  @ApiOperation({
    operationId: 'listWebhookDeliveries',
    summary: 'List webhook deliveries',
    description: 'Newest first. Kept for 30 days.',
  })
  @ApiQuery({ name: 'endpoint_id', required: false, schema: idOf('whe') })
  @ApiQuery({ name: 'event_id', required: false, schema: idOf('evt') })
  @ApiQuery({ name: 'status', required: false, enum: DELIVERY_STATUSES })
  @ApiQuery({ name: 'redemption_id', required: false, schema: idOf('rdm') })
  @ApiQuery({ name: 'event_type', required: false, enum: DELIVERED_TYPES })
  @ApiQuery({ name: 'created_from', required: false, schema: TIME, description: 'Inclusive.' })
  @ApiQuery({ name: 'created_to', required: false, schema: TIME, description: 'Exclusive.' })
  @DescribesPage()
  @ApiOkResponse({ type: DeliveryListDto, description: 'A page of deliveries.' })
  @MayFailWith('validation_failed', 'key_not_allowed')
  list(@Query() query: Readonly<Record<string, unknown>>, @CallerOf() caller: Caller) {
    return this.requests.list(query, caller);
  }

  @Get(':id')
  @UsersWith('records.read')
  @DeliveryId()
  @ApiOperation({ operationId: 'getWebhookDelivery', summary: 'Read a webhook delivery' })
  @ApiOkResponse({ type: DeliveryDto, description: 'The delivery and its attempts.' })
  @MayFailWith('not_found', 'key_not_allowed')
  get(@Param('id') id: string, @CallerOf() caller: Caller) {
    return this.requests.find(id, caller);
  }

  @Post(':id/retry')
  @UsersWith('deliveries.retry')
  @HttpCode(200)
  @StoredAnswerPost()
  @RecordsAct('webhook_sent_again', 'webhook_delivery', ['endpoint_id', 'event_id'])
  @DeliveryId()
  @ApiOperation({
    operationId: 'retryWebhookDelivery',
    summary: 'Send an event again',
    description:
      'Also one that was delivered. One attempt more at once, beside the ten, whose number and times it leaves as they are. A delivery that is settled gets it out of turn, one that is pending in its turn.',
  })
  @Responds(DeliveryDto, { status: 200, description: 'The delivery, about to be sent.', replayable: true })
  @MayFailWith('not_found', 'endpoint_disabled', 'key_not_allowed', 'idempotency_key_reused', 'idempotency_key_in_use')
  retry(@Param('id') id: string, @CallerOf() caller: Caller) {
    return this.requests.retry(id, caller);
  }
}
