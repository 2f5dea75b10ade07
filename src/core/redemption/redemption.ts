// The aggregate: everything Vouch knows about one redemption, in one document. Only `advance` makes a new one of an old one.
import type { ProviderDetails } from '../providers/details';
import type { DeclineCode, Inquiry, NotSentCode } from '../providers/outcome';
import type { RedemptionOptions } from '../providers/provider';
import type { Cents, Currency } from '../values/money';
import type { Instant, Reading } from '../values/time';
import type { Actor } from './actor';
import type { Proposal } from './people/proposal';
import type { Review } from './review';
import type { TimelineFact } from './timeline-facts';

/** How far a redemption has come. transitions.ts says which may follow which. */
export const STATUSES = ['draft', 'reserved', 'confirmed', 'failed'] as const;
export type Status = (typeof STATUSES)[number];

/** What a till needs to know. `checking`: sent, no certain answer yet. */
export const OUTCOMES = ['open', 'paid', 'not_paid', 'checking'] as const;
export type RedemptionOutcome = (typeof OUTCOMES)[number];

/** What an operation does. `release` is the end of a reservation, `confirm` is what callers name capture. */
export const OPERATION_TYPES = ['reserve', 'confirm', 'release', 'reverse'] as const;
export type OperationType = (typeof OPERATION_TYPES)[number];
/** How far an operation has come. `pending`: written, and being sent. `unknown`: in doubt. */
export const OPERATION_STATUSES = ['pending', 'succeeded', 'failed', 'unknown'] as const;
export type OperationStatus = (typeof OPERATION_STATUSES)[number];

/**
 * How an operation reaches the provider. `none`: it is Vouch's own bookkeeping. `check` looks at a voucher, `hold` sets its value
 * aside at the provider until it is captured or released.
 */
export type OperationMethod = 'none' | 'check' | 'hold' | 'release' | 'capture' | 'restore' | 'refund';

/** Reasons that Vouch itself gives for a redemption that took nothing. */
export const OWN_ERROR_CODES = ['canceled', 'reservation_lapsed', 'draft_lapsed'] as const;
/** Of an operation in doubt: it may have moved the value. All other codes are certain that it has not. */
export const IN_DOUBT = 'outcome_unknown';
/** Every code that `lastError` or an operation's error can have. */
export type ErrorCode = DeclineCode | NotSentCode | (typeof OWN_ERROR_CODES)[number] | typeof IN_DOUBT;

/** Why an operation, or the redemption, moved nothing; or why it is in doubt. */
export interface RedemptionError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly providerCode: string | null;
  readonly providerMessage: string | null;
  readonly operationId: string | null;
  readonly at: Instant;
}

/**
 * One request that left, or may have left, for the provider. Written before it is sent. An ask whose answer is still null
 * once its deadline has passed is doubt: the process may have died after the request went out.
 */
export interface Ask {
  readonly id: string;
  /** `send`: the money request. `inquire`: a question about it (for some providers the identical request again). */
  readonly kind: 'send' | 'inquire';
  readonly at: Instant;
  readonly answer: Inquiry['kind'] | 'person' | null;
  readonly answeredAt: Instant | null;
  /** When it was about to be written, by the count of the process that asks. Absent where none was given. */
  readonly reading?: Reading;
}

/**
 * An unbroken run of `not_found` answers, and what each process that heard one counted when it heard its first. Only that
 * process can tell how long the run has lasted for it.
 */
export interface NotFoundRun {
  /** The `notFoundSince` it belongs to. Of another one it counts for nothing. */
  readonly since: Instant;
  readonly heard: readonly Reading[];
}

