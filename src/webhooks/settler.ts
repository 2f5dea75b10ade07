// Writes down what became of attempts: many results in one write. While a write is under way the next ones gather, so a busy
// notifier writes few and large ones, and a lone result waits for nothing.
import type { Delivery } from '../core/webhooks/delivery';
import type { WebhookStore } from '../core/webhooks/store';

interface Result {
  readonly delivery: Delivery;
  readonly resolve: (written: boolean) => void;
  readonly reject: (reason: unknown) => void;
}

/** A larger write would hold up redemptions that share its commit. */
const MOST_RESULTS = 50;

/** One for each notifier. */
export class Settler {
  private waiting: Result[] = [];
  private writing = false;

  constructor(private readonly webhooks: Pick<WebhookStore, 'replaceDeliveries'>) {}

  /** Resolves once it is durable; false if another writer was faster. Rejects where the store does. */
  settle(delivery: Delivery): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ delivery, resolve, reject });
      if (!this.writing) void this.write();
    });
  }

  private async write(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      // Let the rest of this turn come along.
      await new Promise((next) => setImmediate(next));
      await this.writeSome(this.waiting.splice(0, MOST_RESULTS));
    }
    this.writing = false;
  }

  private async writeSome(results: readonly Result[]): Promise<void> {
    try {
      const written = await this.webhooks.replaceDeliveries(results.map(({ delivery }) => delivery));
      results.forEach(({ resolve }, index) => {
        resolve(written[index] === true);
      });
    } catch (error) {
      for (const { reject } of results) reject(error);
    }
  }
}
