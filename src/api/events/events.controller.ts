// The event log: what merchants were told, or would have been, in the last thirty days.
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../core/accounts/caller';
import { CallerOf, SecretOnly, UsersWith } from '../request/caller';
import { DescribesPage, VISIBLE_WITHIN } from '../lists/decorators';
import { MayFailWith } from '../openapi/decorators';
import { REDEMPTION, EVENT_NAMES, EventDto, EventListDto } from './event.dto';
import { EventRequests } from './event-requests';

/** `GET /v1/events` and `GET /v1/events/:id`, for secret keys. */
@ApiTags('Events')
@SecretOnly()
@Controller('v1/events')
export class EventsController {
  constructor(private readonly requests: EventRequests) {}

  @Get()
  @UsersWith('records.read')
  @ApiOperation({
    operationId: 'listEvents',
    summary: 'List events',
    description: `Newest first. Kept for 30 days. An event is visible at most ${VISIBLE_WITHIN} after its \`created_at\`: when polling, look back that far.`,
  })
  @ApiQuery({ name: 'type', required: false, enum: EVENT_NAMES })
  @ApiQuery({
    name: 'redemption_id',
    required: false,
    description:
      'An `rdm_` redemption, or the UUID of one of points: of that `redemption.completed` and each `redemption.reversed`.',
    schema: { type: 'string', pattern: REDEMPTION.source },
  })
  @ApiQuery({
    name: 'participant_id',
    required: false,
    description: 'Of points: everything that happened to one participant.',
    schema: { type: 'string', format: 'uuid' },
  })
  @ApiQuery({ name: 'created_from', required: false, schema: { type: 'string', format: 'date-time' } })
  @ApiQuery({ name: 'created_to', required: false, schema: { type: 'string', format: 'date-time' } })
  @DescribesPage()
  @ApiOkResponse({ type: EventListDto, description: 'A page of events.' })
  @MayFailWith('validation_failed', 'key_not_allowed')
  list(@Query() query: Readonly<Record<string, unknown>>, @CallerOf() caller: Caller) {
    return this.requests.list(query, caller);
  }

  @Get(':id')
  @UsersWith('records.read')
  @ApiOperation({ operationId: 'getEvent', summary: 'Read an event' })
  @ApiParam({ name: 'id', example: 'evt_6740aa51c2f9d1e0b7a3c455' })
  @ApiOkResponse({ type: EventDto, description: 'The event.' })
  @MayFailWith('not_found', 'key_not_allowed')
  get(@Param('id') id: string, @CallerOf() caller: Caller) {
    return this.requests.find(id, caller);
  }
}
