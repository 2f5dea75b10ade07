// From the event log to the endpoints. Everything it does follows from durable flags, so it can be killed anywhere and run
// again, here or on another instance: an event may be sent twice, never not at all.
import { newDelivery, type Delivery } from '../core/webhooks/delivery';
import { isSubscribed } from '../core/webhooks/endpoint';
import type { WebhookEndpoint } from '../core/webhooks/endpoint';
import { asLogged, type RedemptionEvent } from '../core/events/event';
import type { NotifierParts } from './attempt';
import { EndpointQueues } from './endpoint-queues';
import { Poller } from '../jobs/poller';
import { MisdatedDeliveries } from './misdated';

const POLL_MS = 500;
const RELAY_BATCH = 200;
const FAN_OUT_BATCH = 200;
const NOTICE_BATCH = 50;
const MOST_ENDPOINTS = 10_000;

export class Notifier {
  private readonly queues: EndpointQueues;
  private readonly poller: Poller;
  private readonly misdated: MisdatedDeliveries;
  private stopping = false;

  constructor(
    private readonly parts: NotifierParts,
    pollMs: number = POLL_MS,
  ) {
    this.queues = new EndpointQueues(parts);
    this.misdated = new MisdatedDeliveries(parts.webhooks, parts.clock);
    this.poller = new Poller(() => this.tick(), pollMs, parts.onError);
  }

  start(): void {
    this.poller.start();
  }

  /** Something was just written: look at once instead of at the next poll. */
  wake(): void {
    this.poller.wake();
  }

  /** Ends; requests under way are waited for and their results written. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.poller.stop();
    await this.queues.close();
  }

  /** Everything that is due now, and what it leads to, to its end. For tests and for draining by hand. */
  async runOnce(): Promise<void> {
    do {
      await this.queues.idle();
      await this.tick();
    } while (this.queues.busy);
  }

  /** Moves events on, and starts what is due without waiting for it. Never leaves anything to look at again at once: false. */
  private async tick(): Promise<boolean> {
    await this.announce();
    // Fewer than a full batch: nothing else was waiting. Asked again at once, a busy service would relay every event on its own.
    while (!this.stopping && (await this.parts.events.relay(RELAY_BATCH, this.parts.clock.now())) === RELAY_BATCH);
    while (!this.stopping && (await this.fanOut()) > 0);
    if (this.stopping) return false;
    await this.misdated.redate();
    for (const id of await this.parts.webhooks.dueEndpoints(this.parts.clock.now(), MOST_ENDPOINTS)) {
      this.queues.serve(id);
    }
    return false;
  }

  /** Events about endpoints stand in the endpoint until they are in the log: the same outbox as for redemptions. */
  private async announce(): Promise<void> {
    for (const endpoint of await this.parts.webhooks.noticing(NOTICE_BATCH)) {
      if (endpoint.notice === null) continue;
      await this.parts.events.append(asLogged(endpoint.notice, this.parts.clock.now()));
      // If another instance wrote first, the next round retries. Append is idempotent.
      await this.parts.webhooks.replaceEndpoint({ ...endpoint, rev: endpoint.rev + 1, notice: null });
    }
  }

  private async fanOut(): Promise<number> {
    const events = await this.parts.webhooks.unfanned(FAN_OUT_BATCH);
    if (events.length === 0) return 0;
    const deliveries = await this.deliveriesOf(events);
    await this.parts.webhooks.fanOut(
      events.map((event) => event.id),
      deliveries,
    );
    return events.length;
  }

  private async deliveriesOf(events: readonly RedemptionEvent[]): Promise<Delivery[]> {
    const { clock, ids, webhooks } = this.parts;
    const subscribers = new Map<string, readonly WebhookEndpoint[]>();
    const deliveries: Delivery[] = [];
    for (const event of events) {
      const tenant = `${event.accountId}|${event.livemode}`;
      const endpoints = subscribers.get(tenant) ?? (await webhooks.subscribers(event.accountId, event.livemode));
      subscribers.set(tenant, endpoints);
      for (const endpoint of endpoints) {
        if (isSubscribed(endpoint, event))
          deliveries.push(newDelivery(event, endpoint.id, ids.next('dlv'), clock.now()));
      }
    }
    return deliveries;
  }
}
