// What a call can end with besides its answer: the errors of the client, as the screens ask about them. None holds what was sent.
import {
  NoAnswer,
  Problem,
  SessionEnded,
  SessionMissing,
  SessionOfAnother,
  StepUpRequired,
  VouchError,
  type Fault,
} from 'vouch-client';

export type { VouchError };

/** What anything that was thrown is as an error of a call. */
export function problemOf(error: unknown): VouchError {
  return error instanceof VouchError ? error : new NoAnswer('ERR_UNKNOWN');
}

/** Every fault of the request by its field. */
export function faultsOf(error: unknown): readonly Fault[] {
  return error instanceof Problem ? error.errors : [];
}

/** What is wrong with one field, in words; undefined where nothing is. */
export function faultOf(error: unknown, param: string): string | undefined {
  return faultsOf(error).find((fault) => fault.param === param)?.message;
}

/** What belongs to the code of a refusal alone. */
export function detailsOf(error: unknown): Readonly<Record<string, unknown>> {
  return error instanceof Problem ? error.details : {};
}

/** What the server says of a refusal, in its own words; empty where it is not the server that says something. */
export function detailOf(error: VouchError): string {
  // The client's errors name their code first: they are written for logs.
  return error instanceof Problem ? error.message.replace(/^\w+: /, '') : '';
}

/** Whether the server says that nobody is signed in any more. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof SessionMissing || error instanceof SessionEnded;
}

/** Whether the browser is signed in as somebody else than this page was read for. */
export function isOfAnother(error: unknown): boolean {
  return error instanceof SessionOfAnother;
}

/** Whether it wants the password or a code again. */
export function isStepUpAsked(error: unknown): boolean {
  return error instanceof StepUpRequired;
}
