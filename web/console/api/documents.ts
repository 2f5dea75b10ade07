// What calls take and answer with. What the API description has comes from there; what people alone are told stands here.
import type { Schemas } from 'vouch-client';

export type Redemption = Schemas['Redemption'] & {
  /** Asked to be given back, and waiting for a second person. */
  readonly reversed?: { readonly waiting_amount?: number } | undefined;
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
  readonly user_id?: string;
  readonly user?: { readonly id: string; readonly email: string };
  readonly created_at: string;
  readonly seen_at?: string | null;
  readonly ends_at: string;
  readonly address?: string | null;
  readonly agent?: string | null;
  readonly current?: boolean;
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

export interface Settings {
  readonly time_zone: string | null;
  readonly approval_above: number | null;
  readonly approval_above_per_day: number | null;
  readonly session_idle_minutes: number | null;
  readonly session_hours: number | null;
}

export interface ApiKey {
  readonly id: string;
  readonly type: 'secret' | 'publishable';
  readonly livemode: boolean;
  readonly name?: string | null;
  readonly hint?: string | null;
  readonly key_hint?: string | null;
  readonly created_at: string;
  readonly created_by?: string | null;
  readonly revoked_at: string | null;
}

export type ApiKeyWithText = ApiKey & { readonly key?: string; readonly text?: string };

export interface AuditEntry {
  readonly id: string;
  readonly at: string;
  readonly act: string;
  readonly actor: { readonly kind: string; readonly id: string; readonly email?: string | null };
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
  readonly proposals: Waiting | null;
  readonly failing_endpoints: { readonly count: number };
  readonly last_reconciliation: Reconciliation | null;
}

/** One word that the search box understood. */
export interface Understood {
  readonly kind: string;
  readonly value: string;
}

export type SearchResult = ListOf<Redemption> & {
  readonly understood: readonly Understood[];
  /** False while the server has not read all that stood before it learned to search. */
  readonly complete?: boolean;
};

export interface SearchRequest {
  readonly query: string;
  readonly outcome?: string | undefined;
  readonly type?: string | undefined;
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
  readonly gives_back: 'same_voucher' | 'new_voucher' | 'unknown';
  readonly reversible: boolean;
  readonly why_not: string | null;
}

export interface Proposal {
  readonly id: string;
  readonly redemption_id: string;
  readonly status: 'waiting' | 'approved' | 'rejected' | 'lapsed';
  /** Null: all that is left. */
  readonly amount: number | null;
  readonly reason: string;
  readonly by: Actor;
  readonly at?: string;
  readonly created_at?: string;
  readonly lapses_at: string | null;
  readonly decided_by: Actor | null;
  readonly decided_at?: string | null;
  readonly note: string | null;
  /** Of the redemption. */
  readonly version?: number;
  readonly redemption?: Redemption;
}

/** Who did something. People carry their e-mail where the server tells it. */
export interface Actor {
  readonly kind: string;
  readonly id: string;
  readonly email?: string | null;
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

export interface ReviewSummary {
  readonly open: number;
  readonly oldest_at: string | null;
  readonly value?: number | null;
  readonly unassigned?: number;
  readonly by_reason?:
    Readonly<Record<string, number>> | readonly { readonly reason: string; readonly count: number }[];
}

export interface Reconciliation {
  readonly id: string;
  readonly status: 'checking' | 'comparing' | 'done' | 'failed';
  readonly provider: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly name?: string | null;
  readonly counts?: Readonly<Record<string, number>> | null;
  readonly faults?: readonly StatementFault[];
  readonly error?: string | null;
  readonly created_at: string;
  readonly finished_at?: string | null;
}

export interface StatementFault {
  readonly line: number;
  readonly column?: string | number | null;
  readonly message: string;
}

export interface Difference {
  readonly id?: string;
  readonly kind: string;
  readonly reference: string | null;
  readonly redemption_id: string | null;
  readonly review_id: string | null;
  readonly ours?: number | null;
  readonly theirs?: number | null;
  readonly at?: string | null;
  readonly line?: number | null;
}
