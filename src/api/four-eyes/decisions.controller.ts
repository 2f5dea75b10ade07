// The decision on a proposal: by people alone, and nobody for himself.
import { Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import { RecordsAct } from '../audit/records-act';
import { MayFailWith, ONE_VERSION, Responds, RespondsWhileOpen } from '../openapi/decorators';
import { CallerOf, UserOnly } from '../request/caller';
import { FourEyesRequests } from './four-eyes-requests';
import { ProposalId } from './proposals.controller';
import { RejectDto } from './request.dto';
import { ApprovedProposalDto, ProposalDto } from './response.dto';

const NeedsIfMatch = () =>
  ApiHeader({
    name: 'If-Match',
    required: true,
    description: 'The `version` of the redemption that you decided on.',
    schema: ONE_VERSION,
  });

/** What every decision may be refused with. */
const DECISION_PROBLEMS = [
  'validation_failed',
  'pin_in_text',
  'key_not_allowed',
  'permission_missing',
  'step_up_required',
  'not_found',
  'proposal_decided',
  'proposal_lapsed',
  'version_conflict',
  'if_match_required',
  'too_many_pin_attempts',
  'too_many_concurrent_writes',
] as const;

/** A key decides nothing. */
@ApiTags('Console')
@Controller('v1/reversal_proposals')
export class DecisionsController {
  constructor(private readonly requests: FourEyesRequests) {}

  @Post(':id/approve')
  @UserOnly('reversals.decide')
  @RecordsAct('proposal_approved', 'reversal_proposal', ['redemption_id', 'amount', 'reversal_id'])
  @ApiOperation({
    operationId: 'approveReversalProposal',
    summary: 'Approve what somebody else asked to give back',
    description:
      'Begins the reversal in the same write. People alone, and nobody for himself. It takes no key: a repeat by the same person finds the reversal that it began.',
  })
  @ProposalId()
  @NeedsIfMatch()
  @Responds(ApprovedProposalDto, {
    status: 201,
    description: 'The proposal with its reversal, whatever became of it: read `reversal.status`.',
    versioned: true,
    replayable: true,
  })
  @RespondsWhileOpen(ApprovedProposalDto)
  @MayFailWith(
    ...DECISION_PROBLEMS,
    'own_proposal',
    'invalid_state',
    'outcome_unknown',
    'awaiting_statement',
    'reversal_exceeds_redeemed',
    'too_many_reversals',
    'reversal_not_supported',
    'provider_not_configured',
    'key_unknown',
  )
  approve(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.requests.approve(id, request, caller, reply);
  }

  @Post(':id/reject')
  @UserOnly('reversals.decide')
  @RecordsAct('proposal_rejected', 'reversal_proposal', ['redemption_id', 'amount'])
  @HttpCode(200)
  @ApiOperation({
    operationId: 'rejectReversalProposal',
    summary: 'Reject a proposal',
    description: 'What it set aside is free again. People alone.',
  })
  @ProposalId()
  @NeedsIfMatch()
  @ApiBody({ type: RejectDto })
  @Responds(ProposalDto, { status: 200, description: 'The proposal, rejected.', versioned: true })
  @MayFailWith(...DECISION_PROBLEMS)
  reject(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.requests.reject(id, request, caller, reply);
  }
}
