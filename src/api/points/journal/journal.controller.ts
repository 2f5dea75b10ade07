// The journal, and what it adds up to.
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../../core/accounts/caller';
import { BUCKETS } from '../../../core/points/book/book';
import { ACTION_TYPES } from '../../../core/points/book/entry';
import { MayFailWith } from '../../openapi/decorators';
import { CallerOf, SecretOnly } from '../../request/caller';
import { sayingOf } from '../../input/told';
import { SIGNED_DECIMAL } from '../input';
import { DescribesPointsPage } from '../lists';
import { IntegrityDto, JournalEntryDto, JournalEntryListDto, LedgerSummaryDto } from './dto';
import { JournalRequests } from './journal-requests';

type Filters = Readonly<Record<string, unknown>>;
const uuid = { type: 'string', format: 'uuid' } as const;
const day = { type: 'string', format: 'date-time' } as const;

/** `/v1/journal-entries`. Secret keys only. */
@ApiTags('Points: journal')
@SecretOnly()
@Controller('v1/journal-entries')
export class JournalController {
  constructor(private readonly requests: JournalRequests) {}

  @Get()
  @DescribesPointsPage()
  @ApiQuery({ name: 'program_id', required: false, schema: uuid })
  @ApiQuery({ name: 'participant_id', required: false, schema: uuid })
  @ApiQuery({ name: 'external_id', required: false, schema: sayingOf(255) })
  @ApiQuery({ name: 'group_id', required: false, schema: uuid, description: 'There are no groups: nothing.' })
  @ApiQuery({ name: 'event_id', required: false, schema: sayingOf(255), description: 'No events: nothing.' })
  @ApiQuery({ name: 'rule_id', required: false, schema: sayingOf(255), description: 'No rules: nothing.' })
  @ApiQuery({ name: 'asset_id', required: false, schema: uuid })
  @ApiQuery({ name: 'bucket', required: false, enum: BUCKETS })
  @ApiQuery({ name: 'action_type', required: false, enum: ACTION_TYPES })
  @ApiQuery({ name: 'reference_id', required: false, schema: sayingOf(255) })
  @ApiQuery({ name: 'from', required: false, schema: day })
  @ApiQuery({ name: 'to', required: false, schema: day })
  @ApiQuery({ name: 'min_amount', required: false, schema: SIGNED_DECIMAL, description: 'Signed.' })
  @ApiQuery({ name: 'max_amount', required: false, schema: SIGNED_DECIMAL, description: 'Signed.' })
  @ApiOperation({
    operationId: 'listJournalEntries',
    summary: 'List the journal',
    description: 'Newest first. With `bucket` or amounts a page may be short where `has_more` is true.',
  })
  @ApiOkResponse({ type: JournalEntryListDto, description: 'A page of entries.' })
  @MayFailWith('validation_failed', 'not_found', 'key_not_allowed')
  list(@Query() query: Filters, @CallerOf() caller: Caller) {
    return this.requests.list(query, caller);
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getJournalEntry', summary: 'Read a journal entry' })
  @ApiOkResponse({ type: JournalEntryDto, description: 'The entry.' })
  @MayFailWith('validation_failed', 'not_found', 'key_not_allowed')
  get(@Param('id') id: string, @CallerOf() caller: Caller) {
    return this.requests.find(id, caller);
  }
}

/** `/v1/reports`. Secret keys only. */
@ApiTags('Points: journal')
@SecretOnly()
@Controller('v1/reports')
export class ReportsController {
  constructor(private readonly requests: JournalRequests) {}

  @Get('ledger-summary')
  @ApiQuery({ name: 'program_id', required: false, schema: uuid })
  @ApiQuery({ name: 'from', required: false, schema: day })
  @ApiQuery({ name: 'to', required: false, schema: day })
  @ApiOperation({
    operationId: 'getLedgerSummary',
    summary: 'What was issued, redeemed, expired and forfeited, by asset',
    description: 'issued − redeemed − expired − forfeited + other = balance.',
  })
  @ApiOkResponse({ type: LedgerSummaryDto, description: 'One row an asset.' })
  @MayFailWith('validation_failed', 'not_found', 'key_not_allowed', 'overloaded')
  summary(@Query() query: Filters, @CallerOf() caller: Caller) {
    return this.requests.summary(query, caller);
  }

  @Get('integrity')
  @ApiQuery({ name: 'window', required: false, schema: { type: 'integer', minimum: 1, maximum: 10000, default: 1000 } })
  @ApiOperation({
    operationId: 'getIntegrity',
    summary: 'Check the newest entries and all books',
    description:
      'Books sum to zero and end with their newest entry; those all of whose entries are in the window have the balances that these say. `vouch points verify` recomputes everything from the whole journal.',
  })
  @ApiOkResponse({ type: IntegrityDto, description: 'What was found.' })
  @MayFailWith('validation_failed', 'key_not_allowed', 'overloaded')
  integrity(@Query() query: Filters, @CallerOf() caller: Caller) {
    return this.requests.integrity(query, caller);
  }
}
