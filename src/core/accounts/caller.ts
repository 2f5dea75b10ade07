// The caller of a use case, and which records belong to it.
import type { Role } from './roles';
import type { Clock } from '../values/ports';
import type { Instant } from '../values/time';

/** Who a caller is to the journal. */
export interface CallerActor {
  readonly kind: 'api_key' | 'terminal' | 'user';
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

/** What is known of a person who calls from the support console. Read with every request: a role that was taken away is gone at once. */
export interface UserCaller {
  /** `usr_…` */
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  /** The session that the request came with. */
  readonly sessionId: string;
  /** The `epoch` of the user with which that session was begun. */
  readonly epoch: number;
  /** The person gave a password or a code, and counts as present until then. */
  readonly presentUntil: Instant | null;
}

/** When a caller was let in, and how to ask the same door once more: whoever was let out meanwhile is refused there. */
export interface Admission {
  /** By the process's own count of milliseconds. */
  readonly at: number;
  /** Throws `Refusal` key_revoked, session_ended, permission_missing and whatever else that door says. `at` is then this moment. */
  again(): Promise<void>;
}

/** What takes less is no wait: nobody is asked twice about a request whose body comes at once, and that waits for no turn. */
export const A_MOMENT_MS = 1_000;

/** The key, the terminal or the person behind a request. */
export interface Caller {
  readonly accountId: string;
  readonly livemode: boolean;
  /** Of the key, of the terminal or of the user: what its redemptions are `createdBy`. */
  readonly keyId: string;
  readonly actor: CallerActor;
  readonly publishable: boolean;
  /** Absent for keys of the API. */
  readonly terminal?: TerminalCaller;
  /** Absent for keys and terminals. */
  readonly user?: UserCaller;
  /** Absent where nobody waits outside: commands, and what happens by itself. */
  readonly admission?: Admission | undefined;
  readonly requestId: string | null;
  /** Where the request came from: of people, for the audit log, and of publishable keys, whose visitors are counted by it. */
  readonly address?: string | undefined;
  /** What the request itself gave as its id, used or not; undefined where it gave none. Never written anywhere. */
  readonly givenRequestId?: string | undefined;
}

/**
 * Call it after whatever may be a wait, before the act: a revoked key must not act later than a second, whatever it waited for. Undefined where
 * that second is not over, which costs nothing. Rejects as `Admission.again`.
 */
export function requireStill(
  { admission }: Pick<Caller, 'admission'>,
  clock: Pick<Clock, 'elapsed'>,
): Promise<void> | undefined {
  return admission && clock.elapsed() - admission.at >= A_MOMENT_MS ? admission.again() : undefined;
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

/** Whether it is one of the merchant's servers, by a secret key: it may read every PIN that its account has. */
export function isServer(caller: Pick<Caller, 'publishable' | 'terminal' | 'user'>): boolean {
  return !isConfined(caller) && caller.user === undefined;
}

/** Whether its idempotency keys are its own: what a page or a person sends must never use up a key of the merchant's server. */
export function hasOwnKeys(caller: Pick<Caller, 'publishable' | 'terminal' | 'user'>): boolean {
  return !isServer(caller);
}
