// That the store takes nothing is told once for each look of a job, however much is due: a hundred lines a second would fill the disk whose
// being full they tell of.
import { StoreUnavailable } from '../core/store-unavailable';

export class AwayTold {
  #isTold = false;

  /** Another look at what is due. */
  begin(): void {
    this.#isTold = false;
  }

  /** Whether this has to be told. */
  isNews(error: unknown): boolean {
    if (!(error instanceof StoreUnavailable)) return true;
    const isNews = !this.#isTold;
    this.#isTold = true;
    return isNews;
  }
}
