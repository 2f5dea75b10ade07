// The catalog of a program.
import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../../core/accounts/caller';
import { REWARD_STATUSES } from '../../../core/points/records/reward';
import { StoredAnswerPost } from '../../idempotency/idempotency.interceptor';
import { textOf } from '../../input/told';
import { MayFailWith, Responds } from '../../openapi/decorators';
import { CallerOf, SecretOnly } from '../../request/caller';
import * as EXAMPLES from '../examples';
import { DescribesPointsPage } from '../lists';
import { NoVersions } from '../no-versions';
import { CatalogRequests } from './catalog-requests';
import { CreateRewardDto, RewardDto, RewardListDto, UpdateRewardDto } from './dto';

/** `/v1/programs/{programId}/rewards`. Secret keys only. */
@ApiTags('Points: catalog')
@SecretOnly()
@NoVersions()
@Controller('v1/programs/:programId/rewards')
export class RewardsController {
  constructor(private readonly requests: CatalogRequests) {}

  @Post()
  @StoredAnswerPost()
  @ApiOperation({ operationId: 'createReward', summary: 'Add a reward to the catalog' })
  @ApiBody({ type: CreateRewardDto, examples: EXAMPLES.CREATE_REWARD })
  @Responds(RewardDto, { status: 201, description: 'The reward.', replayable: true })
  @MayFailWith(
    'validation_failed',
    'invalid_scale',
    'not_found',
    'name_taken',
    'asset_not_linked',
    'key_not_allowed',
    'idempotency_key_reused',
    'idempotency_key_in_use',
  )
  create(@Param('programId') programId: string, @Body() body: unknown, @CallerOf() caller: Caller) {
    return this.requests.create(programId, body, caller);
  }

  @Get()
  @DescribesPointsPage()
  @ApiQuery({ name: 'include_archived', required: false, enum: ['true', 'false'] })
  @ApiQuery({ name: 'status', required: false, enum: REWARD_STATUSES })
  @ApiQuery({ name: 'search', required: false, schema: textOf(255), description: 'Part of the name.' })
  @ApiQuery({ name: 'sort_by', required: false, enum: ['created_at', 'name'] })
  @ApiQuery({ name: 'sort_dir', required: false, enum: ['asc', 'desc'] })
  @ApiOperation({ operationId: 'listRewards', summary: 'List the catalog' })
  @ApiOkResponse({ type: RewardListDto, description: 'A page of rewards.' })
  @MayFailWith('validation_failed', 'not_found', 'key_not_allowed')
  list(
    @Param('programId') programId: string,
    @Query() query: Readonly<Record<string, unknown>>,
    @CallerOf() caller: Caller,
  ) {
    return this.requests.list(programId, query, caller);
  }

  @Get(':rewardId')
  @ApiOperation({ operationId: 'getReward', summary: 'Read a reward' })
  @ApiOkResponse({ type: RewardDto, description: 'The reward.' })
  @MayFailWith('validation_failed', 'not_found', 'key_not_allowed')
  get(@Param('programId') programId: string, @Param('rewardId') rewardId: string, @CallerOf() caller: Caller) {
    return this.requests.find(programId, rewardId, caller);
  }

  @Patch(':rewardId')
  @ApiOperation({
    operationId: 'updateReward',
    summary: 'Change a reward',
    description: 'Redemptions keep the price they were made at.',
  })
  @ApiBody({ type: UpdateRewardDto, examples: EXAMPLES.UPDATE_REWARD })
  @ApiOkResponse({ type: RewardDto, description: 'The reward as it is now.' })
  @MayFailWith(
    'validation_failed',
    'invalid_scale',
    'not_found',
    'name_taken',
    'key_not_allowed',
    'too_many_concurrent_writes',
  )
  update(
    @Param('programId') programId: string,
    @Param('rewardId') rewardId: string,
    @Body() body: unknown,
    @CallerOf() caller: Caller,
  ) {
    return this.requests.update(programId, rewardId, body, caller);
  }
}
