// Who may send how much at once. Each endpoint has a queue of its own, and each account a share: a slow or dead endpoint holds up
// nothing but itself, and costs the process next to nothing.
import type { Delivery } from '../core/webhooks/delivery';
import type { WebhookEndpoint } from '../core/webhooks/endpoint';
import type { DueEndpoint } from '../core/webhooks/store';
import { attemptDelivery, type NotifierParts } from './attempt';
import { Endings, whyEnded } from './endings';
import { Settler } from './settler';
import { type Grant, Shares } from './shares';

/** Requests to one endpoint at a time, per instance. */
const WIDTH = 8;
/** The same until this process has seen one success. */
const UNPROVEN_WIDTH = 2;
/** After so many failures in a row an endpoint is probed by one request at a time; one success ends that. */
const FAILURES_TO_REST = 3;
/** Known from other instances, or from before a restart. */
const FAILING_AFTER_MS = 60_000;
/** Between two probes of the same endpoint: few enough to cost nothing, enough to notice soon that it is back. */
const REST_MS = 1000;
/** After this an attempt is taken to be lost with its process: four times what it may last. */
export const LEASE_MS = 60_000;

/** What this process knows of an endpoint. Kept as long as it runs: an endpoint deleted takes its own away. */
class EndpointQueue {
  inFlight = 0;
  filling = false;
  again = false;
  proven = false;
  failures = 0;
  /** On the clock that nobody sets. */
  restUntil = 0;
  attemptedAt = 0;

  get width(): number {
    if (this.failures >= FAILURES_TO_REST) return 1;
    return this.proven ? WIDTH : UNPROVEN_WIDTH;
  }

  get doubtful(): boolean {
    return !this.proven || this.failures >= FAILURES_TO_REST;
  }
}

/** What its account's share had no room for is asked for again after this: sooner than the next look at what is due. */
const HELD_MS = 50;

export class EndpointQueues {
  /** Endpoints that work, and that their account's share had no room for. Whoever was served comes last again. */
  private readonly held = new Map<string, DueEndpoint>();
  private heldTimer: NodeJS.Timeout | undefined;
  private readonly queues = new Map<string, EndpointQueue>();
  private readonly underWay = new Set<Promise<void>>();
  private readonly shares: Shares;
  private readonly settler: Settler;
  private readonly endings: Endings;
  private closed = false;

  constructor(private readonly parts: NotifierParts) {
    this.shares = new Shares(parts.elapsed, parts.spare);
    this.settler = new Settler(parts.webhooks);
    this.endings = new Endings(parts);
  }

  /** True while a request, or a claim for one, is under way. */
  get busy(): boolean {
    return this.underWay.size > 0;
  }

  /** Whether this endpoint is not known to work: no success yet, or failures alone for a while. */
  isDoubtful(endpoint: WebhookEndpoint): boolean {
    return this.queues.get(endpoint.id)?.doubtful ?? true;
  }

  /** So many events of the account were just fanned out. */
  addEvents(accountId: string, count: number): void {
    this.shares.addEvents(accountId, count);
  }

  /** Whether the account has used up its share, for endpoints that work. */
  isUsedUp(accountId: string): boolean {
    return this.shares.room(accountId, false) < 1;
  }

  /** `serve` for all of these: those that work first, then those that have waited longest for an attempt. */
  serveAll(endpoints: readonly DueEndpoint[]): void {
    const waitedSince = (id: string): number => {
      const queue = this.queues.get(id);
      return queue?.doubtful === false ? -1 : (queue?.attemptedAt ?? 0);
    };
    const inTurn = endpoints.map((endpoint) => ({ endpoint, since: waitedSince(endpoint.id) }));
    for (const { endpoint } of inTurn.sort((a, b) => a.since - b.since)) this.serve(endpoint);
  }

  /**
   * Takes up what is due at one endpoint, as far as there is room, and goes on until nothing is. Returns at once. What there is
   * no room for is for the next look at what is due. `now`: also where it rests after failures.
   */
  serve(endpoint: DueEndpoint, now = false): void {
    if (this.closed) return;
    const queue = this.queues.get(endpoint.id) ?? new EndpointQueue();
    this.queues.set(endpoint.id, queue);
    if (queue.filling) queue.again = true;
    else this.fill(endpoint, queue, now);
  }

