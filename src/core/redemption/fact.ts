// Everything that can happen to a redemption. Three writers move one by submitting facts: a request, the resolver, support
// staff. Reconciliation submits facts too, which only open reviews. All of it goes through `advance`.
import type { Accepted, Inquiry } from '../providers/outcome';
import type { Cents } from '../values/money';
import type { IdPrefix } from '../values/ports';
import type { Instant, Reading } from '../values/time';
import type { HeldVoucher, IdempotencyEntry, OperationMethod, OperationType } from './redemption';
import type { Actor } from './actor';
import type { ReceiptKind } from './receipts';
import type { ReviewReason, ShownTaken } from './review';
import type { Schedule } from './schedule';

/** An operation about to be sent. It is written, with its first ask, before anything leaves. */
export interface RequestedOperation {
  readonly id: string;
  readonly type: OperationType;
  readonly method: OperationMethod;
  readonly amountCents: Cents;
  /** Of the first ask. */
  readonly askId: string;
  /** When the silence of this process counts as doubt. */
  readonly dueAt: Instant;
}

/** A provider's answer with the PIN in it sealed: what a fact may carry. */
export type SealedAccepted = Omit<Accepted, 'voucher'> & { readonly voucher: HeldVoucher | null };
/** What became of an operation, with every PIN in it sealed. */
export type SealedInquiry = SealedAccepted | Exclude<Inquiry, Accepted>;

/**
 * What people call the provider, where the PIN of its change comes in its answer and nowhere else. Absent where it issues no
 * change, or sends it to the customer itself.
 */
export type ChangeIssuer = string;

