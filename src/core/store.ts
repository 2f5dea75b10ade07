// What the core needs from the outside, as abstract classes: a type for the core, an injection token for the framework.
import type { Backlog } from './backlog';
import type { RedemptionEvent } from './events/event';
import type { Finding } from './findings/finding';
import type { Instant, Redemption, RedemptionOutcome, Status } from './redemption/redemption';
import type { WebhookStore } from './webhooks/store';

export abstract class Clock {
  abstract now(): Instant;
}

export const ID_PREFIXES = ['rdm', 'op', 'rev', 'evt', 'whe', 'dlv', 'key', 'acc', 'rvw', 'ask', 'usr', 'wrt'] as const;
export type IdPrefix = (typeof ID_PREFIXES)[number];

export abstract class Ids {
  /** A new id: prefix, `_`, 24 hex digits of which the first eight are the seconds of now. */
  abstract next(prefix: IdPrefix): string;
}

/** Seals secrets to one record, and makes keyed digests by which they can be found again but not read. */
export abstract class Sealer {
  /** AES-256-GCM, bound to `record`: opens only with the same record. The result names the key that sealed it. */
  abstract seal(plain: string, record: string): string;
  /** Throws if the record differs, the key is gone or a bit was changed. */
  abstract open(sealed: string, record: string): string;
  /** Keyed digest of a voucher claim (HMAC-SHA-256 with a key of its own). Stable over sealing-key rotation. */
  abstract claimDigest(text: string): string;
  /** Keyed digest of a request, which may hold a PIN: same text, same digest; never the other way round. */
  abstract requestDigest(text: string): string;
  /** Keyed digest of an idempotency key, which may be a PIN, with a key of its own. Stable over sealing-key rotation. */
  abstract keyDigest(text: string): string;
}

export type InsertResult =
  | { readonly kind: 'written' }
  /** Another redemption, not failed, holds the same claim. */
  | { readonly kind: 'claim_taken'; readonly redemptionId: string }
  /** The idempotency scope belongs to another redemption (or to another call of this one). */
  | { readonly kind: 'idempotency_taken'; readonly redemptionId: string };

export type ReplaceResult = InsertResult | { readonly kind: 'stale' };

/** One page of a list is keyed by the last row shown: rows added meanwhile are newer and cannot shift it. */
export interface Position {
  readonly createdAt: Instant;
  readonly id: string;
}

export interface RedemptionQuery {
  readonly accountId: string;
  readonly livemode: boolean;
  readonly status?: Status;
  readonly outcome?: RedemptionOutcome;
  readonly type?: string;
  readonly externalReference?: string;
  readonly terminalId?: string;
  /** Inclusive. */
  readonly createdFrom?: Instant;
  /** Exclusive. */
  readonly createdTo?: Instant;
  /** Every pair must match. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Rows strictly older than this. */
  readonly after?: Position;
  readonly limit: number;
}

/**
 * Where redemptions live. Every promise here is held by one contract suite on every engine (test/store/contract/).
 *
 * Durable means: acknowledged only once a kill -9, a power cut (embedded) or the loss of the primary (replica set)
 * cannot take it back. A write that throws may or may not have happened: callers read again.
 */
export abstract class RedemptionStore {
  /** Durably writes a new redemption and its events, all or nothing. */
  abstract insert(redemption: Redemption, events: readonly RedemptionEvent[]): Promise<InsertResult>;
  /** Durably replaces the document whose `rev` is still `expectedRev`; `redemption.rev` must be `expectedRev + 1`. */
  abstract replace(
    redemption: Redemption,
    expectedRev: number,
    events: readonly RedemptionEvent[],
  ): Promise<ReplaceResult>;
  /** The newest durable state, or null. */
  abstract find(id: string): Promise<Redemption | null>;
  abstract findByIdempotency(scope: string): Promise<Redemption | null>;
  /** Newest first (`createdAt`, then `id`, descending). Never scans or sorts: see the query-plan test. */
  abstract list(query: RedemptionQuery): Promise<Redemption[]>;
  /** Ids of redemptions whose `dueAt` is not after `now`, the longest overdue first. */
  abstract due(now: Instant, limit: number): Promise<string[]>;
  /** Redemptions with an open review of one account and mode, newest `reviewOpenedAt` first, strictly after `after`. */
  abstract openReviews(query: {
    readonly accountId: string;
    readonly livemode: boolean;
    readonly after?: Position;
    readonly limit: number;
  }): Promise<Redemption[]>;
  /** The redemption that holds this review (`rvw_…`), open or closed. */
  abstract findByReview(reviewId: string): Promise<Redemption | null>;
  /** The redemption that holds an operation with this reference, for statements and provider notices. */
  abstract findByReference(reference: string): Promise<Redemption | null>;
}

export interface EventQuery {
  readonly accountId: string;
  readonly livemode: boolean;
  readonly type?: string;
  readonly redemptionId?: string;
  /** Inclusive. */
  readonly createdFrom?: Instant;
  /** Exclusive. */
  readonly createdTo?: Instant;
  readonly after?: Position;
  readonly limit: number;
}

/**
 * The event log. Events are durable with the redemption write that caused them; an engine that cannot write both places
 * at once keeps them in the document and `relay` moves them over: at least once, each id listed once.
 */
