// The caller of a use case, and which records belong to it.
import type { Instant } from '../values/time';

/** Who a caller is to the journal. People come with the support console. */
export interface CallerActor {
  readonly kind: 'api_key' | 'terminal';
  readonly id: string;
}

/** What is known of a paired terminal that calls. */
export interface TerminalCaller {
  /** The merchant's own name of the till: what its redemptions carry. */
  readonly terminalId: string;
  /** It sees what it made at this moment or later. */
  readonly since: Instant;
  /** How many times it was unlocked: each time the count of its refused PINs begins anew. */
  readonly unlocks: number;
}

/** The key, or the terminal, behind a request. */
export interface Caller {
  readonly accountId: string;
  readonly livemode: boolean;
  /** Of the key, or of the terminal: what its redemptions are `createdBy`. */
  readonly keyId: string;
  readonly actor: CallerActor;
  readonly publishable: boolean;
  /** Absent for keys of the API. */
  readonly terminal?: TerminalCaller;
  readonly requestId: string | null;
  /** What the request itself gave as its id, used or not; undefined where it gave none. Never written anywhere. */
  readonly givenRequestId?: string | undefined;
}

/** The two fields by which every stored record names its owner. */
export interface Owned {
  readonly accountId: string;
  readonly livemode: boolean;
}

/** Whether a record is of the caller's account and mode. Where it is not, the caller must be told that it does not exist. */
export function belongsTo(owned: Owned, caller: Owned): boolean {
  return owned.accountId === caller.accountId && owned.livemode === caller.livemode;
}

/** Whether it is not one of the merchant's servers: it sees nothing but its own, and its idempotency keys are its own too. */
export function isConfined({ publishable, terminal }: Pick<Caller, 'publishable' | 'terminal'>): boolean {
  return publishable || terminal !== undefined;
}