/** One thing that happened. `advance` applies it; `actor` and time are in the context. */
export type Fact =
  | { readonly kind: 'created' }
  /** The PIN is claimed here, from now until it fails. */
  | { readonly kind: 'reserved'; readonly until: Instant }
  /** The hold is Vouch's own: this provider has nothing to check beforehand. */
  | { readonly kind: 'hold_recorded'; readonly operationId: string }
  | { readonly kind: 'operation_requested'; readonly operation: RequestedOperation }
  | {
      readonly kind: 'reversal_requested';
      readonly reversalId: string;
      readonly reason: string;
      readonly operation: RequestedOperation;
    }
  /** A question is about to be put. Writing this is also the lease: only one writer can. */
  | { readonly kind: 'asked'; readonly operationId: string; readonly askId: string; readonly dueAt: Instant }
  | {
      readonly kind: 'answered';
      readonly operationId: string;
      /** Null where the answer belongs to no ask: the resolver notes silence, or that the provider cannot be asked. */
      readonly askId: string | null;
      readonly inquiry: SealedInquiry;
      /** How long `not_found` must hold, in milliseconds. */
      readonly settlingMs: number;
      /**
       * The operation to try instead where the provider plainly declines: the whole value, or a refund for a restore.
       */
      readonly fallback: RequestedOperation | null;
      /**
       * The provider cannot be asked about this operation: doubt that is left has no next question, and opens a review.
       */
      readonly beyondAsking?: boolean;
      /**
       * These books were restored from a backup, and what they lost may have used this voucher, or gone on from this refusal: it is no
       * proof that nothing moved.
       */
      readonly mayBeLost?: boolean;
      /** A person has, or had, a review of that because of another redemption of the voucher: this one opens none. */
      readonly lostIsReviewed?: boolean;
      /**
       * What was done after the backup is lost, and no statement was read: the redemption may have been captured by another request, so that
       * nothing of this one ends it.
       */
      readonly mayBeCaptured?: boolean;
      readonly changeIssuer?: ChangeIssuer;
    }
  | { readonly kind: 'canceled'; readonly operationId: string }
  | { readonly kind: 'lapsed'; readonly operationId: string }
  /** Its time is over, and it may have been captured in the time that a restored backup lacks: looked at again then. */
  | { readonly kind: 'lapse_put_off'; readonly until: Instant }
  | {
      readonly kind: 'review_opened';
      readonly reason: ReviewReason;
      readonly operationId: string | null;
      readonly summary: string;
      /**
       * The redemption stood in a backup that was put back, and somebody may know a later state of it, which is lost. Then each summary about
       * an operation has a review of its own: what is open from before the backup says nothing of what was done since.
       */
      readonly restored?: boolean;
      /** Of a capture that is lost. */
      readonly shown?: ShownTaken;
      /** A statement shows so much as given back: then, too, each summary has a review of its own. */
      readonly backCents?: Cents;
      /** The reference of a lost request of which all came back. */
      readonly undone?: string;
    }
  /**
   * A statement that may be recorded shows the capture that an open review is about, which was opened without that: the verdict may record it from then
   * on, or knows that all of it came back.
   */
  | {
      readonly kind: 'capture_shown';
      readonly reviewId: string;
      readonly shown?: ShownTaken;
      readonly undone?: string;
    }
  /**
   * The answer to a capture that a restored backup lacks was kept: the value was taken under this operation, whatever these books say. Of a redemption
   * that has ended since, a person is told.
   */
  | {
      readonly kind: 'capture_found';
      readonly operationId: string;
      readonly inquiry: SealedAccepted;
      readonly changeIssuer?: ChangeIssuer;
    }
  /** A statement shows value given back that these books do not know. `reference` null: on the line of the redemption itself. */
  | {
      readonly kind: 'return_found';
      readonly operationId: string;
      readonly reversalId: string;
      readonly method: 'restore' | 'refund';
      readonly reference: string | null;
      readonly transactionId: string | null;
      readonly amountCents: Cents;
      readonly summary: string;
      /** The lines show more than this: perhaps the same line twice. */
      readonly more?: boolean;
    }
  | {
      readonly kind: 'verdict_given';
      readonly reviewId: string;
      readonly decision: 'paid' | 'not_paid';
      readonly note: string;
      readonly evidence: string;
      /**
       * Cents that were taken or given back, where the operation asked for the whole value; null where it names its
       * amount.
       */
      readonly amountCents: Cents | null;
      /** As of an answer. */
      readonly mayBeCaptured?: boolean;
      readonly changeIssuer?: ChangeIssuer;
    }
  /** Somebody asks to give back what takes a second person. */
  | {
      readonly kind: 'reversal_proposed';
      readonly proposalId: string;
      readonly amountCents: Cents;
      readonly reason: string;
      readonly lapsesAt: Instant;
      readonly epoch?: number;
    }
  /** Always with the `reversal_requested` of this reversal, in one write. */
  | { readonly kind: 'reversal_approved'; readonly proposalId: string; readonly reversalId: string }
  | { readonly kind: 'reversal_rejected'; readonly proposalId: string; readonly note: string }
  | { readonly kind: 'reversal_proposal_lapsed'; readonly proposalId: string }
  /** One person's verdict, where it takes the same one of another. */
  | {
      readonly kind: 'verdict_proposed';
      readonly reviewId: string;
      readonly decision: 'paid' | 'not_paid';
      readonly note: string;
      readonly evidence: string;
      readonly amountCents: Cents | null;
      readonly epoch?: number;
    }
  /** Written before the PIN is shown. `reversalId`: of a refund voucher. */
  | {
      readonly kind: 'pin_revealed';
      readonly voucher: 'change' | 'refund';
      readonly reversalId: string | null;
      readonly reason: string;
    }
  /** A person took the review up, or was given it; `userId` null: nobody has it any more. */
  | { readonly kind: 'review_assigned'; readonly reviewId: string; readonly userId: string | null }
  | { readonly kind: 'review_noted'; readonly reviewId: string; readonly note: string }
  | {
      readonly kind: 'updated';
      readonly metadata?: Readonly<Record<string, string>>;
      readonly externalReference?: string | null;
    }
  /** A receipt of the outcome was shown or printed. */
  | { readonly kind: 'acknowledged'; readonly receipt: ReceiptKind }
  /** Texts that were sealed with another key, by what they were sealed as before. */
  | { readonly kind: 'resealed'; readonly texts: ReadonlyMap<string, string> }
  /** Issued vouchers were spent or have run out: these sealed PINs are of no use to anybody but a thief. */
  | { readonly kind: 'pins_erased'; readonly sealedPins: readonly string[]; readonly why: 'spent' | 'expired' }
  /** A key of this redemption is older than 30 days and wanted elsewhere. */
  | { readonly kind: 'idempotency_expired'; readonly scope: string };

/** Everything `advance` may not find out by itself. */
export interface FactContext {
  readonly at: Instant;
  /** `Clock.aged`: by which asking is given up. Absent: `at`. */
  readonly aged?: Instant;
  /** By the count of the process that brings the fact, taken before the write. Absent: it settles nothing by waiting. */
  readonly reading?: Reading;
  readonly actor: Actor;
  readonly requestId: string | null;
  /** Of this write: stable over its retries. */
  readonly writeId: string;
  readonly schedule: Schedule;
  /** The call that this write answers for, if it came with an idempotency key. */
  readonly idempotency?: IdempotencyEntry;
  nextId(prefix: IdPrefix): string;
}
