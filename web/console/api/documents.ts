// What calls take and answer with. What the API description has comes from there; what people alone are told stands here.
import type { Schemas } from 'vouch-client';

export type Redemption = Schemas['Redemption'] & {
  /** Asked to be given back, and waiting for a second person. */
  readonly proposed_amount?: number;
  /** Told where one is read by its id. */
  readonly open_reviews?: readonly string[];
};
export type Reversal = Schemas['Reversal'];
export type Operation = Schemas['Operation'];
export type TimelineEntry = Omit<Schemas['TimelineEntry'], 'fact' | 'status'> & {
  readonly fact: string;
  readonly status: string | null;
};
export type Endpoint = Schemas['WebhookEndpoint'];
export type EndpointWithSecret = Schemas['WebhookEndpointWithSecret'];
export type Delivery = Schemas['WebhookDelivery'];
export type Terminal = Schemas['Terminal'];
export type TerminalWithPairingCode = Schemas['TerminalWithPairingCode'];
export type VoucherTypeList = Schemas['VoucherTypeList'];

/** One page of a list. */
export interface ListOf<T> {
  readonly data: readonly T[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

export const ROLES = ['viewer', 'agent', 'approver', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export type SessionStatus = 'active' | 'second_factor' | 'new_password' | 'set_up_second_factor';

/** Somebody who signed in, or is about to. */
export interface Session {
  readonly id: string;
  readonly status: SessionStatus;
  readonly user: {
    readonly id: string;
    readonly email: string;
    readonly role: Role;
    readonly permissions: readonly string[];
  };
  readonly account: { readonly id: string; readonly name: string; readonly time_zone: string };
  readonly modes: readonly ('test' | 'live')[];
  readonly has_second_factor: boolean;
  readonly present_until: string | null;
  readonly idle_ends_at: string;
  readonly ends_at: string;
  readonly created_at: string;
}

/** A session in a list of them. */
export interface SessionRow {
  readonly id: string;
  readonly user_id: string;
  readonly created_at: string;
  readonly seen_at: string;
  readonly ends_at: string;
  readonly address: string;
  readonly agent: string;
  /** It is the one that asks. */
  readonly current: boolean;
}

export interface User {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly status: 'active' | 'disabled' | 'invited';
  readonly has_second_factor: boolean;
  readonly last_signed_in_at: string | null;
  readonly created_at: string;
  readonly created_by: string | null;
}

export type UserWithPassword = User & { readonly password: string };

export interface PermissionTable {
  readonly permissions: readonly {
    readonly name: string;
    readonly allows: string;
    readonly step_up: boolean;
    readonly roles: readonly Role[];
  }[];
  readonly roles: readonly Role[];
}

export interface ApiKey {
  readonly id: string;
  readonly type: 'secret' | 'publishable';
  readonly livemode: boolean;
  /** `ending`: it was revoked, and works until `ends_at`. */
  readonly status: 'active' | 'ending' | 'ended' | 'revoked';
  readonly name: string | null;
  readonly hint: string;
  readonly created_at: string;
  readonly last_used_at: string | null;
}

export type ApiKeyWithText = ApiKey & { readonly key: string };

/** What is written down of what people do. */
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

export interface AuditEntry {
  readonly id: string;
  readonly at: string;
  readonly act: string;
  readonly actor: { readonly kind: string; readonly id: string | null; readonly email: string | null };
  readonly address: string | null;
  readonly request_id: string | null;
  readonly about: { readonly kind: string; readonly id: string } | null;
  readonly details: Readonly<Record<string, unknown>>;
}

interface Waiting {
  readonly count: number;
  readonly oldest_at: string | null;
}

export interface Summary {
  readonly in_doubt: Waiting;
  readonly open_reviews: Waiting;
  readonly proposals: Waiting;
  readonly failing_endpoints: { readonly count: number };
  readonly last_reconciliation: Reconciliation | null;
}

/** One part of what was typed into the search box, as the server understood it. */
export interface Understood {
  readonly kind: string;
  readonly value: string;
  /** What else it was looked for as. */
  readonly also: string | null;
  /** How many of the words that were typed it is. */
  readonly words: number;
}

export type SearchResult = ListOf<Redemption> & {
  readonly understood: readonly Understood[];
  /** False while the server has not read all that stood before it learned to search. */
  readonly complete?: boolean;
};

export interface SearchRequest {
  readonly query: string;
  readonly outcome?: Redemption['outcome'] | undefined;
  readonly created_from?: string | undefined;
  readonly created_to?: string | undefined;
  readonly limit?: number;
  readonly cursor?: string | undefined;
}

export interface ReversalTerms {
  readonly left: number;
  /** What this person may give back now, alone. */
  readonly free_now: number;
  readonly needs_second_person_above: number | null;
  /** What was asked for before, and waits for a second person. */
  readonly waiting: readonly Proposal[];
  readonly gives_back: 'same_voucher' | 'new_voucher' | 'unknown';
  readonly gives_back_part: 'same_voucher' | 'new_voucher' | null;
  readonly reversible: boolean;
  readonly why_not: { readonly code: string; readonly message: string } | null;
}

export interface Proposal {
  readonly id: string;
  readonly redemption_id: string;
  readonly type: string;
  readonly external_reference: string | null;
  readonly amount: number;
  readonly reason: string;
  readonly status: 'waiting' | 'approved' | 'rejected' | 'lapsed';
  readonly proposed_by: Actor;
  readonly decided_by: Actor | null;
  /** Why it was rejected. */
  readonly note: string | null;
  readonly lapses_at: string;
  readonly decided_at: string | null;
  readonly created_at: string;
}

/** Who did something: a record keeps no more of it. Whom the id of a user stands for `Person` tells. */
export interface Actor {
  readonly kind: string;
  readonly id: string;
}

/** Whom the id of a user stands for. */
export interface Person {
  readonly id: string;
  readonly email: string;
  /** False: disabled by an admin. */
  readonly enabled: boolean;
}

export type Review = Schemas['Review'] & {
  readonly assigned_to?: string | null;
  readonly assigned_at?: string | null;
  readonly notes?: readonly { readonly text: string; readonly by: Actor; readonly at: string }[];
};

export type FullReview = Review & {
  readonly redemption: Redemption | null;
  readonly timeline: readonly TimelineEntry[];
};

/** What somebody decides on a review. */
export interface VerdictRequest {
  readonly decision: 'paid' | 'not_paid';
  readonly note: string;
  readonly evidence: string;
  readonly amount?: number;
}

export interface ReviewSummary {
  readonly open: number;
  /** False where more are open than are counted. */
  readonly is_complete: boolean;
  readonly oldest_opened_at: string | null;
  readonly amount: number;
  readonly unassigned: number;
}

export interface Reconciliation {
  readonly id: string;
  readonly status: 'comparing' | 'done' | 'failed';
  readonly failure: string | null;
  /** `vouchers.ott` */
  readonly type: string;
  /** What the sender calls the file. */
  readonly statement: string | null;
  /** The second one is not included. */
  readonly period: { readonly from: string; readonly to: string };
  readonly lines: number | null;
  readonly counts: Readonly<Record<string, number>> | null;
  readonly differences: number | null;
  readonly reviews: { readonly opened: number; readonly known: number; readonly not_opened: number } | null;
  readonly created_by: Actor;
  readonly created_at: string;
  readonly ended_at: string | null;
}

export interface StatementFault {
  /** Null: the file as a whole. */
  readonly line: number | null;
  readonly column: string | number | null;
  readonly problem: string;
}

export interface Difference {
  readonly kind: string;
  readonly reference: string;
  readonly redemption_id: string | null;
  readonly review_id: string | null;
  readonly ours: number | null;
  readonly theirs: number | null;
  readonly line: number | null;
  readonly summary: string | null;
}
