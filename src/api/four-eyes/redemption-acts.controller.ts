// What people do about one redemption that takes more than a right: ask for a reversal, see its terms, look at a PIN.
import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import { RecordsAct } from '../audit/records-act';
import { GuardedWrite, MayFailWith, RedemptionId, Responds, TakesIfMatch } from '../openapi/decorators';
import { REDEMPTION_PATHS } from '../redemptions/redemptions.controller';
import { ReverseDto } from '../redemptions/request.dto';
import { CallerOf, SecretOnly, UsersWith } from '../request/caller';
import { FourEyesRequests } from './four-eyes-requests';
import { RevealDto } from './request.dto';
import { ProposalDto, RevealedPinDto, TermsDto } from './response.dto';

/** Three routes below `/v1/redemptions/:id`, for secret keys and for people who hold the right. */
@ApiTags('Four eyes')
@SecretOnly()
@Controller(REDEMPTION_PATHS)
export class RedemptionActsController {
  constructor(private readonly requests: FourEyesRequests) {}

  @Post(':id/reversal_proposals')
  @UsersWith('reversals.create')
  @ApiOperation({
    operationId: 'proposeReversal',
    summary: 'Ask to give value back',
    description:
      'For another person to approve within 24 hours. Takes the looks that a reversal takes, and sets the amount aside; nothing is sent. Neither the status nor the version moves. A person is refused what he asked for already, to the cent, for as long as that waits.',
  })
  @GuardedWrite()
  @ApiBody({ type: ReverseDto })
  @Responds(ProposalDto, { status: 201, description: 'The proposal.', versioned: true, replayable: true })
  @MayFailWith(
    'validation_failed',
    'pin_in_text',
    'invalid_json',
    'key_not_allowed',
    'permission_missing',
    'not_found',
    'invalid_state',
    'outcome_unknown',
    'awaiting_statement',
    'proposal_waiting',
    'version_conflict',
    'idempotency_key_reused',
    'idempotency_key_in_use',
    'idempotency_key_burnt',
    'reversal_exceeds_redeemed',
    'reversal_not_supported',
    'too_many_reversals',
    'too_many_proposals',
    'too_many_pin_attempts',
    'too_many_concurrent_writes',
    'provider_not_configured',
    'key_unknown',
  )
  propose(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.requests.propose(id, request, caller, reply);
  }

  @Get(':id/reversal_terms')
  @UsersWith('records.read')
  @ApiOperation({
    operationId: 'getReversalTerms',
    summary: 'See what a reversal would be like',
    description: 'What is left, how it would come back, and how much of it the caller may give back alone.',
  })
  @RedemptionId()
  @Responds(TermsDto, { status: 200, description: 'The terms of this moment.', versioned: true })
  @MayFailWith(
    'validation_failed',
    'pin_in_text',
    'key_not_allowed',
    'permission_missing',
    'not_found',
    'too_many_pin_attempts',
  )
  terms(@Param('id') id: string, @CallerOf() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.requests.terms(id, caller, reply);
  }

  @Post(':id/reveal')
  @UsersWith('vouchers.reveal')
  @RecordsAct('pin_revealed', 'redemption', ['voucher', 'reversal_id'])
  @HttpCode(200)
  @ApiOperation({
    operationId: 'revealPin',
    summary: 'Look at the PIN of an issued voucher',
    description:
      'Of the change, or of a refund. Who looked and why stands in the timeline before the PIN leaves. One person may look at ten in 24 hours. The answer is kept nowhere: it takes no idempotency key, and a repeat is one more look.',
  })
  @RedemptionId()
  @TakesIfMatch()
  @ApiBody({ type: RevealDto })
  @Responds(RevealedPinDto, { status: 200, description: 'The PIN, in this answer alone.' })
  @MayFailWith(
    'validation_failed',
    'pin_in_text',
    'invalid_json',
    'key_not_allowed',
    'permission_missing',
    'step_up_required',
    'not_found',
    'version_conflict',
    'pin_erased',
    'too_many_reveals',
    'too_many_pin_attempts',
    'too_many_concurrent_writes',
    'key_unknown',
  )
  reveal(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.requests.reveal(id, request, caller, reply);
  }
}
