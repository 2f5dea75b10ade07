// Searching redemptions. A POST although it changes nothing: a PIN may be what is looked for, and addresses are logged.
import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../../core/accounts/caller';
import { MayFailWith, RespondsAlsoCsv } from '../../openapi/decorators';
import { CallerOf, SecretOnly, UsersWith } from '../../request/caller';
import { SearchDto, SearchResultDto } from './search.dto';
import { SearchRequests } from './search-requests';

/** `POST /v1/redemptions/search`, for secret keys and people of the console. */
@ApiTags('Redemptions')
@Controller('v1/redemptions')
export class SearchController {
  constructor(private readonly requests: SearchRequests) {}

  @Post('search')
  @SecretOnly()
  @UsersWith('records.read')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'searchRedemptions',
    summary: 'Search redemptions',
    description:
      'Finds redemptions by what you have in hand, newest first, PINs masked. `understood` says what each part of the query was taken for. The query is in the body, so that no PIN stands in an address or a log. A page may be short, even empty, while `has_more` is true. With `Accept: text/csv` the whole list in one answer, with the columns of the list of redemptions.',
  })
  @ApiBody({ type: SearchDto })
  @RespondsAlsoCsv(SearchResultDto)
  @MayFailWith('validation_failed', 'pin_in_text', 'invalid_json', 'key_not_allowed', 'too_many_pin_attempts')
  search(@Req() request: FastifyRequest, @CallerOf() caller: Caller) {
    return this.requests.search(request, caller);
  }
}
