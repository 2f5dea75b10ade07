// Brings into the books what earlier versions wrote, while the server runs: they did not keep when a redemption settled.
import type { BookStore } from '../core/books/store';
import { SECOND_MS } from '../core/values/time';
import { Poller } from './poller';

/** Small enough that other writes do not wait long behind one batch. */
const BATCH = 100;
/** While an earlier version runs beside this one, what it wrote is in the books this much later. */
const EVERY_MS = 10 * SECOND_MS;

/** Several instances may run at once: writing the same moment twice is writing it once. */
export class BookFiller {
  private readonly poller: Poller;

  constructor(books: BookStore, onError: (error: unknown) => void) {
    this.poller = new Poller(() => books.fill(BATCH), EVERY_MS, onError);
  }

  start(): void {
    this.poller.start();
  }

  /** Waits for the batch under way. */
  stop(): Promise<void> {
    return this.poller.stop();
  }
}
