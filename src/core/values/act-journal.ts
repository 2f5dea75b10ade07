// Acts that a store must not forget when an older copy of it is put back: who was let out, and what was taken away. They are written
// down beside the store, not in it.
import type { Instant } from './time';

/**
 * Those of people and settings as the audit log names them. Those of terminals and endpoints are told more exactly than there, and count
 * whoever did them: a key of the API, which the audit log leaves out, too.
 */
export const NOTED_ACTS = [
  'user_changed',
  'user_reset',
  'password_changed',
  'second_factor_set_up',
  'second_factor_removed',
  'recovery_code_used',
  'settings_changed',
  'terminal_paired',
  'terminal_revoked',
  'endpoint_updated',
  'endpoint_rotated',
  'endpoint_deleted',
] as const;
export type NotedEvent = (typeof NOTED_ACTS)[number];

/** One act. Never a PIN, a password, a code, a key or a secret. */
export interface NotedAct {
  readonly event: NotedEvent;
  readonly at: Instant;
  readonly accountId: string;
  /** The user, terminal, endpoint or account that it was about. */
  readonly about: string;
  /** In words: an e-mail address, the id of a key, or such as `alice@host`. */
  readonly by: string;
  /** What it became. */
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

/** Where they are written down. */
export interface ActJournal {
  /** Durable once it returns. Never throws: somebody has to be let out also where nothing can be written. */
  note(act: NotedAct): void;
}
