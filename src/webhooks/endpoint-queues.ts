// Who may send how much at once. Each endpoint has a queue of its own, so a slow or dead one holds up nothing but itself.
import { attemptDelivery, type NotifierParts } from './attempt';

/** Requests to one endpoint at a time, per instance. */
const WIDTH = 8;
/** The same once it has failed for a while without a success: enough to notice that it is back. */
const FAILING_WIDTH = 2;
const FAILING_AFTER_MS = 60_000;
/** All requests of this instance, for the sake of its file descriptors. It takes 256 hanging endpoints to fill it. */
const MOST_REQUESTS = 512;
/** After this an attempt is taken to be lost with its process: four times what it may last. */
export const LEASE_MS = 60_000;

class EndpointQueue {
  inFlight = 0;
  filling = false;
  again = false;
}

export class EndpointQueues {
  private readonly queues = new Map<string, EndpointQueue>();
  private readonly underWay = new Set<Promise<void>>();
  private requests = 0;
  private closed = false;

  constructor(private readonly parts: NotifierParts) {}

  /** True while a request, or a claim for one, is under way. */
  get busy(): boolean {
    return this.underWay.size > 0;
  }

  /** Takes up what is due at one endpoint, as far as there is room, and goes on until nothing is. Returns at once. */
  serve(endpointId: string): void {
    if (this.closed) return;
    const queue = this.queues.get(endpointId) ?? new EndpointQueue();
    this.queues.set(endpointId, queue);
    if (queue.filling) queue.again = true;
    else this.track(this.fill(endpointId, queue));
  }

  /** Waits for everything under way, what it leads to included. */
  async idle(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  /** Takes nothing new, and waits for what is under way. */
  async close(): Promise<void> {
    this.closed = true;
    await this.idle();
  }

  private async fill(endpointId: string, queue: EndpointQueue): Promise<void> {
    queue.filling = true;
    try {
      do {
        queue.again = false;
        await this.claim(endpointId, queue);
      } while (this.wanted(queue));
    } finally {
      queue.filling = false;
      if (queue.inFlight === 0) this.queues.delete(endpointId);
    }
  }

  /** `serve` was called again while the last claim was under way. */
  private wanted(queue: EndpointQueue): boolean {
    return queue.again && !this.closed;
  }

  private async claim(endpointId: string, queue: EndpointQueue): Promise<void> {
    const { webhooks, clock, ids } = this.parts;
    const endpoint = await webhooks.findEndpoint(endpointId);
    // Not claimed, so that no attempt is used up and an instance that has the key need not wait for a lease.
    if (endpoint?.secrets.some(({ sealed }) => !this.parts.sealer.knowsKeyOf(sealed)) === true) {
      this.parts.onSealedAway(endpointId);
      return;
    }
    const failedForMs = clock.now() - (endpoint?.failingSince ?? clock.now());
    const width = failedForMs < FAILING_AFTER_MS ? WIDTH : FAILING_WIDTH;
    const limit = Math.min(width - queue.inFlight, MOST_REQUESTS - this.requests);
    if (limit <= 0) return;
    // Counted before the claim is answered: other endpoints must not take the same room.
    this.requests += limit;
    let claimed: Awaited<ReturnType<typeof webhooks.claim>> = [];
    try {
      const now = clock.now();
      const claimId = ids.next('wrt');
      claimed = await webhooks.claim({ endpointId, now, leaseUntil: now + LEASE_MS, claimId, limit });
    } finally {
      this.requests -= limit - claimed.length;
    }
    for (const delivery of claimed) {
      queue.inFlight += 1;
      const attempt = attemptDelivery(this.parts, endpoint, delivery).finally(() => {
        queue.inFlight -= 1;
        this.requests -= 1;
      });
      this.track(attempt.then(() => this.serve(endpointId)));
    }
  }

  private track(work: Promise<void>): void {
    const tracked = work.catch(this.parts.onError).finally(() => this.underWay.delete(tracked));
    this.underWay.add(tracked);
  }
}
