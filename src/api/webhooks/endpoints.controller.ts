// Webhook endpoints: the addresses that a merchant wants events sent to. Their secrets are shown when they are made,
// and never again.
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../core/accounts/caller';
import { CallerOf, SecretOnly, UsersWith } from '../request/caller';
import { StoredAnswerPost } from '../idempotency/idempotency.interceptor';
import { Responds, MayFailWith } from '../openapi/decorators';
import { DeletedEndpointDto, DeliveryDto, EndpointDto, EndpointListDto, EndpointWithSecretDto } from './response.dto';
import { DescribesPage } from '../lists/decorators';
import { EndpointRequests } from './endpoint-requests';
import { CreateEndpointDto, RotateSecretDto, UpdateEndpointDto } from './read-request';

const EndpointId = () => ApiParam({ name: 'id', example: 'whe_6740aa51c2f9d1e0b7a3c455' });

/** `/v1/webhook_endpoints`: make, list, read, change, delete, rotate the secret, test. Secret keys only. */
@ApiTags('Webhooks')
@SecretOnly()
@Controller('v1/webhook_endpoints')
export class WebhookEndpointsController {
  constructor(private readonly requests: EndpointRequests) {}

  @Post()
  @UsersWith('endpoints.manage')
  @StoredAnswerPost()
  @ApiOperation({ operationId: 'createWebhookEndpoint', summary: 'Make a webhook endpoint' })
  @ApiBody({ type: CreateEndpointDto })
  @Responds(EndpointWithSecretDto, { status: 201, description: 'The endpoint and its secret.', replayable: true })
  @MayFailWith(
    'validation_failed',
    'key_not_allowed',
    'too_many_endpoints',
    'idempotency_key_reused',
    'idempotency_key_in_use',
  )
  create(@Body() body: unknown, @CallerOf() caller: Caller) {
    return this.requests.create(body, caller);
  }

  @Get()
  @UsersWith('records.read')
  @ApiOperation({
    operationId: 'listWebhookEndpoints',
    summary: 'List webhook endpoints',
    description: 'Newest first.',
  })
  @DescribesPage()
  @ApiOkResponse({ type: EndpointListDto, description: 'A page of endpoints.' })
  @MayFailWith('validation_failed', 'key_not_allowed')
  list(@Query() query: Readonly<Record<string, unknown>>, @CallerOf() caller: Caller) {
    return this.requests.list(query, caller);
  }

  @Get(':id')
  @UsersWith('records.read')
  @EndpointId()
  @ApiOperation({ operationId: 'getWebhookEndpoint', summary: 'Read a webhook endpoint' })
  @ApiOkResponse({ type: EndpointDto, description: 'The endpoint.' })
  @MayFailWith('not_found', 'key_not_allowed')
  get(@Param('id') id: string, @CallerOf() caller: Caller) {
    return this.requests.find(id, caller);
  }

  @Patch(':id')
  @UsersWith('endpoints.manage')
  @EndpointId()
  @ApiOperation({
    operationId: 'updateWebhookEndpoint',
    summary: 'Change, disable or enable a webhook endpoint',
    description: 'What falls due while it is disabled is not sent; it can be sent again by hand.',
  })
  @ApiBody({ type: UpdateEndpointDto })
  @ApiOkResponse({ type: EndpointDto, description: 'The endpoint as it is now.' })
  @MayFailWith('validation_failed', 'not_found', 'key_not_allowed', 'too_many_concurrent_writes')
  update(@Param('id') id: string, @Body() body: unknown, @CallerOf() caller: Caller) {
    return this.requests.update(id, body, caller);
  }

  @Delete(':id')
  @UsersWith('endpoints.manage')
  @EndpointId()
  @ApiOperation({ operationId: 'deleteWebhookEndpoint', summary: 'Delete a webhook endpoint' })
  @ApiOkResponse({ type: DeletedEndpointDto, description: 'It is gone. Its deliveries stay in the log.' })
  @MayFailWith('not_found', 'key_not_allowed', 'too_many_concurrent_writes')
  delete(@Param('id') id: string, @CallerOf() caller: Caller) {
    return this.requests.delete(id, caller);
  }

  @Post(':id/rotate_secret')
  @UsersWith('endpoints.manage')
  @HttpCode(200)
  @StoredAnswerPost()
  @EndpointId()
  @ApiOperation({
    operationId: 'rotateWebhookSecret',
    summary: 'Give a webhook endpoint a new secret',
    description: 'Both secrets sign until the overlap is over, so that the receiver can change at leisure.',
  })
  @ApiBody({ type: RotateSecretDto, required: false })
  @Responds(EndpointWithSecretDto, { status: 200, description: 'The endpoint and its new secret.', replayable: true })
  @MayFailWith('validation_failed', 'not_found', 'key_not_allowed', 'idempotency_key_reused', 'idempotency_key_in_use')
  rotate(@Param('id') id: string, @Body() body: unknown, @CallerOf() caller: Caller) {
    return this.requests.rotate(id, body, caller);
  }

  @Post(':id/test')
  @UsersWith('endpoints.manage')
  @StoredAnswerPost()
  @EndpointId()
  @ApiOperation({
    operationId: 'testWebhookEndpoint',
    summary: 'Send a test event',
    description:
      'An event of type `webhook_endpoint.test`, to this endpoint alone. Read the delivery to see its answer.',
  })
  @Responds(DeliveryDto, { status: 201, description: 'The delivery of the test event.', replayable: true })
  @MayFailWith('not_found', 'endpoint_disabled', 'key_not_allowed', 'idempotency_key_reused', 'idempotency_key_in_use')
  test(@Param('id') id: string, @CallerOf() caller: Caller) {
    return this.requests.test(id, caller);
  }
}
