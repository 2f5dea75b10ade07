// What can be done to one redemption: reserve, capture, cancel, reverse. Secret keys only.
import { Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { cancelRedemption } from '../../core/use-cases/cancel';
import { captureRedemption } from '../../core/use-cases/capture';
import { Services } from '../../core/use-cases/services';
import type { Caller } from '../../core/accounts/caller';
import { reserveRedemption } from '../../core/use-cases/reserve';
import { reverseRedemption } from '../../core/use-cases/reverse';
import { CallerOf, SecretOnly } from '../request/caller';
import { Responds, RespondsWhileOpen, GuardedWrite, MayFailWith } from '../openapi/decorators';
import { RedemptionResponses } from './responses';
import { RedemptionDto, ReversalDto } from './response.dto';
import { CaptureDto, EmptyDto, ReverseDto } from './request.dto';
import { readAction, readCapture, readReverse } from './requests';
import { PinLimit } from '../limits/pin-limit';
import { REDEMPTION_PATHS } from './redemptions.controller';
import { StoredKeys } from '../idempotency/stored-keys';

/** What every write on one redemption can be refused with. */
const WRITE_PROBLEMS = [
  'validation_failed',
  'invalid_json',
  'key_not_allowed',
  'not_found',
  'invalid_state',
  'version_conflict',
  'idempotency_key_reused',
  'idempotency_key_in_use',
  'outcome_unknown',
  'too_many_concurrent_writes',
  'provider_not_configured',
] as const;

@ApiTags('Redemptions')
@SecretOnly()
@Controller(REDEMPTION_PATHS)
export class RedemptionActionsController {
  constructor(
    private readonly services: Services,
    private readonly answers: RedemptionResponses,
    private readonly tries: PinLimit,
    private readonly stored: StoredKeys,
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
  async reserve(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const options = readAction(request, 'reserve', id);
    const reserve = () => reserveRedemption(this.services, id, options, caller);
    const done = await this.stored.during(caller, options.idempotency, () =>
      this.tries.present(request, caller, id, options.idempotency, reserve),
    );
    return this.answers.changed(done, caller, reply);
  }

  @Post(':id/capture')
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
    'capture_exceeds_reserved',
    'partial_not_supported',
    'overloaded',
    'too_many_pin_attempts',
  )
  async capture(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const command = readCapture(request, id);
    const capture = () => captureRedemption(this.services, id, command, caller);
    const done = await this.stored.during(caller, command.idempotency, () =>
      this.tries.present(request, caller, id, command.idempotency, capture),
    );
    return this.answers.captured(done, caller, reply);
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'confirmRedemption',
    summary: 'Take the value of a reserved voucher',
    description: 'Another name of `capture`: the same call, with the same idempotency keys.',
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
    'capture_exceeds_reserved',
    'partial_not_supported',
    'overloaded',
    'too_many_pin_attempts',
  )
  confirm(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.capture(request, id, caller, reply);
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
  @MayFailWith(...WRITE_PROBLEMS)
  async cancel(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const options = readAction(request, 'cancel', id);
    const cancel = () => cancelRedemption(this.services, id, options, caller);
    const done = await this.stored.during(caller, options.idempotency, cancel);
    return this.answers.changed(done, caller, reply);
  }

  @Post(':id/reverse')
  @ApiOperation({
    operationId: 'reverseRedemption',
    summary: 'Give value back',
    description:
      'All that is left, or a part. On the original voucher where that is possible, as a new voucher otherwise. Needs an idempotency key or `If-Match`.',
  })
  @ApiBody({ type: ReverseDto })
  @GuardedWrite()
  @Responds(ReversalDto, {
    status: 201,
    description: 'The reversal, whatever became of it: read `status`.',
    replayable: true,
  })
  @RespondsWhileOpen(ReversalDto, false)
  @MayFailWith(...WRITE_PROBLEMS, 'reversal_exceeds_redeemed', 'reversal_not_supported', 'idempotency_required')
  async reverse(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const command = readReverse(request, id);
    const reverse = () => reverseRedemption(this.services, id, command, caller);
    const done = await this.stored.during(caller, command.idempotency, reverse);
    return this.answers.reversed(done, reply);
  }
}
