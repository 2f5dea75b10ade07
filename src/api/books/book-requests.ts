// What happens to a request about the books, top to bottom.
import { Injectable, type StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import { dayOf } from '../../core/books/figures';
import { dateOf, reportOf } from '../../core/books/report';
import { publicReversal, type PublicReversal } from '../../core/redemption/shown/present';
import { Services } from '../../core/use-cases/services';
import { CURRENCIES } from '../../core/values/money';
import { ReportTurns } from '../limits/report-turns';
import { csvOf, exportsCsv } from '../lists/csv';
import { offsetText } from '../lists/days';
import { MAX_LIMIT, pageFrom, type Page } from '../lists/pagination';
import { REVERSAL_COLUMNS } from './columns';
import { readDaysQuery, readReversalsQuery } from './read-request';

/** One method a route. */
@Injectable()
export class BookRequests {
  readonly #turns = new ReportTurns();

  constructor(private readonly services: Services) {}

  /** One page of the account's reversals, newest first, PINs masked; or all of them as CSV. */
  async reversals(
    query: Readonly<Record<string, unknown>>,
    request: FastifyRequest,
    caller: Caller,
  ): Promise<Page<PublicReversal> | StreamableFile> {
    const { stored, kind } = readReversalsQuery(query, caller, this.services.providers);
    const { books } = this.services.store;
    if (await exportsCsv(this.services, request, caller, 'reversals'))
      return csvOf(
        'reversals',
        REVERSAL_COLUMNS,
        (after) => books.reversals({ ...stored, limit: MAX_LIMIT, ...(after ? { after } : {}) }),
        query['limit'] === undefined ? Infinity : stored.limit,
      );
    const page = await books.reversals(stored);
    return pageFrom(kind, page, ({ redemption, reversal }) => publicReversal(redemption, reversal));
  }

  /** What each day came to. One report at a time of each account. */
  async daily(query: Readonly<Record<string, unknown>>, caller: Caller) {
    const asked = readDaysQuery(query, caller);
    const figures = await this.#turns.take(caller, () => this.services.store.books.days(asked));
    const first = dayOf(asked.from, asked.offsetMs);
    const last = dayOf(asked.to - 1, asked.offsetMs);
    return {
      object: 'daily_report' as const,
      livemode: caller.livemode,
      from: dateOf(first),
      to: dateOf(last),
      utc_offset: offsetText(asked.offsetMs),
      currency: CURRENCIES[0],
      ...reportOf({ first, last }, figures),
    };
  }
}
