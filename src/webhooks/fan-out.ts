// From events to deliveries: a row for each endpoint that asked for the event. In turns, account by account and a few rows at a
// time; an account whose endpoints do not work, or that sends as much as it may, pauses in between, and no other waits for it.
import type { RedemptionEvent } from '../core/events/event';
import { newDelivery, type Delivery } from '../core/webhooks/delivery';
import { isSubscribed, type WebhookEndpoint } from '../core/webhooks/endpoint';
import type { NotifierParts } from './attempt';
import { Pace, pause } from './pace';

const RELAY_BATCH = 200;
/** While an account rests. */
const RELAY_EVERY_MS = 500;
/** Events read for one turn. */
const EVENTS_A_TURN = 50;
/** Rows of one turn, about: their commit is shared with redemptions, which must not wait for more than a few milliseconds. */
const ROWS_A_TURN = 200;
/** New events of others are looked for this often while an account rests. */
const LONGEST_PAUSE_MS = 50;

/** What the fan-out asks of the part that sends. */
export interface Recipients {
  /** Whether this endpoint is not known to work. */
  isDoubtful(endpoint: WebhookEndpoint): boolean;
  /** Whether the account sends as much as it may already. */
  isUsedUp(accountId: string): boolean;
  /** So many events of the account have deliveries now. */
  addEvents(accountId: string, count: number): void;
  /** Deliveries to this endpoint were just written. */
  serve(endpoint: WebhookEndpoint): void;
}

export class FanOut {
  private readonly pace = new Pace();
  private stopped = false;
  private relayAt = 0;

  constructor(
    private readonly parts: NotifierParts,
    private readonly recipients: Recipients,
  ) {}

  /** Until no event waits, or `stop`. */
  async run(): Promise<void> {
    this.relayAt = 0;
    while (!this.stopped) {
      const restMs = await this.round();
      if (restMs === null) return;
      if (restMs > 0) await pause(Math.min(restMs, LONGEST_PAUSE_MS));
    }
  }

  stop(): void {
    this.stopped = true;
  }

  /** A turn for each account that has events waiting. Says how long until one of them may have another; null if none can be moved. */
  private async round(): Promise<number | null> {
    const { webhooks } = this.parts;
    await this.relay();
    const restsMs: number[] = [];
    let account = await webhooks.unfannedAccount('');
    while (account !== null && !this.stopped) {
      const restMs = this.pace.restMs(account);
      // Nothing moved: what is there waits for another instance, which is about to move what comes before it.
      if (restMs > 0 || (await this.turn(account)) > 0) restsMs.push(restMs);
      account = await webhooks.unfannedAccount(account);
    }
    return restsMs.length === 0 ? null : Math.min(...restsMs);
  }

  private async relay(): Promise<void> {
    // Asked for more often, a busy service would relay every event on its own.
    if (performance.now() < this.relayAt) return;
    // Fewer than a full batch: nothing else was waiting.
    while (!this.stopped && (await this.parts.events.relay(RELAY_BATCH, this.parts.clock.now())) === RELAY_BATCH);
    this.relayAt = performance.now() + RELAY_EVERY_MS;
  }

  /** Says how many events it moved. */
  private async turn(accountId: string): Promise<number> {
    const startedAt = performance.now();
    const { webhooks } = this.parts;
    const waiting = await webhooks.unfanned(accountId, EVENTS_A_TURN);
    const subscribers = new Map<boolean, readonly WebhookEndpoint[]>();
    const events: string[] = [];
    const deliveries: Delivery[] = [];
    const told = new Map<string, WebhookEndpoint>();
    let sent = 0;
    for (const event of waiting) {
      if (deliveries.length >= ROWS_A_TURN) break;
      const { livemode } = event;
      const endpoints = subscribers.get(livemode) ?? (await webhooks.subscribers(accountId, livemode));
      subscribers.set(livemode, endpoints);
      events.push(event.id);
      const asked = endpoints.filter((one) => isSubscribed(one, event));
      if (asked.length > 0) sent += 1;
      for (const endpoint of asked) {
        deliveries.push(this.delivery(event, endpoint));
        told.set(endpoint.id, endpoint);
      }
    }
    if (events.length > 0) await webhooks.fanOut(events, deliveries);
    this.recipients.addEvents(accountId, sent);
    const working = [...told.values()].filter((endpoint) => !this.recipients.isDoubtful(endpoint));
    for (const endpoint of working) this.recipients.serve(endpoint);
    // Most of it is for nobody, or only waits: that must not be at the expense of others.
    if (working.length * 2 < told.size || this.recipients.isUsedUp(accountId)) this.pace.rest(accountId, startedAt);
    return events.length;
  }

  private delivery(event: RedemptionEvent, endpoint: WebhookEndpoint): Delivery {
    return newDelivery(event, endpoint.id, this.parts.ids.next('dlv'), this.parts.clock.now());
  }
}
