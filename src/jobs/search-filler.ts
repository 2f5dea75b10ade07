// Makes searchable what earlier versions wrote, while the server runs.
import type { SearchStore } from '../core/search/store';
import { phoneDigestsOf } from '../core/search/phones';
import type { Sealer } from '../core/values/ports';
import { SECOND_MS } from '../core/values/time';
import { Poller } from './poller';

/** Small enough that nothing waits long behind one batch: some milliseconds, each row a handful of pages anywhere in the table. */
const BATCH = 50;
/** While an earlier version runs beside this one, what it wrote is found this much later. */
const EVERY_MS = 10 * SECOND_MS;

/** Several instances may run at once: writing the same words twice is writing them once. */
export class SearchFiller {
  private readonly poller: Poller;

  constructor(search: SearchStore, sealer: Pick<Sealer, 'phoneDigest'>, onError: (error: unknown) => void) {
    const fill = () => search.fill(BATCH, ({ source, options }) => phoneDigestsOf(sealer, source, options));
    this.poller = new Poller(fill, EVERY_MS, onError);
  }

  start(): void {
    this.poller.start();
  }

  /** Waits for the batch under way. */
  stop(): Promise<void> {
    return this.poller.stop();
  }
}
