// Redemptions: create, read, list, update. Thin: reading requests, deciding and answering are elsewhere.
import { Controller, Get, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import { Providers } from '../../core/providers/gate';
import { publicTimeline } from '../../core/redemption/present';
import { requireVisible } from '../../core/use-cases/access';
import { createRedemption } from '../../core/use-cases/create';
import { Services } from '../../core/use-cases/services';
import { updateRedemption } from '../../core/use-cases/update';
import { StoredKeys } from '../idempotency/stored-keys';
import { PinLimit } from '../limits/pin-limit';
import { DescribesFilters } from '../lists/filters-description';
import { pageOf } from '../lists/pagination';
import {
  Responds,
  RespondsWhileOpen,
  MayFailWith,
  RedemptionId,
  TakesIdempotencyKey,
  TakesIfMatch,
} from '../openapi/decorators';
import { CallerOf, SecretOnly } from '../request/caller';
import { publicType, wholeList } from '../vouchers/types';
import { VoucherTypeListDto } from '../vouchers/types.dto';
import { RedemptionDto } from './response.dto';
import { RedemptionResponses } from './responses';
import { CREATE_EXAMPLES } from './examples';
import { readListQuery, REDEMPTIONS } from './list-query';
import { RedemptionListDto, ReversalListDto } from './lists.dto';
import { readFresh } from './read-fresh';
import { CreateDto, UpdateDto } from './request.dto';
import { readCreate, readId, readUpdate } from './requests';
import { TimelineDto } from './timeline.dto';

/** One set of handlers, three addresses: the first is the one to use, the others are kept for older clients. */
export const REDEMPTION_PATHS = ['v1/redemptions', 'collect/redemptions', 'v1/collect/redemptions'];

@ApiTags('Redemptions')
@Controller(REDEMPTION_PATHS)
export class RedemptionsController {
  constructor(
    private readonly services: Services,
    private readonly providers: Providers,
    private readonly answers: RedemptionResponses,
    private readonly tries: PinLimit,
    private readonly stored: StoredKeys,
  ) {}

  @Post()
  @ApiOperation({
    operationId: 'createRedemption',
    summary: 'Redeem a voucher',
    description:
      'Takes the value in this one call (`capture_method: automatic`), reserves the voucher (`manual`), or only records it (`confirm: false`). Answers 201 whatever became of it: read `outcome`.',
  })
  @ApiBody({ type: CreateDto, examples: CREATE_EXAMPLES })
  @TakesIdempotencyKey()
  @Responds(RedemptionDto, {
    status: 201,
    description: 'The redemption, whatever its outcome.',
    versioned: true,
    replayable: true,
  })
  @RespondsWhileOpen(RedemptionDto)
  @MayFailWith(
    'validation_failed',
    'invalid_json',
    'voucher_in_use',
    'idempotency_key_reused',
    'idempotency_key_in_use',
    'unknown_type',
    'unsupported_currency',
    'provider_not_configured',
    'too_many_pin_attempts',
    'overloaded',
  )
  async create(
    @Req() request: FastifyRequest,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const command = readCreate(request, caller, this.providers);
    const redeem = () => createRedemption(this.services, command, caller);
    const done = await this.stored.during(caller, command.idempotency, () =>
      this.tries.create(request, caller, command, redeem),
    );
    return this.answers.created(done, caller, reply);
  }

  @Get()
  @SecretOnly()
  @ApiOperation({
    operationId: 'listRedemptions',
    summary: 'List redemptions',
    description: 'Newest first, stable while rows are added. PINs are masked.',
  })
  @DescribesFilters()
  @Responds(RedemptionListDto, { status: 200, description: 'One page.' })
  @MayFailWith('validation_failed', 'key_not_allowed')
  async list(@Query() query: Record<string, unknown>, @CallerOf() caller: Caller) {
    const asked = readListQuery(query, caller, this.providers);
    const rows = await this.services.store.redemptions.list({ ...asked, limit: asked.limit + 1 });
    return pageOf(REDEMPTIONS, rows, asked.limit, (row) => this.answers.listed(row, caller));
  }

  @Get('types')
  @ApiOperation({
    operationId: 'listVoucherTypes',
    summary: 'List voucher types',
    description: 'What each type can do and which fields its `source` has, as set up for the mode of the key.',
  })
  @Responds(VoucherTypeListDto, { status: 200, description: 'Every type.' })
  types(@CallerOf() caller: Caller) {
    return wholeList(this.providers.list(caller.livemode).map(publicType));
  }

  @Get(':id')
  @ApiOperation({
    operationId: 'getRedemption',
    summary: 'Read a redemption',
    description:
      'While the outcome is `checking`, reading asks the provider as soon as a question is due. Shows the full change PIN, so that it survives a lost reply.',
  })
  @RedemptionId()
  @Responds(RedemptionDto, { status: 200, description: 'The redemption as it is now.', versioned: true })
  @MayFailWith('validation_failed', 'not_found')
  async find(@Param('id') id: string, @CallerOf() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply) {
    const found = await this.services.store.redemptions.find(readId(id));
    const redemption = await readFresh(this.services, requireVisible(found, id, caller), caller);
    return this.answers.read(redemption, caller, reply);
  }

  @Patch(':id')
  @SecretOnly()
  @ApiOperation({
    operationId: 'updateRedemption',
    summary: 'Change metadata or external reference',
    description: 'Changes what you wrote on a redemption, never its state or its money. The version stays.',
  })
  @RedemptionId()
  @TakesIfMatch()
  @ApiBody({ type: UpdateDto })
  @Responds(RedemptionDto, { status: 200, description: 'The redemption, changed.', versioned: true })
  @MayFailWith(
    'validation_failed',
    'invalid_json',
    'key_not_allowed',
    'not_found',
    'version_conflict',
    'too_many_concurrent_writes',
  )
  async update(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const redemption = await updateRedemption(this.services, id, readUpdate(request, id), caller);
    return this.answers.updated(redemption, caller, reply);
  }

  @Get(':id/reversals')
  @SecretOnly()
  @ApiOperation({
    operationId: 'listReversals',
    summary: 'List the reversals of a redemption',
    description: 'Oldest first, all of them. Shows full refund PINs.',
  })
  @RedemptionId()
  @Responds(ReversalListDto, { status: 200, description: 'Every reversal.' })
  @MayFailWith('validation_failed', 'key_not_allowed', 'not_found')
  async reversals(@Param('id') id: string, @CallerOf() caller: Caller) {
    const found = await this.services.store.redemptions.find(readId(id));
    const redemption = await readFresh(this.services, requireVisible(found, id, caller), caller);
    return wholeList(this.answers.reversals(redemption));
  }

  @Get(':id/timeline')
  @SecretOnly()
  @ApiOperation({
    operationId: 'getTimeline',
    summary: 'Read the timeline of a redemption',
    description: 'Every fact in order: what, who, when, and in which request.',
  })
  @RedemptionId()
  @Responds(TimelineDto, { status: 200, description: 'Every fact, oldest first.' })
  @MayFailWith('validation_failed', 'key_not_allowed', 'not_found')
  async timeline(@Param('id') id: string, @CallerOf() caller: Caller) {
    const found = await this.services.store.redemptions.find(readId(id));
    return wholeList(publicTimeline(requireVisible(found, id, caller)));
  }
}
