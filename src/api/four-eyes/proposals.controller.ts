// Proposals over all redemptions: what waits for a second person, and what was decided.
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import { PROPOSAL_STATUSES } from '../../core/redemption/people/proposal';
import { DescribesPage } from '../lists/decorators';
import { MayFailWith, Responds } from '../openapi/decorators';
import { CallerOf, SecretOnly, UsersWith } from '../request/caller';
import { FourEyesRequests } from './four-eyes-requests';
import { ProposalDto, ProposalListDto } from './response.dto';

export const ProposalId = () =>
  ApiParam({
    name: 'id',
    schema: { type: 'string', pattern: '^rpr_[0-9a-f]{24}$' },
    example: 'rpr_6740aa51c2f9d1e0b7a3c455',
  });

/** For secret keys and people. */
@ApiTags('Four eyes')
@SecretOnly()
@Controller('v1/reversal_proposals')
export class ProposalsController {
  constructor(private readonly requests: FourEyesRequests) {}

  @Get()
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
  @UsersWith('records.read')
  @ApiOperation({ operationId: 'getReversalProposal', summary: 'Read a proposal' })
  @ProposalId()
  @Responds(ProposalDto, { status: 200, description: 'The proposal as it is now.', versioned: true })
  @MayFailWith('validation_failed', 'key_not_allowed', 'permission_missing', 'not_found')
  get(@Param('id') id: string, @CallerOf() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.requests.find(id, caller, reply);
  }
}
