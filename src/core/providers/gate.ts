// A provider as use cases see it. Implemented in src/providers/, around the adapters.
import type { Inquiry, ProviderOutcome } from './outcome';
import type {
  CaptureCall,
  InquireCaptureCall,
  Lookup,
  LookupCall,
  ProviderAdapter,
  RefundCall,
  RestoreCall,
  Traits,
} from './provider';

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
  capture(call: Unbound<CaptureCall>): Promise<ProviderOutcome>;
  inquireCapture(call: Unbound<InquireCaptureCall>): Promise<Inquiry>;
  reserve(call: Unbound<CaptureCall>): Promise<ProviderOutcome>;
  lookup(call: Unbound<LookupCall>): Promise<Lookup>;
  restore(call: Unbound<RestoreCall>): Promise<ProviderOutcome>;
  inquireRestore(call: Unbound<RestoreCall>): Promise<Inquiry>;
  refund(call: Unbound<RefundCall>): Promise<ProviderOutcome>;
  inquireRefund(call: Unbound<RefundCall>): Promise<Inquiry>;
}

export abstract class Providers {
  /** Undefined for an unknown type; null where the type exists but is not set up for this mode. */
  abstract find(type: string, livemode: boolean): ProviderGate | null | undefined;
  /** Every type in registry order, as set up for this mode. */
  abstract list(livemode: boolean): readonly Traits[];
}
