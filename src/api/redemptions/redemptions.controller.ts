// The routes of redemptions: create, read, list, update. What happens to a request is in redemption-requests.ts.
import { Controller, Get, HttpCode, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import { VISIBLE_WITHIN } from '../lists/decorators';
import { DescribesFilters } from './lists/filters-description';
import {
  Responds,
  RespondsWhileOpen,
  MayFailWith,
  EitherRedemptionId,
  RedemptionId,
  RespondsAlsoCsv,
  RespondsEither,
  NeedsIdempotencyKey,
  ServesTerminals,
  TakesIdempotencyKey,
  TakesIfMatch,
} from '../openapi/decorators';
import { DescribesPointsPage } from '../points/lists';
import { PointsRedemptionDto, PointsReversalListDto } from '../points/redemptions/dto';
import { AnyKey, CallerOf, SecretOnly, SecretOrTerminal, UsersWith } from '../request/caller';
import { VoucherTypeListDto } from '../vouchers/types.dto';
import { RedemptionDto } from './response.dto';
import { CREATE_EXAMPLES } from './examples';
import { RedemptionById } from './redemption-by-id';
import { RedemptionRequests } from './redemption-requests';
import { RedemptionListDto, ReversalListDto } from './lists/lists.dto';
import { CreateDto, EmptyDto, UpdateDto } from './request.dto';
import { TimelineDto } from './timeline.dto';

/** One set of handlers, three addresses: the first is the one to use, the others are kept for older clients. */
export const REDEMPTION_PATHS = ['v1/redemptions', 'collect/redemptions', 'v1/collect/redemptions'];

/** Create and read with every key; recover and list with secret keys and terminals; update, reversals and timeline with secret keys. */
@ApiTags('Redemptions')
@Controller(REDEMPTION_PATHS)
export class RedemptionsController {
  constructor(
    private readonly requests: RedemptionRequests,
    private readonly byId: RedemptionById,
  ) {}

  @Post()
  @AnyKey()
  @ServesTerminals()
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
    'pin_in_text',
    'key_not_allowed',
    'invalid_json',
    'voucher_in_use',
    'idempotency_key_reused',
    'idempotency_key_in_use',
    'idempotency_key_burnt',
    'unknown_type',
    'unsupported_currency',
    'provider_not_configured',
    'too_many_pin_attempts',
    'too_many_drafts',
    'overloaded',
    'key_unknown',
  )
  create(@Req() request: FastifyRequest, @CallerOf() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.requests.create(request, caller, reply);
  }

  @Post('recover')
  @SecretOrTerminal()
  @ServesTerminals()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'recoverRedemption',
    summary: 'Find out what became of an attempt',
    description:
      'For a client that has lost its answer and no longer has the PIN, so that it cannot repeat its request: it sends the idempotency key alone. Answers with the redemption as it is now, or 404 `not_received`. That is true for good: the key is burnt in the same step, and a request that arrives later with it is refused with 409 `idempotency_key_burnt` and takes nothing. Where the books were restored from a backup nobody can say so before a statement was read: 409 `awaiting_statement`.',
  })
  @ApiBody({ type: EmptyDto, required: false })
  @NeedsIdempotencyKey()
  @Responds(RedemptionDto, { status: 200, description: 'The redemption, as it is now.', versioned: true })
  @MayFailWith(
    'validation_failed',
    'pin_in_text',
    'invalid_json',
    'key_not_allowed',
    'not_received',
    'awaiting_statement',
    'too_many_pin_attempts',
    'idempotency_key_in_use',
    'key_unknown',
  )
  recover(@Req() request: FastifyRequest, @CallerOf() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.requests.recover(request, caller, reply);
  }

  @Get()
  @UsersWith('records.read')
  @SecretOrTerminal()
  @ServesTerminals()
  @ApiOperation({
    operationId: 'listRedemptions',
    summary: 'List redemptions',
    description: `Newest first, stable while rows are added. PINs are masked. A row is visible at most ${VISIBLE_WITHIN} after its \`created_at\`: when polling, let \`created_from\` look back that far. With \`settled_from\` or \`settled_to\` those that became paid or not paid, the last one first. With \`Accept: text/csv\` the whole list in one answer. A terminal is shown its own rows of the last 24 hours.`,
  })
  @DescribesFilters()
  @RespondsAlsoCsv(RedemptionListDto)
  @MayFailWith('validation_failed', 'key_not_allowed')
  list(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @CallerOf() caller: Caller) {
    return this.requests.list(query, request, caller);
  }

  @Get('types')
  @UsersWith('records.read')
  @AnyKey()
  @ServesTerminals()
  @ApiOperation({
    operationId: 'listVoucherTypes',
    summary: 'List voucher types',
    description: 'What each type can do and which fields its `source` has, as set up for the mode of the key.',
  })
  @Responds(VoucherTypeListDto, { status: 200, description: 'Every type.' })
  types(@CallerOf() caller: Caller, @Req() { server }: FastifyRequest) {
    return this.requests.types(caller, server.publicUrl);
  }

  @Get(':id')
  @UsersWith('records.read')
  @AnyKey()
  @ServesTerminals()
  @ApiOperation({
    operationId: 'getRedemption',
    summary: 'Read a redemption',
    description:
      'While the outcome is `checking`, reading asks the provider as soon as a question is due. With a secret key it shows the full change PIN, so that it survives a lost reply. With a publishable key, which all visitors of a page share, the PIN is masked: repeat the create with its `Idempotency-Key` to see it. A terminal reads its own of the last 24 hours, with the PIN. With a publishable key ids that do not exist count as refused PINs of that key and address.',
  })
  @EitherRedemptionId()
  @RespondsEither([RedemptionDto, PointsRedemptionDto], {
    status: 200,
    description: 'The redemption as it is now. An `ETag` only for a voucher.',
    versioned: true,
  })
  @MayFailWith(
    'validation_failed',
    'key_not_allowed',
    'pin_in_text',
    'not_found',
    'too_many_pin_attempts',
    'key_unknown',
    'replica_set_required',
  )
  find(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.byId.find(id, request, caller, reply);
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
    'pin_in_text',
    'invalid_json',
    'key_not_allowed',
    'not_found',
    'version_conflict',
    'too_many_updates',
    'too_many_concurrent_writes',
  )
  update(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.requests.update(id, request, caller, reply);
  }

  @Get(':id/reversals')
  @UsersWith('records.read')
  @SecretOnly()
  @ApiOperation({
    operationId: 'listReversals',
    summary: 'List the reversals of a redemption',
    description: 'Oldest first. Of a voucher all of them, with full refund PINs; of points in pages.',
  })
  @EitherRedemptionId()
  @DescribesPointsPage()
  @RespondsEither([ReversalListDto, PointsReversalListDto], { status: 200, description: 'The reversals.' }, 'anyOf')
  @MayFailWith(
    'validation_failed',
    'pin_in_text',
    'key_not_allowed',
    'not_found',
    'too_many_pin_attempts',
    'replica_set_required',
  )
  reversals(@Param('id') id: string, @Query() query: Readonly<Record<string, unknown>>, @CallerOf() caller: Caller) {
    return this.byId.reversals(id, query, caller);
  }

  @Get(':id/timeline')
  @UsersWith('records.read')
  @SecretOnly()
  @ApiOperation({
    operationId: 'getTimeline',
    summary: 'Read the timeline of a redemption',
    description: 'Every fact in order: what, who, when, and in which request.',
  })
  @RedemptionId()
  @Responds(TimelineDto, { status: 200, description: 'Every fact, oldest first.' })
  @MayFailWith('validation_failed', 'pin_in_text', 'key_not_allowed', 'not_found', 'too_many_pin_attempts')
  timeline(@Param('id') id: string, @CallerOf() caller: Caller) {
    return this.requests.timeline(id, caller);
  }
}
