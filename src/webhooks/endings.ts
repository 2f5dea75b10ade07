// Ends what still waits for endpoints that are deleted or disabled: many deliveries in one statement, one endpoint after the
// other, with pauses. Follows from what is stored, so where the process dies another look at what is due begins it anew.
import type { WebhookEndpoint } from '../core/webhooks/endpoint';
import type { NotifierParts } from './attempt';
import { pause, restAfter } from './pace';

/** Their commit is shared with redemptions, which must not wait for more than a few milliseconds. */
const ENDED_AT_ONCE = 200;

export class Endings {
  private readonly waiting = new Set<string>();
  private running = false;
  private stopped = false;

  constructor(private readonly parts: NotifierParts) {}

  /** Ends what waits for this endpoint, and for those named meanwhile. Resolves at once where that is under way already. */
  async end(endpointId: string): Promise<void> {
    this.waiting.add(endpointId);
    if (this.running) return;
    this.running = true;
    try {
      for (const next of this.waiting) {
        this.waiting.delete(next);
        await this.endAll(next);
      }
    } finally {
      this.running = false;
    }
  }

  /** What is left is for the next start. */
  stop(): void {
    this.stopped = true;
    this.waiting.clear();
  }

  private async endAll(endpointId: string): Promise<void> {
    const { webhooks, clock } = this.parts;
    while (!this.stopped) {
      const startedAt = performance.now();
      // Read again each time: a disabled endpoint may have been enabled meanwhile.
      const why = whyEnded(await webhooks.findEndpoint(endpointId));
      if (why === null) return;
      const now = clock.now();
      const dueBy = why === DELETED ? null : now;
      const count = await webhooks.endDeliveries({ endpointId, dueBy, now, error: why, limit: ENDED_AT_ONCE });
      if (count === 0) return;
      await pause(restAfter(performance.now() - startedAt));
    }
  }
}

const DELETED = 'the endpoint was deleted';

/** Why nothing is sent to this endpoint any more, in words for the delivery log; null where something is. */
export function whyEnded(endpoint: WebhookEndpoint | null): string | null {
  if (endpoint === null || endpoint.deletedAt !== null) return DELETED;
  return endpoint.disabledAt === null ? null : 'the endpoint is disabled';
}
