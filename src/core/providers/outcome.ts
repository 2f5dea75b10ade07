// What a call to a provider amounts to. Outcomes are values: adapters answer with one and never throw.
import type { Cents } from '../values/money';
import type { Pin } from '../values/pin';
import type { ProviderDetails } from './details';

/** Declines, named once for all providers. Each is certain: nothing moved. */
export const DECLINE_CODES = [
  'voucher_already_redeemed',
  'voucher_not_found',
  'voucher_expired',
  'voucher_cancelled',
  'insufficient_value',
  'amount_too_small',
  'amount_too_large',
  'provider_rejected',
  'cash_rate_missing',
] as const;

export type DeclineCode = (typeof DECLINE_CODES)[number];

/** Reasons on our side, equally certain: the request never moved anything. */
export const NOT_SENT_CODES = ['provider_unavailable', 'provider_misconfigured'] as const;
export type NotSentCode = (typeof NOT_SENT_CODES)[number];

/** A voucher that the provider issued to us: the change of a partial redemption, or a refund. */
export interface IssuedVoucher {
  /** Absent where the provider delivers it to the customer itself (OTT). */
  readonly pin?: Pin;
  readonly serialNumber?: string;
  /** RFC 3339 in UTC. */
  readonly expiresAt?: string;
  /** Absent where the provider does not say (Blu). */
  readonly amountCents?: Cents;
  readonly delivery: 'inline' | 'sms';
}

/** What the provider said, in its own words. Must not hold a PIN: the adapter strips it. */
export interface ProviderWords {
  readonly providerCode?: string;
  readonly providerMessage?: string;
}

/** The provider did it, and says how much it took or gave back. */
export interface Accepted {
  readonly kind: 'accepted';
  /** For `reserve` and `lookup` the value found; 0 where the provider does not tell before it takes. */
  readonly amountCents: Cents;
  /** The provider's own number for it. */
  readonly transactionId?: string;
  /** What else the provider names it by: `serial_number` and so on. Never a secret. */
  readonly details?: ProviderDetails;
  readonly voucher?: IssuedVoucher;
}

/** Certain: nothing moved. */
export interface Declined extends ProviderWords {
  readonly kind: 'declined';
  readonly code: DeclineCode;
  /**
   * `refusal`: the provider refused this very request. After doubt, a refusal such as "already used" may be about ourselves.
   * `record`: the provider's own record shows that our operation took nothing. That is proof even after doubt.
   */
  readonly proof: 'refusal' | 'record';
}

/** The provider has it and is still working on it. */
export interface Pending extends ProviderWords {
  readonly kind: 'pending';
}

/** Certain: the request never reached the provider, or was turned away at the door before any processing. */
export interface NotSent extends ProviderWords {
  readonly kind: 'not_sent';
  readonly code: NotSentCode;
  /** Plain words for a person, without secrets. */
  readonly reason: string;
}

/** Anything else: timeout, dropped socket, 5xx, unreadable body, unlisted code, a throw. */
export interface Unknown extends ProviderWords {
  readonly kind: 'unknown';
  readonly reason: string;
}

/** Answer to an inquiry only: the provider has no record of the operation (yet). Counts once it has held for the settling time. */
export interface NotFound extends ProviderWords {
  readonly kind: 'not_found';
}

/** What a call that may move value amounts to. `declined` and `not_sent` are promises that nothing moved. */
export type ProviderOutcome = Accepted | Declined | Pending | NotSent | Unknown;
/** What a question about an operation amounts to. */
export type Inquiry = ProviderOutcome | NotFound;
