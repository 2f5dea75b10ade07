// The ledger of this installation, as an adapter reaches it in place of a provider over HTTP. It counts in cents here; what they are
// worth in its own units is its business.
import type { Cents, Currency } from '../values/money';
import type { CallOwner } from './call-owner';

/** Whose balance, and of what: ids as they were presented. */
export interface LedgerAccount {
  readonly programId: string;
  readonly assetId: string;
  /** One of the two. */
  readonly participantId?: string;
  readonly externalId?: string;
}

/** The name of one movement. What is asked again under the same name is never done twice. */
export interface LedgerName extends CallOwner {
  readonly reference: string;
}

interface Taking {
  readonly account: LedgerAccount;
  /** 0: as much as there is. */
  readonly cents: Cents;
  readonly currency: Currency;
  /** Takes less where there is less. */
  readonly upTo: boolean;
  /** `rdm_…` that it belongs to: reversing it directly is refused. */
  readonly redemptionId: string;
}

/** What can be asked of the ledger. Each is one movement. */
export type LedgerMovement =
  | (Taking & {
      readonly kind: 'take';
      /** Out of this hold, whose rest is freed. Null: out of the balance. */
      readonly held: { readonly reference: string; readonly cents: Cents } | null;
    })
  | (Taking & {
      readonly kind: 'hold';
      /** Milliseconds: freed by itself from then on. */
      readonly until: number;
    })
  /** Frees what is held under this name; a hold of that name can never come afterwards. */
  | {
      readonly kind: 'release';
      readonly account: LedgerAccount;
      readonly holdReference: string;
      readonly redemptionId: string;
    }
  | {
      readonly kind: 'give_back';
      readonly takeReference: string;
      readonly cents: Cents;
      readonly redemptionId: string;
    };

/** Where the ledger did not do it, or nobody knows. */
export type LedgerFailure =
  /** Certain: nothing moved. `code` is one of the refusals of points routes. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  /** Certain: it was not begun. */
  | { readonly kind: 'not_sent'; readonly reason: string }
  /** The store did not say whether it was written. */
  | { readonly kind: 'unknown'; readonly reason: string };

export type LedgerReply =
  | {
      readonly kind: 'moved';
      /** Of its record: a redemption, a reversal, or an entry of the journal. */
      readonly recordId: string;
      readonly cents: Cents;
      /** Decimal text. */
      readonly units: string;
    }
  /** Certain and for ever: nothing moved under this name, and nothing can any more. */
  | { readonly kind: 'never' }
  | LedgerFailure;

export type LedgerBalance =
  | {
      readonly kind: 'found';
      /** What can be spent is worth, rounded down. */
      readonly cents: Cents;
      readonly currency: Currency;
      readonly metadata: Readonly<Record<string, string>>;
    }
  | LedgerFailure;

/** Never throws. */
export interface ProviderLedger {
  move(name: LedgerName, movement: LedgerMovement): Promise<LedgerReply>;
  /**
   * What became of the movement of this name. The question takes the name where nothing has: a movement that comes later is told
   * `never`. So the answer is final.
   */
  settle(name: LedgerName): Promise<LedgerReply>;
  balance(owner: CallOwner, account: LedgerAccount): Promise<LedgerBalance>;
}