export abstract class EventStore {
  /** Moves at most `limit` redemptions' events into the log; says how many redemptions had any. 0: nothing was waiting. */
  abstract relay(limit: number): Promise<number>;
  /** Writes an event that no redemption caused. The same id twice is one event. */
  abstract append(event: RedemptionEvent): Promise<void>;
  abstract find(id: string): Promise<RedemptionEvent | null>;
  /** Newest first. */
  abstract list(query: EventQuery): Promise<RedemptionEvent[]>;
  /** Drops events older than `before`; says how many. */
  abstract expire(before: Instant, limit: number): Promise<number>;
}

/** A POST that no redemption answers for (webhook endpoints, test vouchers …). The answer is sealed: it may hold a secret. */
export interface StoredAnswer {
  readonly scope: string;
  readonly requestDigest: string;
  readonly at: Instant;
  /** Null while the first request still runs. */
  readonly answer: { readonly status: number; readonly sealedBody: string } | null;
}

export abstract class IdempotencyStore {
  /** What stands under this scope, or null. */
  abstract find(scope: string): Promise<StoredAnswer | null>;
  /** Claims the scope for one request. Returns what already stands there, or null if it is now ours. */
  abstract begin(entry: StoredAnswer): Promise<StoredAnswer | null>;
  abstract finish(scope: string, answer: { status: number; sealedBody: string }): Promise<void>;
  /** Forgets a claim whose request failed, so that it can be made again. */
  abstract abandon(scope: string): Promise<void>;
  /** Drops entries older than `before`. */
  abstract expire(before: Instant): Promise<number>;
}

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Instant;
}

export interface ApiKey {
  /** `key_…` */
  readonly id: string;
  readonly accountId: string;
  readonly livemode: boolean;
  readonly type: 'secret' | 'publishable';
  /** SHA-256 of the key, hex. The key itself is not kept. */
  readonly digest: string;
  /** Prefix and last four characters, to recognise it by. */
  readonly hint: string;
  readonly createdAt: Instant;
  readonly revokedAt: Instant | null;
}

export interface User {
  /** `usr_…` */
  readonly id: string;
  readonly accountId: string;
  readonly email: string;
  /** scrypt, salted; see src/auth. */
  readonly passwordHash: string;
  readonly createdAt: Instant;
}

export abstract class AccountStore {
  /** Writes the account, its keys and its user unless any account exists; says whether it wrote. Safe when several instances boot at once. */
  abstract bootstrap(account: Account, keys: readonly ApiKey[], user: User): Promise<boolean>;
  abstract findAccountByName(name: string): Promise<Account | null>;
  /** Names are unique: returns the account that now has the name, which may be one made by somebody else meanwhile. */
  abstract ensureAccount(account: Account): Promise<Account>;
  abstract insertKey(key: ApiKey): Promise<void>;
  abstract findKeyByDigest(digest: string): Promise<ApiKey | null>;
  abstract listKeys(accountId?: string): Promise<ApiKey[]>;
  /** False if there is no such key. Revoking twice keeps the first moment. */
  abstract revokeKey(id: string, at: Instant): Promise<boolean>;
  /** False if the e-mail address is taken. */
  abstract insertUser(user: User): Promise<boolean>;
  abstract findUserByEmail(email: string): Promise<User | null>;
  abstract listAccounts(): Promise<Account[]>;
  /** What `keepDigestKeyPrint` keeps. Null before that. */
  abstract digestKeyPrint(): Promise<string | null>;
  /** Durably keeps the print of the key that this store's digests are made with, unless one is kept already. Returns the one that is. */
  abstract keepDigestKeyPrint(print: string): Promise<string>;
}

/** Reviews without a redemption. Same promises of durability as `RedemptionStore`. */
export abstract class FindingStore {
  /** Durably writes a finding. False, and nothing written, where its mode, type and reference have one already. */
  abstract insert(finding: Finding): Promise<boolean>;
  abstract find(id: string): Promise<Finding | null>;
  abstract findByReference(livemode: boolean, type: string, reference: string): Promise<Finding | null>;
  /** Open findings of one account and mode, newest `openedAt` first, then `id` descending, strictly after `after`. */
  abstract listOpen(query: {
    readonly accountId: string;
    readonly livemode: boolean;
    readonly after?: Position;
    readonly limit: number;
  }): Promise<Finding[]>;
  /** Durably replaces the finding whose `version` is still `finding.version - 1`. False where it is not. */
  abstract replace(finding: Finding): Promise<boolean>;
}

/** Counted since `open`, for metrics and for tests that say how many writes a call may cost. */
export interface StoreStats {
  /** Acknowledged inserts and replaces of redemptions. */
  readonly durableWrites: number;
  /** Commits that carried writes of any kind: with group commit fewer than there were writes. Null where the engine does not say. */
  readonly commits: number | null;
}

/** The whole store: what `DATABASE_URL` opens. Where it cannot be read or written right now, its ports throw `StoreUnavailable`. */
export abstract class Store {
  abstract readonly engine: 'sqlite' | 'mongodb';
  abstract readonly redemptions: RedemptionStore;
  abstract readonly events: EventStore;
  abstract readonly idempotency: IdempotencyStore;
  abstract readonly accounts: AccountStore;
  abstract readonly webhooks: WebhookStore;
  abstract readonly findings: FindingStore;
  /** Opens, and brings the schema up to date. */
  abstract open(): Promise<void>;
  /** Rejects if the store cannot take a durable write right now. */
  abstract ping(): Promise<void>;
  abstract stats(): StoreStats;
  /** What waits, for gauges: counted over indexes of what waits, up to `BACKLOG_CAP`, never over everything. */
  abstract backlog(now: Instant): Promise<Backlog>;
  /** Waits for writes under way, then closes. */
  abstract close(): Promise<void>;
}
