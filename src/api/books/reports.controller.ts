// Reports. What happens to a request is in book-requests.ts.
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../core/accounts/caller';
import { MayFailWith, Responds } from '../openapi/decorators';
import { UTC_OFFSET } from '../redemptions/lists/filters-description';
import { CallerOf, SecretOnly, UsersWith } from '../request/caller';
import { BookRequests } from './book-requests';
import { DailyReportDto } from './dto';
import { MOST_DAYS } from './read-request';

const DATE = { type: 'string', format: 'date' } as const;

/** With secret keys alone. */
@ApiTags('Books')
@Controller('v1/reports')
@SecretOnly()
export class ReportsController {
  constructor(private readonly requests: BookRequests) {}

  @Get('daily')
  @UsersWith('records.read')
  @ApiOperation({
    operationId: 'getDailyReport',
    summary: 'What each day came to',
    description:
      'Taken and not paid by when a redemption settled, given back by when a reversal succeeded, change that was issued with what was taken, and what was created that day and is in doubt now; each day in all and by type. What a provider charges is on its own statement, not here.',
  })
  @ApiQuery({ name: 'from', required: true, schema: DATE, example: '2026-11-24', description: 'The first day.' })
  @ApiQuery({
    name: 'to',
    required: true,
    schema: DATE,
    example: '2026-11-24',
    description: `The last day, included. At most ${String(MOST_DAYS)} days in all.`,
  })
  @ApiQuery({ required: false, ...UTC_OFFSET })
  @Responds(DailyReportDto, { status: 200, description: 'Every day asked for, the oldest first, and their sums.' })
  @MayFailWith('validation_failed', 'key_not_allowed', 'overloaded')
  daily(@Query() query: Record<string, unknown>, @CallerOf() caller: Caller) {
    return this.requests.daily(query, caller);
  }
}
