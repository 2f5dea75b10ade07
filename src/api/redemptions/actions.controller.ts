// The routes that change one redemption: reserve, capture, cancel, reverse. Secret keys only.
import { Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import {
  EitherRedemptionId,
  GuardedWrite,
  MayFailWith,
  Responds,
  RespondsEither,
  RespondsWhileOpen,
  TakesIdempotencyKey,
  TakesIfMatch,
} from '../openapi/decorators';
import { PointsReversalDto, ReversePointsDto } from '../points/redemptions/dto';
import { CallerOf, SecretOnly, UsersWith } from '../request/caller';
import { RedemptionById } from './redemption-by-id';
import { RedemptionRequests } from './redemption-requests';
import { REDEMPTION_PATHS } from './redemptions.controller';
import { CaptureDto, EmptyDto, ReverseDto } from './request.dto';
import { RedemptionDto } from './response.dto';
import { ReversalDto } from './reversal.dto';

/** The refusals that every write on one redemption may get. */
const WRITE_PROBLEMS = [
  'validation_failed',
  'pin_in_text',
  'invalid_json',
  'key_not_allowed',
  'not_found',
  'invalid_state',
  'version_conflict',
  'idempotency_key_reused',
  'idempotency_key_in_use',
  'idempotency_key_burnt',
  'outcome_unknown',
  'too_many_concurrent_writes',
  'provider_not_configured',
  'key_unknown',
] as const;

/** Four POSTs below `/v1/redemptions/:id`. `confirm` is a second name of `capture`. */
@ApiTags('Redemptions')
@SecretOnly()
@Controller(REDEMPTION_PATHS)
export class RedemptionActionsController {
  constructor(
    private readonly requests: RedemptionRequests,
    private readonly byId: RedemptionById,
  ) {}

  @Post(':id/reserve')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'reserveRedemption',
    summary: 'Reserve the voucher of a draft',
    description: 'Claims the PIN, so that no one else can use it through Vouch. No value moves.',
  })
  @ApiBody({ type: EmptyDto, required: false })
  @GuardedWrite()
  @Responds(RedemptionDto, { status: 200, description: 'The redemption.', versioned: true, replayable: true })
  @RespondsWhileOpen(RedemptionDto)
  @MayFailWith(...WRITE_PROBLEMS, 'voucher_in_use', 'too_many_pin_attempts')
  reserve(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.requests.reserve(id, request, caller, reply);
  }

  @Post([':id/capture', ':id/confirm'])
  @HttpCode(200)
  @ApiOperation({
    operationId: 'captureRedemption',
    summary: 'Take the value of a reserved voucher',
    description: 'Takes what is reserved, or less. Shows the full change PIN.',
  })
  @ApiBody({ type: CaptureDto, required: false })
  @GuardedWrite()
  @Responds(RedemptionDto, {
    status: 200,
    description: 'The redemption, whatever its outcome.',
    versioned: true,
    replayable: true,
  })
  @RespondsWhileOpen(RedemptionDto)
  @MayFailWith(
    ...WRITE_PROBLEMS,
    'awaiting_statement',
    'capture_exceeds_reserved',
    'partial_not_supported',
    'too_many_captures',
    'overloaded',
    'too_many_pin_attempts',
  )
  capture(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.requests.capture(id, request, caller, reply);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'cancelRedemption',
    summary: 'Give up a draft or a reservation',
    description: 'Frees the voucher. Refused while value may be moving.',
  })
  @ApiBody({ type: EmptyDto, required: false })
  @GuardedWrite()
  @Responds(RedemptionDto, { status: 200, description: 'The redemption, `failed`.', versioned: true, replayable: true })
  @RespondsWhileOpen(RedemptionDto)
  @MayFailWith(...WRITE_PROBLEMS, 'awaiting_statement')
  cancel(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.requests.cancel(id, request, caller, reply);
  }

  @Post(':id/reverse')
  @UsersWith('reversals.create')
  @ApiOperation({
    operationId: 'reverseRedemption',
    summary: 'Give value back',
    description:
      'All that is left, or a part. Of a voucher: on the original one where that is possible, as a new one otherwise; needs an idempotency key or `If-Match`. Of points: back into the lots that it was taken from; the key is optional, without one a second call is a second reversal, and `If-Match` is refused, because points have no version. A person at the console may do so alone up to a limit; a key is not bound by it.',
  })
  @ApiExtraModels(ReverseDto, ReversePointsDto)
  @ApiBody({ schema: { oneOf: [{ $ref: getSchemaPath(ReverseDto) }, { $ref: getSchemaPath(ReversePointsDto) }] } })
  @EitherRedemptionId()
  @TakesIdempotencyKey()
  @TakesIfMatch()
  @RespondsEither([ReversalDto, PointsReversalDto], {
    status: 201,
    description: 'The reversal. Of a voucher whatever became of it: read `status`.',
    replayable: true,
  })
  @Responds(PointsReversalDto, {
    status: 200,
    description: 'Of points: the key was used before, and this is the reversal that it made.',
    replayable: true,
  })
  @RespondsWhileOpen(ReversalDto, false)
  @MayFailWith(
    ...WRITE_PROBLEMS,
    'permission_missing',
    'approval_required',
    'too_many_pin_attempts',
    'reversal_exceeds_redeemed',
    'too_many_reversals',
    'reversal_not_supported',
    'awaiting_statement',
    'if_match_required',
    'idempotency_required',
    'idempotency_conflict',
    'wrong_amount_field',
    'invalid_scale',
    'managed_by_redemption',
    'lot_mode_required',
    'too_many_lots',
    'replica_set_required',
  )
  reverse(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.byId.reverse(id, request, caller, reply);
  }
}
