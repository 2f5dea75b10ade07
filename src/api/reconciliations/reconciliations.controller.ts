// Statements of providers: uploaded, compared with the books, and what came of it.
import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExcludeEndpoint, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import { DIFFERENCE_KINDS, HOLDINGS, MOST_KEPT } from '../../core/reconciliations/run';
import { RecordsAct } from '../audit/records-act';
import { DescribesPage } from '../lists/decorators';
import { MayFailWith, Responds, RespondsAlsoCsv, TakesIdempotencyKey } from '../openapi/decorators';
import { TIME } from '../openapi/properties';
import { UTC_OFFSET } from '../redemptions/lists/filters-description';
import { CallerOf, SecretOnly, TakesCsv, UsersWith } from '../request/caller';
import { DifferenceListDto, ReconciliationDto, ReconciliationListDto } from './dto';
import { ReconciliationRequests } from './reconciliation-requests';

const RunId = () =>
  ApiParam({
    name: 'id',
    schema: { type: 'string', pattern: '^rcn_[0-9a-f]{24}$' },
    example: 'rcn_6740aa51c2f9d1e0b7a3c455',
  });
const DAY = { type: 'string', pattern: String.raw`^\d{4}-\d\d-\d\d`, maxLength: 40 } as const;

/** `/v1/reconciliations`. Secret keys, and people. */
@ApiTags('Reconciliations')
@SecretOnly()
@Controller('v1/reconciliations')
export class ReconciliationsController {
  constructor(private readonly requests: ReconciliationRequests) {}

  @Post()
  @UsersWith('reconciliations.run')
  @RecordsAct('statement_uploaded', 'reconciliation', ['provider', 'bytes'])
  @TakesCsv()
  @HttpCode(202)
  @ApiOperation({
    operationId: 'createReconciliation',
    summary: 'Compare a statement of a provider with the books',
    description:
      'The body is the file: semicolon CSV, up to 1 GiB, read as it comes. All of it is read before anything is compared; with a fault in it nothing is opened. The comparison goes on after the answer: read the reconciliation until its `status` is no longer `comparing`. Each difference becomes a review, once, however often a file is sent.',
  })
  @TakesIdempotencyKey()
  @ApiQuery({
    name: 'provider',
    required: true,
    schema: { type: 'string', pattern: '^[a-z][a-z0-9_]{0,63}$' },
    example: 'one_voucher',
  })
  @ApiQuery({
    name: 'from',
    required: false,
    schema: DAY,
    description: 'A day or a time. Absent: the day of the oldest line.',
  })
  @ApiQuery({
    name: 'to',
    required: false,
    schema: DAY,
    description: 'A day (included) or a time (excluded). Absent: the day of the newest line.',
  })
  @ApiQuery({ required: false, ...UTC_OFFSET })
  @ApiQuery({
    name: 'holds',
    required: false,
    enum: HOLDINGS,
    description: 'Where the file is about one of them alone.',
  })
  @ApiQuery({
    name: 'made',
    required: false,
    schema: TIME,
    description:
      'When the provider made it: it lacks what was sent later. Absent: its newest line, while the period goes on.',
  })
  @ApiQuery({
    name: 'statement',
    required: false,
    schema: { type: 'string', minLength: 1, maxLength: 200 },
    description: 'What you call it.',
  })
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', minLength: 1 } })
  @Responds(ReconciliationDto, { status: 202, description: 'It is being compared.', replayable: true, retry: true })
  @Responds(ReconciliationDto, {
    status: 200,
    description: 'The key was used before, and that one has ended.',
    replayable: true,
  })
  @MayFailWith(
    'validation_failed',
    'unsupported_media_type',
    'key_not_allowed',
    'body_too_large',
    'request_timeout',
    'statement_unusable',
    'reconciliation_running',
    'idempotency_key_reused',
    'overloaded',
  )
  create(
    @Query() query: Readonly<Record<string, unknown>>,
    @Req() request: FastifyRequest,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.requests.create(query, request, caller, reply);
  }

  @Get()
  @UsersWith('records.read')
  @ApiOperation({
    operationId: 'listReconciliations',
    summary: 'List reconciliations',
    description: 'Newest first. Kept for 400 days. What `vouch reconcile` compared is not among them.',
  })
  @DescribesPage()
  @Responds(ReconciliationListDto, { status: 200, description: 'One page.' })
  @MayFailWith('validation_failed', 'key_not_allowed')
  list(@Query() query: Readonly<Record<string, unknown>>, @CallerOf() caller: Caller) {
    return this.requests.list(query, caller);
  }

  @Get(':id')
  @UsersWith('records.read')
  @ApiOperation({ operationId: 'getReconciliation', summary: 'Read a reconciliation' })
  @RunId()
  @Responds(ReconciliationDto, { status: 200, description: 'As far as it has come.' })
  @MayFailWith('validation_failed', 'key_not_allowed', 'not_found')
  get(@Param('id') id: string, @CallerOf() caller: Caller) {
    return this.requests.find(id, caller);
  }

  @Get(':id/differences')
  @UsersWith('records.read')
  @ApiOperation({
    operationId: 'listDifferences',
    summary: 'List the differences of a reconciliation',
    description: `In the order of their kinds, at most ${String(MOST_KEPT)}. None until it is done. With \`Accept: text/csv\`, or \`.csv\` behind the address, all of them in one answer.`,
  })
  @RunId()
  @ApiQuery({ name: 'kind', required: false, enum: DIFFERENCE_KINDS })
  @DescribesPage()
  @RespondsAlsoCsv(DifferenceListDto)
  @MayFailWith('validation_failed', 'key_not_allowed', 'not_found')
  differences(
    @Param('id') id: string,
    @Query() query: Readonly<Record<string, unknown>>,
    @Req() request: FastifyRequest,
    @CallerOf() caller: Caller,
  ) {
    return this.requests.differences(id, query, request, caller);
  }

  /** The same as CSV, for a link. */
  @Get(':id/differences.csv')
  @UsersWith('records.export')
  @ApiExcludeEndpoint()
  csv(@Param('id') id: string, @Query() query: Readonly<Record<string, unknown>>, @CallerOf() caller: Caller) {
    return this.requests.csv(id, query, caller);
  }
}
