// The working copy that one `advance` builds: plain changes to a redemption, each with its journal line and its events.
// Changes status only along the transition table.
import type { EventType } from '../events/event';
import type { Fact, FactContext, RequestedOperation } from './fact';
import type { Ask, ErrorCode, JournalEntry, Operation, Redemption, RedemptionError, Reversal } from './redemption';
import { findOperation } from './redemption';
import { referenceOf } from '../values/reference';
import type { ReviewReason } from './review';
import type { TimelineFact } from './timeline-facts';
import { nextStatus, type Move } from './transitions';

/** Members of one journal line. See `JournalEntry`. */
export type Detail = JournalEntry['detail'];

/** One journal line to be: its public name and its members. */
export interface Step {
  readonly fact: TimelineFact;
  readonly detail: Detail;
}

/** The fields by which new operations differ; the others begin empty. */
type BegunOperation = Pick<
  Operation,
  'id' | 'type' | 'method' | 'amountCents' | 'status' | 'reference' | 'asks' | 'nextAskAt'
>;

/** An operation that was sent before these books were restored. */
type FoundOperation = Pick<Operation, 'id' | 'type' | 'method' | 'amountCents' | 'reference' | 'transactionId'>;

/** What one fact did: the journal line to write, or null where it changed nothing at all. */
export type Applied = Step | null;

/** An event to be, and the reversal that it is about, if any. */
export interface Emitted {
  readonly type: EventType;
  readonly reversalId: string | null;
}

/** Used by one `advance` and thrown away. Its methods replace parts of `redemption`; they write nothing. */
export class WorkingCopy {
  readonly events: Emitted[] = [];
  /** As the fact says that is being applied. */
  mayBeCaptured = false;

  constructor(
    public redemption: Redemption,
    readonly context: FactContext,
  ) {}

  /** Replaces fields other than the status: a status changes through `move` alone. */
  set(change: Partial<Redemption>): void {
    this.redemption = { ...this.redemption, ...change };
  }

  /**
   * Changes the status along the transition table, together with other fields. Throws where the table has no such move.
   */
  move(move: Move, change: Partial<Redemption>): void {
    const status = nextStatus(this.redemption.status, move);
    if (status === undefined) throw new Error(`No move ${move} from ${this.redemption.status}`);
    this.set({ ...change, status });
  }

  /** Adds an event to those that are written with this redemption. `reversalId`: of the value that was given back. */
  emit(type: EventType, reversalId: string | null = null): void {
    this.events.push({ type, reversalId });
  }

  /** Throws where the redemption has no such operation. */
  operation(id: string): Operation {
    const operation = findOperation(this.redemption, id);
    if (!operation) throw new Error(`Operation ${id} is not part of ${this.redemption.id}`);
    return operation;
  }

  /** Changes fields of one operation, and the moment it was updated at. */
  setOperation(id: string, change: Partial<Operation>): void {
    this.set({
      operations: this.redemption.operations.map((operation) =>
        operation.id === id ? { ...operation, ...change, updatedAt: this.context.at } : operation,
      ),
    });
  }

  /** The reversal that this operation carries out. Throws where there is none. */
  reversalOf(operationId: string): Reversal {
    const reversal = this.redemption.reversals.find((candidate) => candidate.operationId === operationId);
    if (!reversal) throw new Error(`Operation ${operationId} carries no reversal`);
    return reversal;
  }

  /** Changes fields of one reversal, and the moment it was updated at. */
  setReversal(id: string, change: Partial<Reversal>): void {
    this.set({
      reversals: this.redemption.reversals.map((reversal) =>
        reversal.id === id ? { ...reversal, ...change, updatedAt: this.context.at } : reversal,
      ),
    });
  }

  /** An error of this moment. `words`: the provider's own, without secrets. */
  error(
    code: ErrorCode,
    message: string,
    operationId: string | null,
    words: { providerCode?: string; providerMessage?: string } = {},
  ): RedemptionError {
    return {
      code,
      message,
      providerCode: words.providerCode ?? null,
      providerMessage: words.providerMessage ?? null,
      operationId,
      at: this.context.at,
    };
  }

  /** Adds an operation that is about to be sent, together with its first ask. */
  request(requested: RequestedOperation): void {
    const { id, askId, type, method, amountCents, dueAt } = requested;
    this.#add({
      id,
      type,
      method,
      amountCents,
      status: 'pending',
      reference: referenceOf(this.redemption.id, id),
      asks: [this.ask(askId, 'send')],
      nextAskAt: dueAt,
    });
  }

  /** An ask of this moment, not answered yet. */
  ask(id: string, kind: Ask['kind']): Ask {
    const { at, reading } = this.context;
    return { id, kind, at, answer: null, answeredAt: null, ...(reading ? { reading } : {}) };
  }

  /** Records something that Vouch did by itself, with no provider in it. */
  recordOwn(id: string, type: 'reserve' | 'release', amountCents: number): void {
    this.#add({
      id,
      type,
      method: 'none',
      amountCents,
      status: 'succeeded',
      reference: null,
      asks: [],
      nextAskAt: null,
    });
  }

  /** Records what moved value and these books do not know: it was sent before they were restored. */
  recordFound(found: FoundOperation): void {
    const { id, transactionId, ...begun } = found;
    this.#add({ id, ...begun, status: 'succeeded', asks: [], nextAskAt: null });
    if (transactionId !== null) this.setOperation(id, { transactionId });
  }

  #add(begun: BegunOperation): void {
    const { at } = this.context;
    const operation: Operation = {
      ...begun,
      transactionId: null,
      error: null,
      inquiries: 0,
      notFoundSince: null,
      createdAt: at,
      updatedAt: at,
    };
    this.set({ operations: [...this.redemption.operations, operation] });
  }

  /** Proven that no value was taken: the hold ends, the PIN is free again, and its characters are no longer needed. */
  fail(error: RedemptionError): void {
    this.move('fail', {
      reservedCents: 0,
      reservedUntil: null,
      claimed: false,
      sealedSource: null,
      lastError: error,
    });
    this.emit('redemption.failed');
  }

  /**
   * Opens a review and emits its event, unless one with the same reason about the same operation is open; without an operation, or where
   * each summary has its own (`bySummary`, and value given back), one that says the same. `operationId` null: about the redemption as a whole. `summary`: for the
   * person who decides.
   */
  openReview(
    reason: ReviewReason,
    operationId: string | null,
    summary: string,
    {
      shown,
      backCents,
      undone,
      bySummary = operationId === null || backCents !== undefined,
    }: Pick<FactOf<'review_opened'>, 'shown' | 'backCents' | 'undone'> & {
      readonly bySummary?: boolean | undefined;
    } = {},
  ): void {
    const open = this.redemption.reviews.some(
      (review) =>
        review.closedAt === null &&
        review.reason === reason &&
        review.operationId === operationId &&
        (!bySummary || review.summary === summary),
    );
    if (open) return;
    const review = {
      id: this.context.nextId('rvw'),
      reason,
      operationId,
      summary,
      ...(shown ? { shown } : {}),
      ...(backCents === undefined ? {} : { backCents }),
      ...(undone ? { undone } : {}),
      openedAt: this.context.at,
      closedAt: null,
      verdict: null,
    };
    this.set({ reviews: [...this.redemption.reviews, review] });
    this.emit('redemption.review_required');
  }
}

/** One kind of fact, by its name. */
export type FactOf<K extends Fact['kind']> = Extract<Fact, { kind: K }>;
