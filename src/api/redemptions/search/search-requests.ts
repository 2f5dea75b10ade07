// What happens to a search, top to bottom: read it, find, respond.
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../../core/accounts/caller';
import type { PublicRedemption } from '../../../core/redemption/shown/present';
import type { Understood } from '../../../core/search/understood';
import { searchRedemptions } from '../../../core/use-cases/search/search';
import { Services } from '../../../core/use-cases/services';
import { pageWith, type Page } from '../../lists/pagination';
import { RedemptionResponses } from '../responses';
import { encodeSearchCursor } from './cursor';
import { readSearch } from './read-search';

/** A page of redemptions, and what the query was taken for. */
export interface SearchPage extends Page<PublicRedemption> {
  readonly understood: readonly Understood[];
  readonly complete: boolean;
}

@Injectable()
export class SearchRequests {
  constructor(
    private readonly services: Services,
    private readonly responses: RedemptionResponses,
  ) {}

  /** Throws `ProblemException` 400 for the request's faults. */
  async search(request: FastifyRequest, caller: Caller): Promise<SearchPage> {
    const { providers, clock } = this.services;
    const command = readSearch(request, caller, providers, clock.now());
    const { page, beginning, understood, complete } = await searchRedemptions(this.services, command, caller);
    const settled = { asOf: command.asOf, beginning };
    const rows = pageWith(
      (position) => encodeSearchCursor(settled, position),
      page,
      (row) => this.responses.listed(row),
    );
    return { ...rows, understood, complete };
  }
}
