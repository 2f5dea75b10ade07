// Participants: who has points.
import { Body, Controller, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Caller } from '../../../core/accounts/caller';
import { StoredAnswerPost } from '../../idempotency/idempotency.interceptor';
import { MayFailWith, Responds } from '../../openapi/decorators';
import { CallerOf, SecretOnly } from '../../request/caller';
import * as EXAMPLES from '../examples';
import { sayingOf } from '../../input/told';
import { DescribesPointsPage } from '../lists';
import { NoVersions } from '../no-versions';
import { ParticipantStatusDto, UpdateParticipantDto, UpsertParticipantDto } from './dto';
import { BalancesDto, ParticipantDto, ParticipantListDto } from './response.dto';
import { SetupRequests } from './setup-requests';

type Filters = Readonly<Record<string, unknown>>;

/** `/v1/participants`. Secret keys only. */
@ApiTags('Points: participants')
@SecretOnly()
@NoVersions()
@Controller('v1/participants')
export class ParticipantsController {
  constructor(private readonly requests: SetupRequests) {}

  @Post()
  @StoredAnswerPost()
  @ApiOperation({
    operationId: 'upsertParticipant',
    summary: 'Make a participant, or change the one that has this external_id',
  })
  @ApiBody({ type: UpsertParticipantDto, examples: EXAMPLES.UPSERT_PARTICIPANT })
  @Responds(ParticipantDto, { status: 201, description: 'A participant that is new.', replayable: true })
  @ApiOkResponse({ type: ParticipantDto, description: 'The participant that was known, as it is now.' })
  @MayFailWith(
    'validation_failed',
    'key_not_allowed',
    'too_many_concurrent_writes',
    'idempotency_key_reused',
    'idempotency_key_in_use',
  )
  upsert(@Body() body: unknown, @CallerOf() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.requests.upsertParticipant(body, caller, reply);
  }

  @Get()
  @DescribesPointsPage()
  @ApiQuery({ name: 'external_id', required: false, schema: sayingOf(255) })
  @ApiOperation({
    operationId: 'listParticipants',
    summary: 'List participants',
    description: 'Newest first, without balances.',
  })
  @ApiOkResponse({ type: ParticipantListDto, description: 'A page of participants.' })
  @MayFailWith('validation_failed', 'key_not_allowed')
  list(@Query() query: Filters, @CallerOf() caller: Caller) {
    return this.requests.listParticipants(query, caller);
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getParticipant', summary: 'Read a participant with its balances' })
  @ApiOkResponse({ type: ParticipantDto, description: 'The participant.' })
  @MayFailWith('validation_failed', 'not_found', 'key_not_allowed', 'too_many_concurrent_writes')
  get(@Param('id') id: string, @CallerOf() caller: Caller) {
    return this.requests.findParticipant(id, caller);
  }

  @Patch(':id')
  @ApiOperation({
    operationId: 'updateParticipant',
    summary: 'Change a participant',
    description: 'Its status has a call of its own.',
  })
  @ApiBody({ type: UpdateParticipantDto, examples: EXAMPLES.UPDATE_PARTICIPANT })
  @ApiOkResponse({ type: ParticipantDto, description: 'The participant as it is now.' })
  @MayFailWith('validation_failed', 'not_found', 'name_taken', 'key_not_allowed', 'too_many_concurrent_writes')
  update(@Param('id') id: string, @Body() body: unknown, @CallerOf() caller: Caller) {
    return this.requests.updateParticipant(id, body, caller);
  }

  @Patch(':id/status')
  @ApiOperation({
    operationId: 'setParticipantStatus',
    summary: 'Suspend, close or reactivate a participant',
    description: 'Once it is answered, nothing more is redeemed, held or credited that the status forbids.',
  })
  @ApiBody({ type: ParticipantStatusDto, examples: EXAMPLES.PARTICIPANT_STATUS })
  @ApiOkResponse({ type: ParticipantDto, description: 'The participant as it is now.' })
  @MayFailWith('validation_failed', 'not_found', 'key_not_allowed', 'too_many_concurrent_writes')
  setStatus(@Param('id') id: string, @Body() body: unknown, @CallerOf() caller: Caller) {
    return this.requests.setStatus(id, body, caller);
  }

  @Get(':id/balances')
  @ApiQuery({ name: 'asset_id', required: false, schema: { type: 'string', format: 'uuid' } })
  @ApiOperation({ operationId: 'getBalances', summary: 'Read the balances of a participant' })
  @ApiOkResponse({ type: BalancesDto, description: 'One row an asset.' })
  @MayFailWith('validation_failed', 'not_found', 'key_not_allowed', 'too_many_concurrent_writes')
  balances(@Param('id') id: string, @Query() query: Filters, @CallerOf() caller: Caller) {
    return this.requests.balances(id, query, caller);
  }
}
