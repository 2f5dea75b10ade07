// Redemptions of points by participant and by program. One redemption by its id is read and reversed on the path that it shares with
// vouchers: see redemption-by-id.
import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../../core/accounts/caller';
import { POINTS_REDEMPTION_STATUSES } from '../../../core/points/records/redemption';
import { MayFailWith, RespondsOrRepeats, TakesIdempotencyKey } from '../../openapi/decorators';
import { CallerOf, SecretOnly } from '../../request/caller';
import * as EXAMPLES from '../examples';
import { DescribesPointsPage } from '../lists';
import { NoVersions } from '../no-versions';
import { PointsRedemptionDto, PointsRedemptionListDto, RedeemItemDto, RedeemPointsDto } from './dto';
import { PointsRedemptionRequests } from './points-redemption-requests';

const REDEEM_PROBLEMS = [
  'validation_failed',
  'invalid_scale',
  'not_found',
  'participant_inactive',
  'program_inactive',
  'asset_inactive',
  'asset_not_linked',
  'max_transaction_exceeded',
  'insufficient_balance',
  'hold_not_found',
  'managed_by_redemption',
  'too_many_lots',
  'too_many_in_book',
  'idempotency_conflict',
  'too_many_concurrent_writes',
  'key_not_allowed',
] as const;

const DescribesFilters = () =>
  applyDecorators(
    DescribesPointsPage(),
    ApiQuery({ name: 'status', required: false, enum: POINTS_REDEMPTION_STATUSES }),
    ApiQuery({ name: 'reward_catalog_item_id', required: false, schema: { type: 'string', format: 'uuid' } }),
    ApiQuery({ name: 'from', required: false, schema: { type: 'string', format: 'date-time' } }),
    ApiQuery({ name: 'to', required: false, schema: { type: 'string', format: 'date-time' } }),
  );

/** `/v1/participants/{id}/redemptions`. Secret keys only. */
@ApiTags('Points: redemptions')
@SecretOnly()
@NoVersions()
@Controller('v1/participants/:id/redemptions')
export class ParticipantRedemptionsController {
  constructor(private readonly requests: PointsRedemptionRequests) {}

  @Post()
  @TakesIdempotencyKey()
  @ApiOperation({
    operationId: 'redeemPoints',
    summary: 'Redeem an amount from the AVAILABLE balance',
    description:
      'The value goes to the redemption target of the program. A repeat with the same key answers 200 with the redemption as it is now.',
  })
  @ApiBody({ type: RedeemPointsDto, examples: EXAMPLES.REDEEM })
  @RespondsOrRepeats(PointsRedemptionDto, 'The redemption.')
  @MayFailWith(...REDEEM_PROBLEMS)
  redeem(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.requests.redeem(id, request, caller, reply);
  }

  @Post('items')
  @TakesIdempotencyKey()
  @ApiOperation({ operationId: 'redeemItem', summary: 'Redeem an item of the catalog' })
  @ApiBody({ type: RedeemItemDto, examples: EXAMPLES.REDEEM_ITEM })
  @RespondsOrRepeats(PointsRedemptionDto, 'The redemption.')
  @MayFailWith(
    ...REDEEM_PROBLEMS,
    'reward_not_available',
    'out_of_stock',
    'participant_limit_reached',
    'below_minimum',
    'wrong_amount_field',
  )
  redeemItem(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.requests.redeemItem(id, request, caller, reply);
  }

  @Get()
  @DescribesFilters()
  @ApiOperation({
    operationId: 'listParticipantRedemptions',
    summary: 'List the redemptions of a participant',
    description: 'Newest first.',
  })
  @ApiOkResponse({ type: PointsRedemptionListDto, description: 'A page of redemptions.' })
  @MayFailWith('validation_failed', 'not_found', 'key_not_allowed', 'too_many_concurrent_writes')
  list(@Param('id') id: string, @Query() query: Readonly<Record<string, unknown>>, @CallerOf() caller: Caller) {
    return this.requests.ofParticipant(id, query, caller);
  }
}

/** `/v1/programs/{id}/redemptions`. Secret keys only. */
@ApiTags('Points: redemptions')
@SecretOnly()
@NoVersions()
@Controller('v1/programs/:id/redemptions')
export class ProgramRedemptionsController {
  constructor(private readonly requests: PointsRedemptionRequests) {}

  @Get()
  @DescribesFilters()
  @ApiOperation({
    operationId: 'listProgramRedemptions',
    summary: 'List the redemptions of a program',
    description: 'Newest first.',
  })
  @ApiOkResponse({ type: PointsRedemptionListDto, description: 'A page of redemptions.' })
  @MayFailWith('validation_failed', 'not_found', 'key_not_allowed')
  list(@Param('id') id: string, @Query() query: Readonly<Record<string, unknown>>, @CallerOf() caller: Caller) {
    return this.requests.ofProgram(id, query, caller);
  }
}
