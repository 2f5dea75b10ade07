// Proposals over all redemptions: what waits for a second person, and the decision.
import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import { PROPOSAL_STATUSES } from '../../core/redemption/people/proposal';
import { RecordsAct } from '../audit/records-act';
import { DescribesPage } from '../lists/decorators';
import { MayFailWith, ONE_VERSION, Responds, RespondsWhileOpen } from '../openapi/decorators';
import { CallerOf, SecretOnly, UserOnly, UsersWith } from '../request/caller';
import { FourEyesRequests } from './four-eyes-requests';
import { RejectDto } from './request.dto';
import { ApprovedProposalDto, ProposalDto, ProposalListDto } from './response.dto';

const ProposalId = () =>
  ApiParam({
    name: 'id',
    schema: { type: 'string', pattern: '^rpr_[0-9a-f]{24}$' },
    example: 'rpr_6740aa51c2f9d1e0b7a3c455',
  });

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
  'too_many_concurrent_writes',
] as const;

/** Secret keys and people read; people alone decide. */
@SecretOnly()
@Controller('v1/reversal_proposals')
export class ProposalsController {
  constructor(private readonly requests: FourEyesRequests) {}

  @Get()
  @ApiTags('Four eyes')
  @UsersWith('records.read')
  @ApiOperation({
    operationId: 'listReversalProposals',
    summary: 'List proposals',
    description:
      'Newest first by redemption; several of one redemption stand together. With `status=waiting` by the one of each redemption that has waited longest.',
  })
  @ApiQuery({ name: 'status', required: false, enum: PROPOSAL_STATUSES })
  @DescribesPage()
  @Responds(ProposalListDto, { status: 200, description: 'One page.' })
  @MayFailWith('validation_failed', 'key_not_allowed', 'permission_missing')
  list(@Query() query: Readonly<Record<string, unknown>>, @CallerOf() caller: Caller) {
    return this.requests.list(query, caller);
  }

  @Get(':id')
  @ApiTags('Four eyes')
  @UsersWith('records.read')
  @ApiOperation({ operationId: 'getReversalProposal', summary: 'Read a proposal' })
  @ProposalId()
  @Responds(ProposalDto, { status: 200, description: 'The proposal as it is now.', versioned: true })
  @MayFailWith('validation_failed', 'key_not_allowed', 'permission_missing', 'not_found')
  get(@Param('id') id: string, @CallerOf() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.requests.find(id, caller, reply);
  }

  @Post(':id/approve')
  @UserOnly('reversals.decide')
  @RecordsAct('proposal_approved', 'reversal_proposal', ['redemption_id', 'amount', 'reversal_id'])
  @ApiTags('Console')
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
  @ApiTags('Console')
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
