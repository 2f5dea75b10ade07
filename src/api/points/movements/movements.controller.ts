// Points that move without a redemption: adjust, hold, release, forfeit; lots; and the wallets of programs.
import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../../core/accounts/caller';
import { LOT_STATUSES } from '../../../core/points/book/lot';
import { MayFailWith, RespondsOrRepeats, TakesIdempotencyKey } from '../../openapi/decorators';
import { CallerOf, SecretOnly } from '../../request/caller';
import * as EXAMPLES from '../examples';
import { sayingOf } from '../../input/told';
import { DescribesPointsPage } from '../lists';
import { NoVersions } from '../no-versions';
import { WalletMoveDto, WalletsDto } from '../setup/response.dto';
import {
  AdjustDto,
  AdjustmentDto,
  ForfeitDto,
  HoldDto,
  HoldOperationDto,
  LotListDto,
  ReleaseDto,
  WalletDto,
} from './dto';
import { MovementRequests } from './movement-requests';

const COMMON = [
  'validation_failed',
  'invalid_scale',
  'lot_mode_required',
  'not_found',
  'insufficient_balance',
  'too_many_lots',
  'idempotency_conflict',
  'too_many_concurrent_writes',
  'key_not_allowed',
] as const;
const OPEN = [
  'participant_inactive',
  'program_inactive',
  'asset_inactive',
  'asset_not_linked',
  'max_transaction_exceeded',
] as const;
const WALLET = [
  'validation_failed',
  'invalid_scale',
  'not_found',
  'program_inactive',
  'asset_inactive',
  'asset_not_linked',
  'idempotency_conflict',
  'key_not_allowed',
] as const;

const day = { type: 'string', format: 'date-time' } as const;
const uuid = { type: 'string', format: 'uuid' } as const;

/** `/v1/participants/{id}/balances`. Secret keys only. */
@ApiTags('Points: movements')
@SecretOnly()
@NoVersions()
@Controller('v1/participants/:id/balances')
export class MovementsController {
  constructor(private readonly requests: MovementRequests) {}

  @Post('adjust')
  @TakesIdempotencyKey()
  @ApiOperation({ operationId: 'adjustBalance', summary: 'Credit or debit points' })
  @ApiBody({ type: AdjustDto, examples: EXAMPLES.ADJUST })
  @RespondsOrRepeats(AdjustmentDto, 'What moved, and the balance.')
  @MayFailWith(...COMMON, ...OPEN, 'wallet_empty', 'too_many_holds', 'too_many_in_book', 'managed_by_redemption')
  adjust(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.requests.adjust(id, request, caller, reply);
  }

  @Post('hold')
  @TakesIdempotencyKey()
  @ApiOperation({ operationId: 'holdBalance', summary: 'Set points aside' })
  @ApiBody({ type: HoldDto, examples: EXAMPLES.HOLD })
  @RespondsOrRepeats(HoldOperationDto, 'What is held, and the balance.')
  @MayFailWith(...COMMON, ...OPEN, 'too_many_holds')
  hold(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.requests.hold(id, request, caller, reply);
  }

  @Post('release')
  @TakesIdempotencyKey()
  @ApiOperation({
    operationId: 'releaseBalance',
    summary: 'Free points that were set aside',
    description:
      'Those of `reference_id`, or the oldest holds first. Without an amount, all of them. What a till holds is freed through its `rdm_` alone.',
  })
  @ApiBody({ type: ReleaseDto, examples: EXAMPLES.RELEASE })
  @RespondsOrRepeats(HoldOperationDto, 'What was freed, and the balance.')
  @MayFailWith(...COMMON, 'participant_inactive', 'hold_not_found', 'managed_by_redemption')
  release(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.requests.release(id, request, caller, reply);
  }

  @Post('forfeit')
  @TakesIdempotencyKey()
  @ApiOperation({
    operationId: 'forfeitBalance',
    summary: 'Take points away',
    description: 'Into SYSTEM_BREAKAGE. Also from a participant who is suspended or closed.',
  })
  @ApiBody({ type: ForfeitDto, examples: EXAMPLES.FORFEIT })
  @RespondsOrRepeats(HoldOperationDto, 'What was taken, and the balance.')
  @MayFailWith(...COMMON, 'hold_not_found', 'too_many_in_book', 'managed_by_redemption')
  forfeit(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.requests.forfeit(id, request, caller, reply);
  }

  @Get('lots')
  @DescribesPointsPage()
  @ApiQuery({ name: 'asset_id', required: true, schema: uuid })
  @ApiQuery({ name: 'program_id', required: false, schema: uuid })
  @ApiQuery({ name: 'status', required: false, enum: LOT_STATUSES })
  @ApiQuery({ name: 'expires_before', required: false, schema: day })
  @ApiQuery({ name: 'expires_after', required: false, schema: day })
  @ApiQuery({ name: 'reference_id', required: false, schema: sayingOf(255) })
  @ApiOperation({
    operationId: 'listLots',
    summary: 'List the lots of a participant',
    description: 'Oldest first, as they are spent.',
  })
  @ApiOkResponse({ type: LotListDto, description: 'A page of lots.' })
  @MayFailWith('validation_failed', 'not_found', 'key_not_allowed', 'too_many_concurrent_writes')
  lots(@Param('id') id: string, @Query() query: Readonly<Record<string, unknown>>, @CallerOf() caller: Caller) {
    return this.requests.lots(id, query, caller);
  }
}

/** The wallets of a program. Secret keys only. */
@ApiTags('Points: movements')
@SecretOnly()
@NoVersions()
@Controller('v1/programs/:id')
export class WalletsController {
  constructor(private readonly requests: MovementRequests) {}

  @Get('balance')
  @ApiOperation({ operationId: 'getProgramBalance', summary: 'Read the wallets of a program' })
  @ApiOkResponse({ type: WalletsDto, description: 'One row an asset.' })
  @MayFailWith('validation_failed', 'not_found', 'key_not_allowed')
  wallets(@Param('id') id: string, @CallerOf() caller: Caller) {
    return this.requests.wallets(id, caller);
  }

  @Post('assets/:assetId/fund')
  @TakesIdempotencyKey()
  @ApiOperation({
    operationId: 'fundWallet',
    summary: 'Add to a wallet',
    description: 'Moves nothing for an UNLIMITED asset.',
  })
  @ApiBody({ type: WalletDto, examples: EXAMPLES.WALLET_MOVE })
  @RespondsOrRepeats(WalletMoveDto, 'The wallet as it is now.')
  @MayFailWith(...WALLET)
  fund(
    @Param('id') id: string,
    @Param('assetId') assetId: string,
    @Req() request: FastifyRequest,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.requests.moveWallet('FUND', { id, assetId }, request, { caller, reply });
  }

  @Post('assets/:assetId/burn')
  @TakesIdempotencyKey()
  @ApiOperation({ operationId: 'burnWallet', summary: 'Take out of a wallet what no credit has drawn on' })
  @ApiBody({ type: WalletDto, examples: EXAMPLES.WALLET_MOVE })
  @RespondsOrRepeats(WalletMoveDto, 'The wallet as it is now.')
  @MayFailWith(...WALLET, 'wallet_empty')
  burn(
    @Param('id') id: string,
    @Param('assetId') assetId: string,
    @Req() request: FastifyRequest,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.requests.moveWallet('BURN', { id, assetId }, request, { caller, reply });
  }
}
