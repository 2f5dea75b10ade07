// What happens to a search, top to bottom: read it, find, respond.
import { Injectable, type StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../../core/accounts/caller';
import type { PublicRedemption } from '../../../core/redemption/shown/present';
import { searchedFor, type Understood } from '../../../core/search/understood';
import type { SearchCommand } from '../../../core/use-cases/search/queries';
import { requireComplete, searchRedemptions } from '../../../core/use-cases/search/search';
import { Services } from '../../../core/use-cases/services';
import type { Position } from '../../../core/values/page';
import { csvOf, requireExport, takeOut, wantsCsv } from '../../lists/csv';
import { MAX_LIMIT, pageWith, type Page } from '../../lists/pagination';
import { REDEMPTION_COLUMNS } from '../lists/columns';
import { RedemptionResponses } from '../responses';
import { encodeSearchCursor } from './cursor';
import { readSearch, type ReadSearch } from './read-search';

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

  /** One page, or with `Accept: text/csv` all that is found. Throws `ProblemException` 400 for the request's faults. */
  async search(request: FastifyRequest, caller: Caller): Promise<SearchPage | StreamableFile> {
    const { providers, clock } = this.services;
    const read = readSearch(request, caller, providers, clock.now());
    return wantsCsv(request) ? this.#file(read, caller) : this.#page(read.command, caller);
  }

  /** The right is asked before anything is looked for. What was looked for is known only after it, and written down before it is told. */
  async #file({ command, most }: ReadSearch, caller: Caller): Promise<StreamableFile> {
    const { services } = this;
    requireExport(services, caller);
    await requireComplete(services);
    const { page, pageAfter, understood } = await searchRedemptions(services, { ...command, limit: MAX_LIMIT }, caller);
    await takeOut(services, caller, { kind: 'list', id: 'search' }, { searched: searchedFor(understood) });
    const read = async (after?: Position) => (after ? pageAfter(after) : page);
    return csvOf('redemptions', REDEMPTION_COLUMNS, read, most);
  }

  async #page(command: SearchCommand, caller: Caller): Promise<SearchPage> {
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