/** One thing that a redemption asked of its provider, or did by itself. */
export interface Operation {
  /** `op_…` */
  readonly id: string;
  readonly type: OperationType;
  readonly method: OperationMethod;
  readonly status: OperationStatus;
  /** 0 for a confirm of the whole value, until it is known. */
  readonly amountCents: Cents;
  /** What the provider knows this operation by (`referenceOf`). Ours, stable, never renewed. Null where nothing is sent. */
  readonly reference: string | null;
  /** The provider's own number for it. */
  readonly transactionId: string | null;
  /** What else the provider names it by. Absent where it named nothing, and in documents of versions that did not keep it. */
  readonly details?: ProviderDetails;
  readonly error: RedemptionError | null;
  /** A refused check that what a restored backup lost may explain, of which a person was told. Absent elsewhere. */
  readonly perhapsLost?: boolean;
  readonly asks: readonly Ask[];
  /** How many inquiries have been made since the doubt began: the position on the ladder. */
  readonly inquiries: number;
  /** Start of an unbroken run of `not_found` answers. */
  readonly notFoundSince: Instant | null;
  /** Absent where no process that counts has heard one. */
  readonly notFoundRun?: NotFoundRun;
  /** When the resolver looks at this operation next; null once it is settled or a person has to decide. */
  readonly nextAskAt: Instant | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** A voucher the provider issued to us. `sealedPin` opens only with the sealer and this redemption's id. */
export interface HeldVoucher {
  /** Null where the provider gave none, and where it was erased. */
  readonly sealedPin: string | null;
  /** When the PIN was erased, because the voucher was spent or had run out. Absent where it was not. */
  readonly pinErasedAt?: Instant;
  /** The claim of whoever redeems it. Absent where there is no PIN, and in what earlier versions wrote. */
  readonly claim?: string;
  readonly maskedPin: string | null;
  readonly serialNumber: string | null;
  readonly expiresAt: string | null;
  readonly amountCents: Cents | null;
  readonly delivery: 'inline' | 'sms';
}

/** Value on its way back, or given back. One reversal may take two operations: a restore, then a refund. */
export interface Reversal {
  /** `rev_…` */
  readonly id: string;
  /** The operation that carries it out now; a restore that is refused is followed by a refund. */
  readonly operationId: string;
  readonly amountCents: Cents;
  readonly reason: string;
  readonly status: OperationStatus;
  readonly method: 'restored' | 'refund_voucher';
  readonly refundVoucher: HeldVoucher | null;
  readonly error: RedemptionError | null;
  /** When it succeeded or failed. Absent until then, and in documents of versions that did not keep it. */
  readonly settledAt?: Instant;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** One line of the journal. `/timeline` shows it as it stands: it never holds a secret. */
export interface JournalEntry {
  readonly seq: number;
  /** The write this fact came in: how a writer whose write was not acknowledged finds out whether it happened. */
  readonly writeId: string;
  readonly at: Instant;
  readonly fact: TimelineFact;
  readonly actor: Actor;
  readonly requestId: string | null;
  readonly status: Status;
  readonly version: number;
  /**
   * Members of this fact, in snake case: ids, amounts in cents, codes, words. Built where the fact is applied:
   * advance.ts, settling/apply-answer.ts and settling/apply-verdict.ts.
   */
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/** A POST that this redemption answers for: kept in the same document, so that it costs no write of its own. */
export interface IdempotencyEntry {
  /** Account, mode and the key's digest in one string (`scopeOf`): unique over all redemptions. */
  readonly scope: string;
  /** Keyed digest of route and body. */
  readonly requestDigest: string;
  /** `recover`: nothing came with this key, and nothing may come any more. */
  readonly route: 'create' | 'reserve' | 'capture' | 'cancel' | 'reverse' | 'propose' | 'recover';
  readonly at: Instant;
  readonly operationId: string | null;
  readonly reversalId: string | null;
  /** `rpr_…`, of a `propose` alone. */
  readonly proposalId?: string;
  /** The state as first answered, once it was decided. Null while the current state is what a replay should see. */
  readonly answer: AnsweredState | null;
}

/**
 * Enough to show the redemption again as it was when a call was first answered. A field that is not here never changes
 * after that.
 */
export interface AnsweredState {
  readonly version: number;
  readonly updatedAt: Instant;
  readonly operationCount: number;
  readonly lastError: RedemptionError | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly externalReference: string | null;
}

/** One redemption with all that is known about it: what a store keeps as one document. */
export interface Redemption {
  /** `rdm_…` */
  readonly id: string;
  readonly accountId: string;
  readonly livemode: boolean;
  /** Key or terminal that created it: a publishable key and a terminal read only their own. */
  readonly createdBy: string;
  /** What that is. Absent where an older version wrote it. */
  readonly madeBy?: 'secret' | 'publishable' | 'terminal';
  /** Moves on every write: the compare-and-set is on this. */
  readonly rev: number;
  /** Public; moves with status and amounts only. */
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly status: Status;
  readonly outcome: RedemptionOutcome;
  readonly type: string;
  readonly captureMethod: 'automatic' | 'manual';
  /** Asked for; 0 = the whole value, until it is known. */
  readonly amountCents: Cents;
  readonly currency: Currency;
  readonly reservedCents: Cents;
  readonly redeemedCents: Cents;
  readonly reversedCents: Cents;
  /** Secrets masked. */
  readonly source: Readonly<Record<string, string>>;
  /** The source with its secrets, sealed to this redemption; null once no longer needed. */
  readonly sealedSource: string | null;
  /** Its source has no secret: nothing is sealed, and `source` is the whole of it. */
  readonly withoutSecrets?: true;
  /** Keyed digest of what makes the voucher unique. Computed at creation, unique over all redemptions while `claimed`. */
  readonly claim: string;
  readonly claimed: boolean;
  /** Keyed digests of the customer's phone numbers, to be found by. Absent where it has none, and in what earlier versions wrote. */
  readonly phoneDigests?: readonly string[];
  readonly options: RedemptionOptions;
  readonly changeVoucher: HeldVoucher | null;
  readonly lastError: RedemptionError | null;
  readonly operations: readonly Operation[];
  readonly reversals: readonly Reversal[];
  readonly reviews: readonly Review[];
  /** What people asked to give back that takes a second one. Absent until somebody did. */
  readonly proposals?: readonly Proposal[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly externalReference: string | null;
  readonly relatedIds: readonly string[];
  readonly reservedUntil: Instant | null;
  /** When it lapses if it is a draft by then. Absent where an older version wrote it: such a draft has no end. */
  readonly draftUntil?: Instant | null;
  /**
   * Its time (`end`: `draftUntil` or `reservedUntil`) is over, and it waits for a statement all the same: since when, and until when at least.
   * Absent where nothing was put off.
   */
  readonly lapsePutOff?: { readonly end: Instant; readonly since: Instant; readonly until: Instant };
  /** When somebody was first shown, or handed, a receipt of its outcome. Absent until then. */
  readonly acknowledgedAt?: Instant;
  /** When it became paid or not paid. Absent until then. Derived; indexed. Absent where an older version wrote it. */
  readonly settledAt?: Instant;
  /** When it may be deleted; null: never. Derived; indexed. Absent where an older version wrote it. */
  readonly endsAt?: Instant | null;
  /** The earliest moment at which the resolver has something to do here; null if never. Derived; indexed. */
  readonly dueAt: Instant | null;
  /** When the oldest open review was opened; null if none is open. Derived; indexed. */
  readonly reviewOpenedAt: Instant | null;
  /** When the newest proposal was made. Absent where there is none. Derived; indexed. */
  readonly proposedAt?: Instant;
  /** When the oldest proposal that waits was made; null if none waits, absent where there never was one. Derived; indexed. */
  readonly proposalWaitsSince?: Instant | null;
  readonly journal: readonly JournalEntry[];
  readonly idempotency: readonly IdempotencyEntry[];
  /** How many events this redemption has given rise to: their order. */
  readonly eventCount: number;
}

/** The newest operation of a type, if any. */
export function latestOperation(redemption: Redemption, type: OperationType): Operation | undefined {
  return redemption.operations.findLast((operation) => operation.type === type);
}

/** The hold that the provider has, or may have, for this redemption. Undefined where it was never asked for one, or surely has none. */
export function holdOf({ operations }: Pick<Redemption, 'operations'>): Operation | undefined {
  return operations.find(({ method, status }) => method === 'hold' && status !== 'failed');
}

/** Whether the provider still holds value that nobody will take, and nobody has told it so. */
export function needsRelease(redemption: Pick<Redemption, 'status' | 'operations'>): boolean {
  if (redemption.status !== 'failed' || holdOf(redemption)?.status !== 'succeeded') return false;
  return !redemption.operations.some(({ method }) => method === 'release');
}

/** The vouchers that the provider issued for it: its change, and its refunds in their order. */
export function issuedVouchers({
  changeVoucher,
  reversals,
}: Pick<Redemption, 'changeVoucher' | 'reversals'>): HeldVoucher[] {
  return [changeVoucher, ...reversals.map(({ refundVoucher }) => refundVoucher)].filter((voucher) => voucher !== null);
}

/** The same, each with when what it was issued for began: by its age a voucher ends that has no date. */
export function agedVouchers({
  createdAt,
  changeVoucher,
  reversals,
}: Pick<Redemption, 'createdAt' | 'changeVoucher' | 'reversals'>): { voucher: HeldVoucher; since: Instant }[] {
  const issued = [
    { voucher: changeVoucher, since: createdAt },
    ...reversals.map((reversal) => ({ voucher: reversal.refundVoucher, since: reversal.createdAt })),
  ];
  return issued.flatMap(({ voucher, since }) => (voucher === null ? [] : [{ voucher, since }]));
}

/** The operation with this id, if the redemption has it. */
export function findOperation(redemption: Redemption, id: string): Operation | undefined {
  return redemption.operations.find((operation) => operation.id === id);
}

/** The operation that a review is about. Undefined where it is about none, or about one that is not here. */
export function operationOf(
  redemption: Redemption,
  { operationId }: { readonly operationId: string | null },
): Operation | undefined {
  return operationId === null ? undefined : findOperation(redemption, operationId);
}

/** Sent, or possibly sent, and its outcome is not known yet. */
export function isUnsettled(operation: Operation): boolean {
  return operation.status === 'pending' || operation.status === 'unknown';
}

/** Unsettled, and its first deadline has passed or its answer was no answer: the caller cannot just be told to wait. */
export function isInDoubt(operation: Operation, now: Instant): boolean {
  if (operation.status === 'unknown') return true;
  return operation.status === 'pending' && operation.nextAskAt !== null && operation.nextAskAt <= now;
}

/** True where an operation is under way whose answer is expected within its own deadline. */
export function isInFlight(operation: Operation, now: Instant): boolean {
  return operation.status === 'pending' && !isInDoubt(operation, now);
}

/** What happened to it, and which calls made it happen: half of its text. */
export type History = Pick<Redemption, 'journal' | 'idempotency'>;
/** All that a plain read needs. */
export type WithoutHistory = Omit<Redemption, keyof History>;
