// The first page of the support console.
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../core/accounts/caller';
import { MayFailWith, Responds } from '../openapi/decorators';
import { CallerOf, SecretOnly, UsersWith } from '../request/caller';
import { OverviewDto } from './dto';
import { OverviewRequests } from './overview-requests';

/** Secret keys, and people. */
@ApiTags('Reviews')
@SecretOnly()
@Controller('v1/console/summary')
export class OverviewController {
  constructor(private readonly requests: OverviewRequests) {}

  @Get()
  @UsersWith('records.read')
  @ApiOperation({ operationId: 'getConsoleSummary', summary: 'What asks for somebody now' })
  @Responds(OverviewDto, { status: 200, description: 'As it is now.' })
  @MayFailWith('key_not_allowed')
  summary(@CallerOf() caller: Caller) {
    return this.requests.summary(caller);
  }
}
