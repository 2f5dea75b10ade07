// What a call can end with besides its answer. Never holds what was sent.

/** One fault of a request. */
export interface Fault {
  readonly param: string;
  readonly code: string;
  readonly message: string;
}

/** The server refused, and said why: a problem document. Or no answer of the server came: `code` is `no_answer` then. */
export class ProblemError extends Error {
  constructor(
    /** Decide by this. */
    readonly code: string,
    message: string,
    /** Null where no answer came. */
    readonly status: number | null,
    readonly requestId: string | null,
    /** What belongs to this code alone, and `errors`. */
    readonly details: Readonly<Record<string, unknown>> = {},
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
    this.name = 'ProblemError';
  }

  /** Every fault of the request by its field. */
  get faults(): readonly Fault[] {
    const { errors } = this.details;
    return Array.isArray(errors) ? (errors as Fault[]) : [];
  }

  /** What is wrong with one field, in words; undefined where nothing is. */
  faultOf(param: string): string | undefined {
    return this.faults.find((fault) => fault.param === param)?.message;
  }
}

/** What anything that was thrown is as a problem. */
export function problemOf(error: unknown): ProblemError {
  return error instanceof ProblemError ? error : new ProblemError('no_answer', 'No answer', null, null);
}

/** The codes by which the server says that nobody is signed in any more. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ProblemError && (error.code === 'session_missing' || error.code === 'session_ended');
}
