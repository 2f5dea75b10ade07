// The event log: what merchants were told, or would have been, in the last thirty days.
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../core/accounts/caller';
import { Services } from '../../core/use-cases/services';
import { findEvent } from '../../core/events/find-event';
import { publicEvent, type PublicEvent } from '../../core/events/present';
import { CallerOf, SecretOnly } from '../request/caller';
import { DescribesPage } from '../lists/decorators';
import { MayFailWith } from '../openapi/decorators';
import { pageOf, type Page } from '../lists/pagination';
import { EVENT_NAMES, EventDto, EventListDto, EVENTS, readEventsQuery } from './event.dto';

const RELAY_BATCH = 200;

/** `GET /v1/events` and `GET /v1/events/:id`, for secret keys. */
@ApiTags('Events')
@SecretOnly()
@Controller('v1/events')
export class EventsController {
  constructor(private readonly services: Services) {}

  @Get()
  @ApiOperation({ operationId: 'listEvents', summary: 'List events', description: 'Newest first. Kept for 30 days.' })
  @ApiQuery({ name: 'type', required: false, enum: EVENT_NAMES })
  @ApiQuery({ name: 'redemption_id', required: false, schema: { type: 'string' } })
  @ApiQuery({ name: 'created_from', required: false, schema: { type: 'string', format: 'date-time' } })
  @ApiQuery({ name: 'created_to', required: false, schema: { type: 'string', format: 'date-time' } })
  @DescribesPage()
  @ApiOkResponse({ type: EventListDto, description: 'A page of events.' })
  @MayFailWith('validation_failed', 'key_not_allowed')
  async list(
    @Query() asked: Readonly<Record<string, unknown>>,
    @CallerOf() caller: Caller,
  ): Promise<Page<PublicEvent>> {
    const query = readEventsQuery(asked, caller);
    // A caller who has just changed something finds its event here at once, without waiting for the notifier's next
    // round.
    await this.services.store.events.relay(RELAY_BATCH);
    const rows = await this.services.store.events.list({ ...query, limit: query.limit + 1 });
    return pageOf(EVENTS, rows, query.limit, publicEvent);
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getEvent', summary: 'Read an event' })
  @ApiParam({ name: 'id', example: 'evt_6740aa51c2f9d1e0b7a3c455' })
  @ApiOkResponse({ type: EventDto, description: 'The event.' })
  @MayFailWith('not_found', 'key_not_allowed')
  async get(@Param('id') id: string, @CallerOf() caller: Caller): Promise<PublicEvent> {
    return publicEvent(await findEvent(this.services.store.events, id, caller));
  }
}
