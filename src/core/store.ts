// The whole store as one port: a record of the ports of each room.
import type { AllowanceStore } from './accounts/allowance';
import type { AccountStore } from './accounts/store';
import type { Backlog } from './backlog';
import type { BookStore } from './books/store';
import type { EventStore } from './events/store';
import type { FindingStore } from './findings/store';
import type { PeopleStore } from './people/store';
import type { PointsStore } from './points/store';
import type { ReconciliationStore } from './reconciliations/store';
import type { RedemptionStore } from './redemption/store';
import type { RestoreStore } from './restores/store';
import type { SealedRecordStore } from './sealed-records';
import type { SearchStore } from './search/store';
import type { StoredAnswerStore } from './stored-answers';
import type { TerminalStore } from './terminals/store';
import type { Instant } from './values/time';
import type { WebhookStore } from './webhooks/store';

/** Counted since the store was opened, for metrics and for tests that say how many writes a call may cost. */
export interface StoreStats {
  /** Acknowledged inserts and replaces of redemptions. */
  readonly durableWrites: number;
  /** Commits that carried writes of any kind: with group commit fewer than there were writes. Null where the engine does not say. */
  readonly commits: number | null;
}

/**
 * An opened store: what `openStore` resolves with. Where it cannot be read or written right now, its ports throw
 * `StoreUnavailable`. An abstract class, so that it is its own injection token; a plain record of these members is a store.
 */
export abstract class Store {
  abstract readonly engine: 'sqlite' | 'mongodb';
  abstract readonly redemptions: RedemptionStore;
  abstract readonly books: BookStore;
  abstract readonly search: SearchStore;
  abstract readonly events: EventStore;
  abstract readonly storedAnswers: StoredAnswerStore;
  abstract readonly accounts: AccountStore;
  abstract readonly people: PeopleStore;
  abstract readonly terminals: TerminalStore;
  abstract readonly allowances: AllowanceStore;
  abstract readonly webhooks: WebhookStore;
  abstract readonly findings: FindingStore;
  abstract readonly reconciliations: ReconciliationStore;
  abstract readonly points: PointsStore;
  abstract readonly restores: RestoreStore;
  abstract readonly sealed: SealedRecordStore;
  /** Rejects if the store cannot take a durable write right now. */
  abstract ping(): Promise<void>;
  /** Of this process alone. Cheap: counted as it happens. */
  abstract stats(): StoreStats;
  /** What waits, for gauges: counted over indexes of what waits, up to `BACKLOG_CAP`, never over everything. */
  abstract backlog(now: Instant): Promise<Backlog>;
  /** What the store's own machine takes the time for, right now; null where that is this machine. Rejects if it is away. */
  abstract serverTime(): Promise<Instant | null>;
  /** Waits for writes under way, then closes. Closing twice is closing once. */
  abstract close(): Promise<void>;
}

/** Whatever is not about the store as a whole is a port. */
export type PortName = Exclude<keyof Store, 'engine' | 'ping' | 'stats' | 'backlog' | 'serverTime' | 'close'>;

/** The one list of ports. As a record, because the compiler then refuses one that leaves a port out. */
const PORT_NAMES: Readonly<Record<PortName, true>> = {
  redemptions: true,
  books: true,
  search: true,
  events: true,
  storedAnswers: true,
  accounts: true,
  people: true,
  terminals: true,
  allowances: true,
  webhooks: true,
  findings: true,
  reconciliations: true,
  points: true,
  restores: true,
  sealed: true,
};
export const STORE_PORTS = Object.keys(PORT_NAMES) as readonly PortName[];

/** The same store, each port replaced by what `wrap` makes of it, once. Members of the store as a whole go straight through. */
export function mapPorts(store: Store, wrap: <P extends object>(port: P, name: PortName) => P): Store {
  const ports = Object.fromEntries(STORE_PORTS.map((name) => [name, wrap(store[name], name)])) as Pick<Store, PortName>;
  return {
    ...ports,
    engine: store.engine,
    ping: () => store.ping(),
    stats: () => store.stats(),
    backlog: (now) => store.backlog(now),
    serverTime: () => store.serverTime(),
    close: () => store.close(),
  };
}
