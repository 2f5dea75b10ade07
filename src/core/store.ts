// The whole store as one port: a record of the ports of each room.
import type { AccountStore } from './accounts/store';
import type { Backlog } from './backlog';
import type { EventStore } from './events/store';
import type { FindingStore } from './findings/store';
import type { RedemptionStore } from './redemption/store';
import type { StoredAnswerStore } from './stored-answers';
import type { Instant } from './values/time';
import type { WebhookStore } from './webhooks/store';

/** Counted since `open`, for metrics and for tests that say how many writes a call may cost. */
export interface StoreStats {
  /** Acknowledged inserts and replaces of redemptions. */
  readonly durableWrites: number;
  /** Commits that carried writes of any kind: with group commit fewer than there were writes. Null where the engine does not say. */
  readonly commits: number | null;
}

/** The whole store: what `DATABASE_URL` opens. Where it cannot be read or written right now, its ports throw `StoreUnavailable`. */
export abstract class Store {
  abstract readonly engine: 'sqlite' | 'mongodb';
  abstract readonly redemptions: RedemptionStore;
  abstract readonly events: EventStore;
  abstract readonly storedAnswers: StoredAnswerStore;
  abstract readonly accounts: AccountStore;
  abstract readonly webhooks: WebhookStore;
  abstract readonly findings: FindingStore;
  /** Opens, and brings the schema up to date. */
  abstract open(): Promise<void>;
  /** Rejects if the store cannot take a durable write right now. */
  abstract ping(): Promise<void>;
  /** Of this process alone. Cheap: counted as it happens. */
  abstract stats(): StoreStats;
  /** What waits, for gauges: counted over indexes of what waits, up to `BACKLOG_CAP`, never over everything. */
  abstract backlog(now: Instant): Promise<Backlog>;
  /** Waits for writes under way, then closes. */
  abstract close(): Promise<void>;
}
