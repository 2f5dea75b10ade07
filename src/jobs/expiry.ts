// Drops events and deliveries that have been kept long enough. Nothing else is deleted here.
import type { EventStore } from '../core/events/store';
import type { Clock } from '../core/values/ports';
import { EVENT_KEPT_MS } from '../core/webhooks/delivery';
import type { WebhookStore } from '../core/webhooks/store';
import { Poller } from './poller';

const EVERY_MS = 60 * 60 * 1000;
/** Small enough that nobody else waits long for the store. */
const BATCH = 500;

export interface ExpiryParts {
  readonly events: EventStore;
  readonly webhooks: WebhookStore;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

export class EventExpiry {
  private readonly poller: Poller;
  private stopping = false;

  constructor(private readonly parts: ExpiryParts) {
    this.poller = new Poller(() => this.runOnce(), EVERY_MS, parts.onError);
  }

  start(): void {
    this.poller.start();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.poller.stop();
  }

  /** How many records were dropped. */
  async runOnce(): Promise<number> {
    const before = this.parts.clock.now() - EVENT_KEPT_MS;
    const deliveries = await this.drain((limit) => this.parts.webhooks.expireDeliveries(before, limit));
    return deliveries + (await this.drain((limit) => this.parts.events.expire(before, limit)));
  }

  private async drain(expire: (limit: number) => Promise<number>): Promise<number> {
    let dropped = 0;
    while (!this.stopping) {
      const batch = await expire(BATCH);
      dropped += batch;
      if (batch === 0) break;
    }
    return dropped;
  }
}
