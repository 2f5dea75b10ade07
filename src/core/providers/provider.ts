// The adapter contract. Everything Vouch knows about providers in general stands in this file; everything it knows about
// one provider stands in that provider's folder under adapters/. docs/adding-a-provider.md walks through it.
//
// Six rules that the conformance suite (adapters/kit/conformance/) holds every adapter to:
//  1. At most one money-moving request per call, and no retry inside. Look-ups that move nothing are allowed as well.
//  2. Never throw. An answer that is neither plainly a success nor a listed refusal is `unknown`.
//  3. `declined` and `not_sent` are promises that nothing moved. A code that the table does not list is `unknown`.
//  4. The request carries `call.reference` and only that reference, so that the provider can be asked about it later.
//  5. No state, no clock, no storage, no environment: all of it comes in through the call or the settings.
//  6. A PIN leaves `Pin.reveal()` only into a request body (or a path the provider forces on us), never into words or logs.
import type { Cents, Currency } from '../values/money';
import type { Pin } from '../values/pin';
import type { CallOwner } from './call-owner';
import type { ProviderLedger } from './ledger';
import type { Inquiry, ProviderOutcome } from './outcome';

/** One field of `source`, as `/redemptions/types` shows it and as input is checked against it. */
export interface SourceField {
  readonly name: string;
  /** Other names under which the same field is accepted. */
  readonly aliases?: readonly string[];
  readonly type: 'string';
  readonly required: boolean;
  /** Of the fields with the same word here exactly one must be sent. Each says `required: false`. */
  readonly choice?: string;
  /** Sensitive fields become a `Pin`, lose spaces and dashes, are sealed at rest and masked everywhere. */
  readonly sensitive: boolean;
  /** Anchored regular expression, applied after spaces and dashes are stripped from a sensitive field. */
  readonly pattern: string;
  /** Taken although they do not fit the pattern: vouchers that only a simulator knows. Never shown, never in live mode. */
  readonly testValues?: readonly string[];
  readonly description: string;
  readonly example: string;
}

/** A voucher as presented: sensitive fields are `Pin`, the rest plain text. Keys are the `SourceField` names. */
export type Source = Readonly<Record<string, string | Pin>>;

/** What a voucher type can do. `/redemptions/types` shows it as it stands, which is why one name is in snake case. */
export interface Capabilities {
  /** Vouch can hold the voucher before value is taken. */
  readonly reserve: boolean;
  readonly redeem: boolean;
  /** Less than the voucher's value can be taken. */
  readonly partial: boolean;
  /** Value can be given back: the adapter has `restore` or `refund`, and is configured for it. */
  readonly refund: boolean;
  /** The value can be read without taking it. */
  readonly lookup: boolean;
  readonly change_voucher: 'INLINE' | 'SMS' | 'NONE';
}

/** What an adapter says about its provider: constant, and the same for every call. */
export interface Traits {
  /** `vouchers.one_voucher` and so on. */
  readonly type: string;
  /** Short word used in configuration, metrics and simulators: `one_voucher`, `ott`, `blu`. */
  readonly provider: string;
  readonly category: string;
  readonly name: string;
  readonly description: string;
  /** Of the provider. Absent where the value is kept here: clients are shown this server's own documentation. */
  readonly website?: string;
  readonly currencies: readonly Currency[];
  readonly sourceFields: readonly SourceField[];
  readonly capabilities: Capabilities;
  /**
   * How doubt about a redemption is resolved. `resend`: the provider promises to replay the first answer to the same
   * reference. `status`: it can be asked about the reference. `lookup`: the voucher itself shows who took it.
   */
  readonly recovery: 'resend' | 'status' | 'lookup';
  /** How long one call may take, in milliseconds. */
  readonly timeoutMs: number;
  /** How long "no such operation" must hold before it counts as "not taken", in milliseconds. */
  readonly settlingMs: number;
  /** `restore` takes a part as well, and as many parts as there are. Absent: the whole value, once. */
  readonly partialRestore?: boolean;
  /** Its books are in our own store: a restored backup restores both, and there is no statement to wait for. */
  readonly keptHere?: boolean;
}

/**
 * `redemption_options`, already checked. `decline`: take the asked amount or nothing. `allow`: take what the voucher
 * holds, if it is less.
 */
export interface RedemptionOptions {
  readonly partial: 'decline' | 'allow';
  /** 27 and nine digits. */
  readonly mobile_number?: string;
  readonly store_id?: string;
  readonly terminal_id?: string;
}

/** One request over the wire. `path` is joined to the adapter's base URL; another host cannot be named. */
export interface WireRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
}

/** What became of a `WireRequest`. */
export type WireReply =
  | { readonly kind: 'reply'; readonly status: number; readonly text: string; readonly json: unknown }
  /** Certain: refused connection, unresolvable name, no route, TLS refused, no connection in time. No byte was written. */
  | { readonly kind: 'not_sent'; readonly reason: string }
  /** No answer in time, reset, truncated or oversized answer. */
  | { readonly kind: 'unknown'; readonly reason: string };

/**
 * The HTTP client given to an adapter: bound to one base URL, one deadline and one call. Never throws, never follows a
 * redirect, never retries. `json` of a reply is undefined where the body is not JSON.
 */
export interface ProviderHttp {
  send(request: WireRequest): Promise<WireReply>;
}

/** By what a provider is reached: over HTTP, or in the ledger of this installation. A definition names one. */
export interface Transports {
  readonly http: ProviderHttp;
  readonly ledger: ProviderLedger;
}
export type TransportName = keyof Transports;
/** The one transport of a call. */
export type Over<T extends TransportName> = Pick<Transports, T>;

