// What every use case is given, and who is calling it.
import type { Inquiry, Outcome } from '../providers/outcome';
import type { Clock, Ids, Sealer, Store } from '../store';
import type {
  CaptureCall,
  InquireCaptureCall,
  Lookup,
  LookupCall,
  ProviderAdapter,
  RefundCall,
  RestoreCall,
  Traits,
} from '../providers/provider';
import type { Schedule } from '../redemption/schedule';

type Unbound<Call> = Omit<Call, 'http'>;

/**
 * One provider as the core sees it: an adapter behind its policy (deadline, breaker, bulkhead). Never throws. Answers within
 * `traits.timeoutMs`. An open breaker or a full bulkhead is `not_sent`.
 */
export interface ProviderGate {
  readonly traits: Traits;
  /** `inquireRefund`: whether the provider can be asked what became of a refund. Where not, doubt about one is a person's. */
  readonly can: Readonly<Record<'reserve' | 'lookup' | 'restore' | 'refund' | 'inquireRefund', boolean>>;
  claimOf: ProviderAdapter['claimOf'];
  /** False while as many captures are under way as the provider is given: load is shed before anything is written. */
  hasRoom(): boolean;
  capture(call: Unbound<CaptureCall>): Promise<Outcome>;
  inquireCapture(call: Unbound<InquireCaptureCall>): Promise<Inquiry>;
  reserve(call: Unbound<CaptureCall>): Promise<Outcome>;
  lookup(call: Unbound<LookupCall>): Promise<Lookup>;
  restore(call: Unbound<RestoreCall>): Promise<Outcome>;
  inquireRestore(call: Unbound<RestoreCall>): Promise<Inquiry>;
  refund(call: Unbound<RefundCall>): Promise<Outcome>;
  inquireRefund(call: Unbound<RefundCall>): Promise<Inquiry>;
}

export abstract class Providers {
  /** Undefined for an unknown type; null where the type exists but is not set up for this mode. */
  abstract find(type: string, livemode: boolean): ProviderGate | null | undefined;
  /** Every type in registry order, as set up for this mode. */
  abstract list(livemode: boolean): readonly Traits[];
}

/** Serialises work on one redemption inside this process, so that compare-and-set has only other processes to lose to. */
export abstract class Turnstile {
  abstract pass<T>(id: string, work: () => Promise<T>): Promise<T>;
}

export interface Engine {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly sealer: Sealer;
  readonly providers: Providers;
  readonly turnstile: Turnstile;
  readonly schedule: Schedule;
}

/** What bringing a fact takes: no provider and no key. A process that only brings facts has neither. */
export type FactEngine = Pick<Engine, 'store' | 'clock' | 'ids' | 'turnstile' | 'schedule'>;

/** The key behind a request. */
export interface Caller {
  readonly accountId: string;
  readonly livemode: boolean;
  readonly keyId: string;
  readonly publishable: boolean;
  readonly requestId: string | null;
}

/** An idempotency key and the digest of the request that came with it. */
export interface Idempotency {
  readonly key: string;
  /** Everything that makes two requests the same: route, target and body, as text. */
  readonly request: string;
}

/** What a write call may carry beside its own fields. */
export interface WriteOptions {
  readonly idempotency?: Idempotency | undefined;
  /** The `version` the caller has seen. */
  readonly ifMatch?: number | undefined;
}
