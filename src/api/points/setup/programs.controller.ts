// Programs, the assets they use, and ledger entities.
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../../core/accounts/caller';
import { StoredAnswerPost } from '../../idempotency/idempotency.interceptor';
import { MayFailWith, Responds } from '../../openapi/decorators';
import { CallerOf, SecretOnly } from '../../request/caller';
import * as EXAMPLES from '../examples';
import { DescribesPointsPage } from '../lists';
import { NoVersions } from '../no-versions';
import { CashRateChangeDto, CreateEntityDto, CreateProgramDto, LinkAssetDto, UpdateProgramDto } from './dto';
import { LedgerEntityDto, LedgerEntityListDto, ProgramDto, ProgramListDto } from './response.dto';
import { SetupRequests } from './setup-requests';

type Filters = Readonly<Record<string, unknown>>;

/** `/v1/programs`. Secret keys only. */
@ApiTags('Points: setting up')
@SecretOnly()
@NoVersions()
@Controller('v1/programs')
export class ProgramsController {
  constructor(private readonly requests: SetupRequests) {}

  @Post()
  @StoredAnswerPost()
  @ApiOperation({ operationId: 'createProgram', summary: 'Make a program' })
  @ApiBody({ type: CreateProgramDto, examples: EXAMPLES.CREATE_PROGRAM })
  @Responds(ProgramDto, { status: 201, description: 'The program.', replayable: true })
  @MayFailWith('validation_failed', 'not_found', 'key_not_allowed', 'idempotency_key_reused', 'idempotency_key_in_use')
  create(@Body() body: unknown, @CallerOf() caller: Caller) {
    return this.requests.createProgram(body, caller);
  }

  @Get()
  @DescribesPointsPage()
  @ApiQuery({ name: 'include_archived', required: false, enum: ['true', 'false'] })
  @ApiOperation({ operationId: 'listPrograms', summary: 'List programs', description: 'Newest first.' })
  @ApiOkResponse({ type: ProgramListDto, description: 'A page of programs.' })
  @MayFailWith('validation_failed', 'key_not_allowed')
  list(@Query() query: Filters, @CallerOf() caller: Caller) {
    return this.requests.listPrograms(query, caller);
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getProgram', summary: 'Read a program' })
  @ApiOkResponse({ type: ProgramDto, description: 'The program.' })
  @MayFailWith('validation_failed', 'not_found', 'key_not_allowed')
  get(@Param('id') id: string, @CallerOf() caller: Caller) {
    return this.requests.findProgram(id, caller);
  }

  @Patch(':id')
  @ApiOperation({
    operationId: 'updateProgram',
    summary: 'Change a program',
    description: 'Its redemptions keep the target they were made with.',
  })
  @ApiBody({ type: UpdateProgramDto, examples: EXAMPLES.UPDATE_PROGRAM })
  @ApiOkResponse({ type: ProgramDto, description: 'The program as it is now.' })
  @MayFailWith('validation_failed', 'not_found', 'key_not_allowed', 'too_many_concurrent_writes')
  update(@Param('id') id: string, @Body() body: unknown, @CallerOf() caller: Caller) {
    return this.requests.updateProgram(id, body, caller);
  }

  @Post(':id/assets')
  @StoredAnswerPost()
  @ApiOperation({ operationId: 'linkAsset', summary: 'Link an asset to a program' })
  @ApiBody({ type: LinkAssetDto, examples: EXAMPLES.LINK_ASSET })
  @Responds(ProgramDto, { status: 201, description: 'The program as it is now.', replayable: true })
  @MayFailWith(
    'validation_failed',
    'not_found',
    'already_linked',
    'too_many_links',
    'invalid_scale',
    'key_not_allowed',
    'idempotency_key_reused',
    'idempotency_key_in_use',
  )
  link(@Param('id') id: string, @Body() body: unknown, @CallerOf() caller: Caller) {
    return this.requests.linkAsset(id, body, caller);
  }

  @Patch(':id/assets/:assetId')
  @ApiOperation({ operationId: 'updateLinkedAsset', summary: 'Say what a linked asset is worth at a till' })
  @ApiBody({ type: CashRateChangeDto, examples: EXAMPLES.CASH_RATE_CHANGE })
  @ApiOkResponse({ type: ProgramDto, description: 'The program as it is now.' })
  @MayFailWith('validation_failed', 'not_found', 'asset_not_linked', 'invalid_scale', 'key_not_allowed')
  rate(@Param('id') id: string, @Param('assetId') assetId: string, @Body() body: unknown, @CallerOf() caller: Caller) {
    return this.requests.setCashRate(id, assetId, body, caller);
  }
}

/** `/v1/ledger-entities`: counter accounts that a merchant names. Secret keys only. */
@ApiTags('Points: setting up')
@SecretOnly()
@NoVersions()
@Controller('v1/ledger-entities')
export class LedgerEntitiesController {
  constructor(private readonly requests: SetupRequests) {}

  @Post()
  @HttpCode(201)
  @StoredAnswerPost()
  @ApiOperation({ operationId: 'createLedgerEntity', summary: 'Name a counter account' })
  @ApiBody({ type: CreateEntityDto, examples: EXAMPLES.CREATE_ENTITY })
  @Responds(LedgerEntityDto, { status: 201, description: 'The ledger entity.', replayable: true })
  @MayFailWith('validation_failed', 'name_taken', 'key_not_allowed', 'idempotency_key_reused', 'idempotency_key_in_use')
  create(@Body() body: unknown, @CallerOf() caller: Caller) {
    return this.requests.createEntity(body, caller);
  }

  @Get()
  @DescribesPointsPage()
  @ApiOperation({ operationId: 'listLedgerEntities', summary: 'List ledger entities', description: 'Newest first.' })
  @ApiOkResponse({ type: LedgerEntityListDto, description: 'A page of ledger entities.' })
  @MayFailWith('validation_failed', 'key_not_allowed')
  list(@Query() query: Filters, @CallerOf() caller: Caller) {
    return this.requests.listEntities(query, caller);
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getLedgerEntity', summary: 'Read a ledger entity' })
  @ApiOkResponse({ type: LedgerEntityDto, description: 'The ledger entity.' })
  @MayFailWith('validation_failed', 'not_found', 'key_not_allowed')
  get(@Param('id') id: string, @CallerOf() caller: Caller) {
    return this.requests.findEntity(id, caller);
  }
}
