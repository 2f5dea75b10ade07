// Assets: what is counted.
import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../../core/accounts/caller';
import { StoredAnswerPost } from '../../idempotency/idempotency.interceptor';
import { MayFailWith, Responds } from '../../openapi/decorators';
import { CallerOf, SecretOnly } from '../../request/caller';
import * as EXAMPLES from '../examples';
import { DescribesPointsPage } from '../lists';
import { NoVersions } from '../no-versions';
import { CreateAssetDto, UpdateAssetDto } from './dto';
import { AssetDto, AssetListDto } from './response.dto';
import { SetupRequests } from './setup-requests';

/** `/v1/assets`. Secret keys only. */
@ApiTags('Points: setting up')
@SecretOnly()
@NoVersions()
@Controller('v1/assets')
export class AssetsController {
  constructor(private readonly requests: SetupRequests) {}

  @Post()
  @StoredAnswerPost()
  @ApiOperation({
    operationId: 'createAsset',
    summary: 'Make an asset',
    description: 'Mode, policy and scale never change.',
  })
  @ApiBody({ type: CreateAssetDto, examples: EXAMPLES.CREATE_ASSET })
  @Responds(AssetDto, { status: 201, description: 'The asset.', replayable: true })
  @MayFailWith(
    'validation_failed',
    'not_found',
    'name_taken',
    'too_many_links',
    'invalid_scale',
    'key_not_allowed',
    'idempotency_key_reused',
    'idempotency_key_in_use',
  )
  create(@Body() body: unknown, @CallerOf() caller: Caller) {
    return this.requests.createAsset(body, caller);
  }

  @Get()
  @DescribesPointsPage()
  @ApiOperation({ operationId: 'listAssets', summary: 'List assets', description: 'Newest first.' })
  @ApiOkResponse({ type: AssetListDto, description: 'A page of assets.' })
  @MayFailWith('validation_failed', 'key_not_allowed')
  list(@Query() query: Readonly<Record<string, unknown>>, @CallerOf() caller: Caller) {
    return this.requests.listAssets(query, caller);
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getAsset', summary: 'Read an asset' })
  @ApiOkResponse({ type: AssetDto, description: 'The asset.' })
  @MayFailWith('validation_failed', 'not_found', 'key_not_allowed')
  get(@Param('id') id: string, @CallerOf() caller: Caller) {
    return this.requests.findAsset(id, caller);
  }

  @Patch(':id')
  @ApiOperation({ operationId: 'updateAsset', summary: 'Change an asset' })
  @ApiBody({ type: UpdateAssetDto, examples: EXAMPLES.UPDATE_ASSET })
  @ApiOkResponse({ type: AssetDto, description: 'The asset as it is now.' })
  @MayFailWith('validation_failed', 'not_found', 'invalid_scale', 'key_not_allowed', 'too_many_concurrent_writes')
  update(@Param('id') id: string, @Body() body: unknown, @CallerOf() caller: Caller) {
    return this.requests.updateAsset(id, body, caller);
  }
}