/** What every adapter call receives, besides its transport. */
export interface CallContext extends CallOwner {
  /** `rdm_…`: for what a provider shows its own users. Never sent in place of `reference`. */
  readonly redemptionId: string;
  /** Ours, stable for this operation, at most 50 characters of `[A-Za-z0-9-]`. */
  readonly reference: string;
  /** When this operation was first sent, RFC 3339. Stable over resends, for providers whose request carries a time. */
  readonly firstSentAt: string;
}

/** What every adapter call receives. */
export type ProviderCall<T extends TransportName = 'http'> = CallContext & Over<T>;

/** A hold that the provider has for this redemption: what `hold` was accepted for. */
export interface HeldValue {
  readonly reference: string;
  readonly amountCents: Cents;
}

/** Takes value, or (as `reserve`) checks that it could be taken. */
export type CaptureCall<T extends TransportName = 'http'> = ProviderCall<T> & {
  readonly source: Source;
  /** Take it out of this hold, and free the rest of it. Absent: nothing is held. */
  readonly held?: HeldValue;
  /** 0 takes the whole value. */
  readonly amountCents: Cents;
  readonly currency: Currency;
  readonly options: RedemptionOptions;
};

/** Asks what became of a capture. `source` is there because some providers can only be asked through the voucher. */
export type InquireCaptureCall<T extends TransportName = 'http'> = CaptureCall<T>;

/** Sets value aside at the provider, until it is captured or released. */
export type HoldCall<T extends TransportName = 'http'> = CaptureCall<T> & {
  /** RFC 3339. Whatever becomes of us, the provider frees the value by itself then. */
  readonly until: string;
};

/** Frees what is held: nothing of it may be held afterwards, not even by a `hold` that is still on its way. */
export type ReleaseCall<T extends TransportName = 'http'> = ProviderCall<T> & {
  /** Reference of the hold. */
  readonly holdReference: string;
  readonly amountCents: Cents;
  /** Non-sensitive fields of the source. */
  readonly source: Readonly<Record<string, string>>;
};

/** Puts value of a capture back on its voucher: all of it, or a part where `partialRestore` says so. */
export type RestoreCall<T extends TransportName = 'http'> = ProviderCall<T> & {
  /** Reference and transaction of the capture that is undone. */
  readonly originalReference: string;
  readonly originalTransactionId: string | null;
  readonly amountCents: Cents;
};

/** Gives value back as a new voucher. */
export type RefundCall<T extends TransportName = 'http'> = ProviderCall<T> & {
  readonly amountCents: Cents;
  readonly currency: Currency;
  readonly options: RedemptionOptions;
  /** Non-sensitive fields of the source (the phone number of an OTT customer). The PIN is gone by then. */
  readonly source: Readonly<Record<string, string>>;
};

/** Reads what a voucher is worth. */
export type LookupCall<T extends TransportName = 'http'> = CallOwner & Over<T> & { readonly source: Source };

/** Answer of `lookup`. `metadata` is shown to the caller as `provider_metadata`: never a secret. */
export type Lookup =
  | {
      readonly kind: 'found';
      readonly balanceCents: Cents;
      readonly currency: Currency;
      readonly metadata: Readonly<Record<string, string>>;
    }
  | Exclude<ProviderOutcome, { kind: 'accepted' | 'pending' }>;

/**
 * One provider, bound to the settings of one mode (simulator or the real thing).
 *
 * Only `capture` and `inquireCapture` are demanded. An optional method that is there says that the provider can do
 * it: `capabilities` in the traits must agree, and the conformance suite checks that it does.
 */
export interface ProviderAdapter<T extends TransportName = 'http'> {
  readonly traits: Traits;
  /**
   * What makes two presentations the same voucher: usually the PIN. Fed to a keyed hash, never stored or shown. Absent where the
   * same source may be redeemed twice at once, because the provider itself keeps its balance.
   */
  claimOf?(source: Source): string;
  /** Takes the value. The one call that moves money. */
  capture(call: CaptureCall<T>): Promise<ProviderOutcome>;
  /** What became of this capture? Where `recovery` is `resend`, this sends the identical request again. */
  inquireCapture(call: InquireCaptureCall<T>): Promise<Inquiry>;
  /** Checks the voucher before it is held; no value moves. Absent where the provider offers nothing of the kind. */
  reserve?(call: CaptureCall<T>): Promise<ProviderOutcome>;
  /** Sets value aside at the provider itself, in place of `reserve`. With it come `inquireHold` and `release`. */
  hold?(call: HoldCall<T>): Promise<ProviderOutcome>;
  inquireHold?(call: HoldCall<T>): Promise<Inquiry>;
  /** Sent again until it is accepted: releasing what is free already is no error. */
  release?(call: ReleaseCall<T>): Promise<ProviderOutcome>;
  lookup?(call: LookupCall<T>): Promise<Lookup>;
  /** Puts value of a capture back on the original voucher. */
  restore?(call: RestoreCall<T>): Promise<ProviderOutcome>;
  inquireRestore?(call: RestoreCall<T>): Promise<Inquiry>;
  /** Issues a new voucher worth `amountCents`. */
  refund?(call: RefundCall<T>): Promise<ProviderOutcome>;
  /** Absent where the provider has no way to ask: doubt about a refund then goes to a person at once. */
  inquireRefund?(call: RefundCall<T>): Promise<Inquiry>;
}
