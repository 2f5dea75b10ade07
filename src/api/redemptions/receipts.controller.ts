// Receipts: that the outcome of a redemption reached the customer.
import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import { REPEATED, StoredAnswerPost } from '../idempotency/idempotency.interceptor';
import { MayFailWith, RedemptionId, Responds, ServesTerminals, TakesIfMatch } from '../openapi/decorators';
import { CallerOf, SecretOrTerminal } from '../request/caller';
import { AcknowledgeDto, ReceiptDto } from './receipt.dto';
import { RedemptionRequests } from './redemption-requests';
import { REDEMPTION_PATHS } from './redemptions.controller';

/** `POST /v1/redemptions/:id/acknowledge`, for secret keys and terminals. */
@ApiTags('Redemptions')
@Controller(REDEMPTION_PATHS)
export class ReceiptsController {
  constructor(private readonly requests: RedemptionRequests) {}

  @Post(':id/acknowledge')
  @SecretOrTerminal()
  @HttpCode(200)
  @StoredAnswerPost()
  @ServesTerminals()
  @ApiOperation({
    operationId: 'acknowledgeRedemption',
    summary: 'Say that a receipt was given',
    description:
      'Writes into the timeline that the outcome was shown or printed, so that a till which lost its power finds what it still has to show. Neither the status nor the version moves. Each call is one more receipt, but for a repeat with its key: `copy` says which of its kind.',
  })
  @RedemptionId()
  @TakesIfMatch()
  @ApiBody({ type: AcknowledgeDto })
  @Responds(ReceiptDto, { status: 200, description: 'The receipt.', replayable: true })
  @MayFailWith(
    'validation_failed',
    'pin_in_text',
    'invalid_json',
    'key_not_allowed',
    'not_found',
    'version_conflict',
    'outcome_unknown',
    'too_many_receipts',
    'too_many_pin_attempts',
    'too_many_concurrent_writes',
    ...REPEATED,
  )
  acknowledge(@Param('id') id: string, @Req() request: FastifyRequest, @CallerOf() caller: Caller) {
    return this.requests.acknowledge(id, request, caller);
  }
}