  /** Waits for everything under way, what it leads to included. */
  async idle(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  /** Takes nothing new, and waits for what is under way. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.heldTimer);
    this.endings.stop();
    await this.idle();
  }

  /** Room is taken before the store is asked: dead endpoints are looked at again and again, and must not cost a read each time. */
  private fill(endpoint: DueEndpoint, queue: EndpointQueue, now = false): void {
    if (this.closed || queue.inFlight >= queue.width || (!now && queue.restUntil > this.parts.elapsed())) return;
    const grant = this.shares.take(endpoint.accountId, queue.width - queue.inFlight, queue.doubtful);
    if (grant.count > 0) this.track(this.claim(endpoint, queue, grant));
    else if (!queue.doubtful) this.hold(endpoint);
  }

  private hold(endpoint: DueEndpoint): void {
    this.held.set(endpoint.id, endpoint);
    this.heldTimer ??= setTimeout(() => {
      this.heldTimer = undefined;
      const held = [...this.held.values()];
      this.held.clear();
      for (const one of held) this.serve(one);
    }, HELD_MS).unref();
  }

  private async claim(due: DueEndpoint, queue: EndpointQueue, grant: Grant): Promise<void> {
    queue.filling = true;
    queue.again = false;
    const startedAt = this.parts.elapsed();
    let claimed: readonly Delivery[] = [];
    try {
      const endpoint = await this.parts.webhooks.findEndpoint(due.id);
      if (endpoint === null || whyEnded(endpoint) !== null) {
        this.queues.delete(due.id);
        this.track(this.endings.end(due.id));
        return;
      }
      // Not claimed, so that no attempt is used up and an instance that has the key need not wait for a lease.
      if (endpoint.secrets.some(({ sealed }) => !this.parts.sealer.knowsKeyOf(sealed))) {
        this.parts.onSealedAway(due.id);
        return;
      }
      claimed = await this.claimed(endpoint, queue, grant.count);
      for (const delivery of claimed) {
        queue.inFlight += 1;
        queue.attemptedAt = this.parts.elapsed();
        const attempt = attemptDelivery(this.parts, this.settler, endpoint, delivery);
        this.track(this.followed(due, queue, grant, attempt));
      }
    } finally {
      queue.filling = false;
      this.shares.rest(grant, this.parts.elapsed() - startedAt);
      this.shares.unused(grant, grant.count - claimed.length);
    }
    if (this.wanted(queue)) this.fill(due, queue);
  }

  /** `serve` was called again while the claim was under way. */
  private wanted(queue: EndpointQueue): boolean {
    return queue.again;
  }

  private claimed(endpoint: WebhookEndpoint, queue: EndpointQueue, most: number): Promise<Delivery[]> {
    const { webhooks, clock, ids } = this.parts;
    const now = clock.now();
    const failedForMs = now - (endpoint.failingSince ?? now);
    if (failedForMs >= FAILING_AFTER_MS) queue.failures = Math.max(queue.failures, FAILURES_TO_REST);
    const limit = Math.min(most, queue.width);
    const claimId = ids.next('wrt');
    return webhooks.claim({ endpointId: endpoint.id, now, leaseUntil: now + LEASE_MS, claimId, limit });
  }

  private async followed(
    endpoint: DueEndpoint,
    queue: EndpointQueue,
    grant: Grant,
    attempt: Promise<boolean | null>,
  ): Promise<void> {
    try {
      const delivered = await attempt;
      if (delivered === null) return;
      queue.proven ||= delivered;
      queue.failures = delivered ? 0 : queue.failures + 1;
      queue.restUntil = queue.failures >= FAILURES_TO_REST ? this.parts.elapsed() + REST_MS : 0;
    } finally {
      queue.inFlight -= 1;
      this.shares.end(grant);
    }
    this.serve(endpoint);
  }

  private track(work: Promise<void>): void {
    const tracked = work.catch(this.parts.onError).finally(() => this.underWay.delete(tracked));
    this.underWay.add(tracked);
  }
}
