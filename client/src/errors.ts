// Everything that a call can end with besides its answer. No error holds what was sent: a PIN must not reach a log through it.
import type { components } from './generated/api.js';

type Schemas = components['schemas'];
/** A code of docs/errors.md. */
export type ProblemCode = Schemas['Problem']['code'];

/** What to do next, in one word: docs/errors.md says what each one means. A newer server may know words that are not listed here. */
export type Advice = Schemas['Problem']['advice'];

/** One fault of a request: the field, what is wrong with it, and never its value. */
export type Fault = Schemas['ProblemFault'];

/** What every error of this client has. */
export class VouchError extends Error {
  /** Decide by this. */
  readonly code: string;
  /** The HTTP status; null where no answer came. */
  readonly status: number | null;
  /** Names the request in the log of the server; null where no answer came. */
  readonly requestId: string | null;
  /** The key that the call was made with: repeat it with this one. Null of a call that takes none. */
  readonly idempotencyKey: string | null = null;
  /**
   * Whether the call may have had an effect that this error does not tell of. Where it is true, hand over nothing and send the same
   * call again with the same `idempotencyKey`.
   */
  readonly mayHaveHappened: boolean = false;
  /** How long the server asks to wait, in milliseconds; null where it does not say. */
  readonly retryAfterMs: number | null;

  constructor(code: string, message: string, about: Partial<AnswerFacts> = {}) {
    super(message);
    this.name = new.target.name;
    this.code = code;
    this.status = about.status ?? null;
    this.requestId = about.requestId ?? null;
    this.retryAfterMs = about.retryAfterMs ?? null;
  }
}

/** What the headers of an answer tell. */
export interface AnswerFacts {
  readonly status: number;
  readonly requestId: string | null;
  readonly retryAfterMs: number | null;
}

/** Vouch refused the call and said why: a problem document (RFC 9457). Each code has a subclass, such as `VoucherInUse`. */
export class Problem<Code extends ProblemCode = ProblemCode> extends VouchError {
  declare readonly code: Code;
  declare readonly status: number;
  readonly title: string;
  /** Whether the identical request may succeed later. */
  readonly retryable: boolean;
  /** What to do next. */
  readonly advice: Advice;
  /** The field at fault, such as `source.pin`; null where it is none, or several. */
  readonly param: string | null;
  /** Every fault of the request, up to 50. */
  readonly errors: readonly Fault[];
  /** What belongs to this code alone: `redemption_id`, `allowed_statuses`, `current_version`, `available` and the like. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(document: Schemas['Problem'], about: AnswerFacts) {
    super(document.code, `${document.code}: ${document.detail}`, {
      ...about,
      requestId: about.requestId ?? document.request_id,
    });
    const { type, title, status, detail, instance, code, request_id, retryable, advice, param, errors, ...details } =
      document;
    this.title = title;
    this.retryable = retryable;
    this.advice = advice;
    this.param = param ?? null;
    this.errors = errors ?? [];
    this.details = details;
  }
}

/** No whole answer came: the connection failed or broke, or it took too long. `reason` is a code such as `ECONNRESET`. */
export class NoAnswer extends VouchError {
  constructor(readonly reason: string) {
    super('no_answer', `No answer from Vouch (${reason})`);
  }
}

/** Something answered that is not Vouch: a proxy, a captive portal. What it said is not shown. */
export class UnexpectedAnswer extends VouchError {
  declare readonly status: number;

  constructor(about: AnswerFacts) {
    super('unexpected_answer', `An answer that is not of Vouch (HTTP ${String(about.status)})`, about);
  }
}

/** The caller's `AbortSignal` ended the call. What was sent may have been carried out all the same. */
export class Aborted extends VouchError {
  constructor() {
    super('aborted', 'The call was aborted');
    // The name by which programs know an abort.
    this.name = 'AbortError';
  }
}

/**
 * The outcome of a redemption is unknown, and the time to wait for it is over. Hand over nothing, and do not redeem the voucher under
 * another key: read the redemption again, or call again with the same `idempotencyKey`.
 */
export class StillChecking extends VouchError {
  /** As it was when it was last read. Not shown where the error is printed. */
  declare readonly redemption: Schemas['Redemption'];
  override readonly mayHaveHappened = true;

  constructor(
    redemption: Schemas['Redemption'],
    override readonly idempotencyKey: string,
    requestId: string | null,
    /** Why it could not be read any more, where that is so. */
    override readonly cause?: VouchError,
  ) {
    super('still_checking', `The outcome of ${redemption.id} is unknown: Vouch is still checking`, { requestId });
    Object.defineProperty(this, 'redemption', { value: redemption, enumerable: false });
  }
}
