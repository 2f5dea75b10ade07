// What the ledger asks of its store, counted: what a call costs can be said without a clock.
import type { Services } from '../../../src/core/use-cases/services';
import { observeStore } from '../../../src/observability/metrics/observe-store';
import type { CallWrapper } from '../../../src/system/wrap-calls';

export class CommitCount {
  commits = 0;
  /** Each commit takes so much longer, as on a disk that turns, or with a majority that is far away. */
  slowerMs = 0;

  /** The same services, whose commits are counted. */
  of(services: Pick<Services, keyof Services>): Services {
    const around: CallWrapper = async (operation, _args, call) => {
      if (operation !== 'points.commit') return call();
      this.commits += 1;
      if (this.slowerMs > 0) await new Promise((wake) => setTimeout(wake, this.slowerMs));
      return call();
    };
    return { ...services, store: observeStore(services.store, around) };
  }
}
