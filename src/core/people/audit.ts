// The audit log: who did what outside the journal of one redemption. Entries are added, never changed.
import { DAY_MS, type Instant } from '../values/time';

/** Every act that is written down. */
export const ACTS = [
  'signed_in',
  'sign_in_failed',
  'second_factor_failed',
  'second_factor_passed',
  'recovery_code_used',
  'stepped_up',
  'step_up_failed',
  'signed_out',
  'session_ended',
  'password_changed',
  'second_factor_set_up',
  'second_factor_removed',
  'permission_refused',
  'own_proposal_refused',
  'approval_required',
  'pin_guesses_refused',
  'pin_reveal_refused',
  'pin_searched',
  'phone_searched',
  'pin_revealed',
  'proposal_approved',
  'proposal_rejected',
  'verdict_given',
  'list_exported',
  'user_created',
  'user_refused',
  'user_changed',
  'user_reset',
  'key_created',
  'key_revoked',
  'terminal_changed',
  'endpoint_changed',
  'webhook_sent_again',
  'settings_changed',
  'statement_uploaded',
] as const;
export type Act = (typeof ACTS)[number];

/**
 * Acts that are written down once they are done, or refused: a full disk has stopped those that begin something already, and guesses are
 * bounded. All others are written down before they happen, or stand for themselves.
 */
const AFTER_THE_ACT: ReadonlySet<Act> = new Set<Act>([
  'signed_in',
  'sign_in_failed',
  'second_factor_failed',
  'second_factor_passed',
  'recovery_code_used',
  'stepped_up',
  'step_up_failed',
  'signed_out',
  'session_ended',
  'password_changed',
  'second_factor_set_up',
  'second_factor_removed',
  'proposal_approved',
  'proposal_rejected',
  'verdict_given',
  'user_created',
  'user_changed',
  'user_reset',
  'key_created',
  'key_revoked',
  'terminal_changed',
  'endpoint_changed',
  'settings_changed',
]);

/** Whether the entry tells of what another write has done, or of a guess that was wrong. */
export function isAfterTheAct(act: Act): boolean {
  return AFTER_THE_ACT.has(act);
}

/** Who acted: a user, a key, a terminal, somebody at the command line, or somebody who did not get in. */
export interface AuditActor {
  readonly kind: 'user' | 'api_key' | 'terminal' | 'command' | 'stranger';
  readonly id: string | null;
  /** Of users of the account alone: what a stranger types may be anything, a password too. */
  readonly email: string | null;
}

/** What an act was about. */
export interface AuditAbout {
  readonly kind: string;
  readonly id: string;
}

/** Of an entry whatever its act needs told. Never a PIN, a password, a code or a key. */
export type AuditDetails = Readonly<Record<string, string | number | boolean | null>>;

/** One act. */
export interface AuditEntry {
  /** `aud_…` */
  readonly id: string;
  readonly accountId: string;
  readonly createdAt: Instant;
  readonly act: Act;
  readonly actor: AuditActor;
  /** Where the request came from; null at the command line. */
  readonly address: string | null;
  readonly requestId: string | null;
  readonly about: AuditAbout | null;
  readonly details: AuditDetails;
}

/** For so long entries are kept, unless the operator says otherwise: a year's audit, and a month to do it in. */
export const AUDIT_KEPT_MS = 400 * DAY_MS;
