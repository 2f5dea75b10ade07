// What a till can ask of the ledger, in cents.
import type { Currency } from '../../../values/money';
import type { Instant } from '../../../values/time';

/** Whose points, as presented at the till. */
export interface TillAccount {
  readonly programId: string;
  readonly assetId: string;
  readonly participantId?: string;
  readonly externalId?: string;
}

/** What taking and holding share. */
export interface Taking {
  readonly account: TillAccount;
  /** 0: the whole balance. */
  readonly cents: number;
  readonly currency: Currency;
  /** Less, where there is less. */
  readonly upTo: boolean;
  readonly redemptionId: string;
}

export type TillMovement =
  | (Taking & { readonly kind: 'take'; readonly held: { readonly reference: string; readonly cents: number } | null })
  | (Taking & { readonly kind: 'hold'; readonly until: Instant })
  | {
      readonly kind: 'release';
      readonly account: TillAccount;
      readonly holdReference: string;
      readonly redemptionId: string;
    }
  | {
      readonly kind: 'give_back';
      readonly takeReference: string;
      readonly cents: number;
      readonly redemptionId: string;
    };
