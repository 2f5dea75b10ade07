// The first page of the support console.
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../core/accounts/caller';
import { MayFailWith, Responds } from '../openapi/decorators';
import { CallerOf, UserOnly } from '../request/caller';
import { OverviewDto } from './dto';
import { OverviewRequests } from './overview-requests';

/** People alone: a program counts by the lists. */
@ApiTags('Console')
@Controller('v1/console/summary')
export class OverviewController {
  constructor(private readonly requests: OverviewRequests) {}

  @Get()
  @UserOnly('records.read')
  @ApiOperation({ operationId: 'getConsoleSummary', summary: 'What asks for somebody now' })
  @Responds(OverviewDto, { status: 200, description: 'As it is now.' })
  @MayFailWith('permission_missing')
  summary(@CallerOf() caller: Caller) {
    return this.requests.summary(caller);
  }
}
