// What happens to a request for the numbers of the first page.
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../core/accounts/caller';
import { readOverview, type Waiting } from '../../core/reviews/overview';
import { Services } from '../../core/use-cases/services';
import { isoTime } from '../../core/values/time';
import { publicRun } from '../reconciliations/responses';

/** One method a route. */
@Injectable()
export class OverviewRequests {
  constructor(private readonly services: Services) {}

  async summary(caller: Caller) {
    const overview = await readOverview(this.services, caller);
    const { lastReconciliation: run } = overview;
    const providerOf = (type: string) => this.services.providers.find(type, false)?.traits.provider ?? null;
    return {
      object: 'console_summary' as const,
      livemode: caller.livemode,
      in_doubt: publicWaiting(overview.inDoubt),
      open_reviews: publicWaiting(overview.openReviews),
      proposals: publicWaiting(overview.proposals),
      failing_endpoints: { count: overview.failingEndpoints },
      last_reconciliation: run && publicRun(run, providerOf),
    };
  }
}

function publicWaiting({ count, oldestAt, isWhole }: Waiting) {
  return { count, is_complete: isWhole, oldest_at: oldestAt === null ? null : isoTime(oldestAt) };
}
