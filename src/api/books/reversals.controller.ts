// Reversals across redemptions. What happens to a request is in book-requests.ts.
import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import { VISIBLE_WITHIN } from '../lists/decorators';
import { MayFailWith, RespondsAlsoCsv } from '../openapi/decorators';
import { DescribesReversalFilters } from '../redemptions/lists/filters-description';
import { CallerOf, SecretOnly, UsersWith } from '../request/caller';
import { BookRequests } from './book-requests';
import { AllReversalsDto } from './dto';

/** With secret keys alone. */
@ApiTags('Books')
@Controller('v1/reversals')
@SecretOnly()
export class ReversalsController {
  constructor(private readonly requests: BookRequests) {}

  @Get()
  @UsersWith('records.read')
  @ApiOperation({
    operationId: 'listAllReversals',
    summary: 'List reversals of all redemptions',
    description: `Newest first, of vouchers (reversals of points have lists of their own). Each with the external reference of its redemption. PINs are masked. A row is visible at most ${VISIBLE_WITHIN} after its \`created_at\`. With \`settled_from\` or \`settled_to\` those that have ended, the last one first. With \`Accept: text/csv\` the whole list in one answer.`,
  })
  @DescribesReversalFilters()
  @RespondsAlsoCsv(AllReversalsDto)
  @MayFailWith('validation_failed', 'key_not_allowed')
  list(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest, @CallerOf() caller: Caller) {
    return this.requests.reversals(query, request, caller);
  }
}
