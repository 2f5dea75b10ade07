// Drops what has been kept long enough: deliveries, deleted endpoints, events, stored answers, sessions of people, entries of the audit
// log, reconciliations, and redemptions that nothing was ever sent for. Nothing else is deleted here.
import type { EventStore } from '../core/events/store';
import { SESSION_HOURS } from '../core/people/settings';
import type { PeopleStore } from '../core/people/store';
import type { PointsStore } from '../core/points/store';
import { IDEMPOTENCY_KEPT_MS, type StoredAnswerStore } from '../core/stored-answers';
import type { RedemptionStore } from '../core/redemption/store';
import { RUNS_KEPT_MS, type ReconciliationStore } from '../core/reconciliations/store';
import type { Clock } from '../core/values/ports';
import { HOUR_MS } from '../core/values/time';
import { EVENT_KEPT_MS } from '../core/webhooks/delivery';
import type { WebhookStore } from '../core/webhooks/store';
import { Poller } from './poller';

const EVERY_MS = HOUR_MS;
/** No session stands longer. The log of what was done in it stays. */
const SESSION_KEPT_MS = SESSION_HOURS.most * HOUR_MS;
/** Small enough that other callers of the store do not wait long behind one batch. */
const BATCH = 500;

export interface ExpiryParts {
  readonly redemptions: RedemptionStore;
  readonly events: EventStore;
  readonly webhooks: WebhookStore;
  readonly storedAnswers: StoredAnswerStore;
  readonly reconciliations: ReconciliationStore;
  readonly points: PointsStore;
  readonly people: PeopleStore;
  /** How long entries of the audit log are kept. */
  readonly auditMs: number;
  readonly clock: Clock;
  /** Told of a store that fails; the next hour tries again. */
  readonly onError: (error: unknown) => void;
}

/** Runs when it is started and every hour after. Several instances may run at once: each row is dropped by one of them. */
export class Expiry {
  private readonly poller: Poller;
  private stopping = false;

  constructor(private readonly parts: ExpiryParts) {
    this.poller = new Poller(() => this.work(), EVERY_MS, parts.onError);
  }

  start(): void {
    this.stopping = false;
    this.poller.start();
  }

  /** Waits for the batch under way. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.poller.stop();
  }

  /** Drops all that is old enough now, batch by batch; says how many records that were. Rejects where the store does. */
  async runOnce(): Promise<number> {
    const { redemptions, webhooks, events, storedAnswers, reconciliations, points, people, auditMs, clock } =
      this.parts;
    const now = clock.aged();
    const eventsBefore = now - EVENT_KEPT_MS;
    const deliveries = await this.drain((limit) => webhooks.expireDeliveries(eventsBefore, limit));
    const logged = await this.drain((limit) => events.expire(eventsBefore, limit));
    const answers = await this.drain((limit) => storedAnswers.expire(now - IDEMPOTENCY_KEPT_MS, limit));
    const keys = await this.drain((limit) => points.expireKeys(now - IDEMPOTENCY_KEPT_MS, limit));
    // Their deliveries are gone by then.
    const endpoints = await this.drain((limit) => webhooks.expireEndpoints(eventsBefore, limit));
    const unsent = await this.drain((limit) => redemptions.expire(now, limit));
    const sessions = await this.drain((limit) => people.expireSessions(now - SESSION_KEPT_MS, limit));
    const acts = await this.drain((limit) => people.expireAudit(now - auditMs, limit));
    const runs = await this.drain((limit) => reconciliations.expire(now - RUNS_KEPT_MS, limit));
    return deliveries + logged + answers + endpoints + unsent + keys + sessions + acts + runs;
  }

  private async work(): Promise<boolean> {
    await this.runOnce();
    return false;
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
