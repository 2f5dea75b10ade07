// The collections: their names, and the form of the documents in each. What a field may hold stands in validators.ts, the indexes
// in indexes.ts. Documents are written by the driver exactly as they are: mongoose makes the connection, and casts nothing.
import type { User } from '../../../core/accounts/account';
import type { AuditEntry } from '../../../core/people/audit';
import type { Session } from '../../../core/people/session';
import type { AccountSettings } from '../../../core/people/settings';
import type { Allowance } from '../../../core/accounts/allowance';
import type { Terminal } from '../../../core/terminals/terminal';
import type { ReconciliationRun, RunDifference } from '../../../core/reconciliations/run';
import type { RestoreMark } from '../../../core/restores/restore-mark';
import type { Connection, mongo } from 'mongoose';
import type { EventDocument, FindingDocument, RedemptionDocument } from '../document';
import type { DeliveryDocument, EndpointDocument } from '../webhooks/webhook-document';

/** An account; `_id` is its id, as in the documents below. */
export interface AccountDocument {
  readonly _id: string;
  readonly name: string;
  readonly createdAt: number;
}
/** An API key, without the key itself. */
export interface KeyDocument {
  readonly _id: string;
  readonly accountId: string;
  readonly livemode: boolean;
  readonly type: 'secret' | 'publishable';
  readonly digest: string;
  readonly hint: string;
  readonly createdAt: number;
  readonly revokedAt: number | null;
  readonly createdBy?: string;
  readonly revokedBy?: string;
  readonly name?: string;
  readonly endsAt?: number;
  readonly lastUsedAt?: number;
}
type FormerFields = 'accountId' | 'email' | 'passwordHash' | 'createdAt';
/** A person who may sign in. What is optional here lacks in documents of versions before 0.2. */
export interface UserDocument extends Pick<User, FormerFields>, Partial<Omit<User, 'id' | FormerFields>> {
  readonly _id: string;
  /** Whether it is one of those of whom an account always keeps one. */
  readonly activeAdmin?: boolean;
}
/** A session of the console, without the text of its cookie. */
export interface SessionDocument extends Omit<Session, 'id'> {
  readonly _id: string;
  /** Order of the list. */
  readonly place: string;
  /** Somebody ended it. */
  readonly ended: boolean;
}
/** `_id` is the account. */
export interface SettingsDocument extends Omit<AccountSettings, 'accountId'> {
  readonly _id: string;
}
/** An entry of the audit log. Written once. */
export interface AuditDocument extends Omit<AuditEntry, 'id'> {
  readonly _id: string;
  /** Order of the list. */
  readonly place: string;
}
/** A till, without its code and its key. */
export interface TerminalDocument extends Omit<Terminal, 'id'> {
  readonly _id: string;
  /** Order of the list. */
  readonly place: string;
  /** Not revoked. */
  readonly standing: boolean;
}
/** What one person has used of a day. */
export interface AllowanceDocument extends Omit<Allowance, 'id'> {
  readonly _id: string;
}
/** A statement that was uploaded. */
export interface RunDocument extends Omit<ReconciliationRun, 'id'> {
  readonly _id: string;
  /** Order of the list. */
  readonly place: string;
  /** It has not ended. */
  readonly running: boolean;
  /** When the process that compares it was known to be alive last. */
  readonly aliveAt: number;
}
/** `_id` is the id of the run and the number of the difference. */
export interface DifferenceDocument extends RunDifference {
  readonly _id: string;
  readonly runId: string;
}
/** `_id` is the idempotency scope. */
export interface AnswerDocument {
  readonly _id: string;
  readonly requestDigest: string;
  readonly at: number;
  readonly answer: { readonly status: number; readonly sealedBody: string } | null;
}
/** One document each: `pulse` proves that writes work, `first_account` that the first boot is over, `digest_key` names that key, `digest_keys.<id>` hold it, `admins.<account>` guards its last admin. */
export interface MarkerDocument {
  readonly _id: string;
  readonly beats?: number;
  readonly accountId?: string;
  /** The fingerprint of the key of digests, under the name that stores have held it by from the first. */
  readonly print?: string;
  /** A restored backup: `restored:` and the id of its mark. */
  readonly restored?: RestoreMark;
  /** The digest keys under one sealing key, whose id ends the marker's. */
  readonly sealed?: string;
}

/** What each collection holds, by the name that it has in the code. */
export interface Documents {
  readonly redemptions: RedemptionDocument;
  readonly events: EventDocument;
  readonly findings: FindingDocument;
  readonly endpoints: EndpointDocument;
  readonly deliveries: DeliveryDocument;
  readonly answers: AnswerDocument;
  readonly accounts: AccountDocument;
  readonly keys: KeyDocument;
  readonly users: UserDocument;
  readonly sessions: SessionDocument;
  readonly settings: SettingsDocument;
  readonly audit: AuditDocument;
  readonly terminals: TerminalDocument;
  readonly allowances: AllowanceDocument;
  readonly reconciliations: RunDocument;
  readonly differences: DifferenceDocument;
  readonly markers: MarkerDocument;
}

/** The names that the collections have in the database. */
const NAMES: Readonly<Record<keyof Documents, string>> = {
  redemptions: 'redemptions',
  events: 'events',
  findings: 'findings',
  endpoints: 'webhook_endpoints',
  deliveries: 'webhook_deliveries',
  answers: 'stored_answers',
  accounts: 'accounts',
  keys: 'api_keys',
  users: 'users',
  sessions: 'console_sessions',
  settings: 'account_settings',
  audit: 'audit_log',
  terminals: 'terminals',
  allowances: 'allowances',
  reconciliations: 'reconciliations',
  differences: 'reconciliation_differences',
  markers: 'markers',
};
/** Every collection, by its name in the code. */
export const COLLECTIONS = Object.keys(NAMES) as readonly (keyof Documents)[];

/** The driver's collections, typed by what they hold. */
export type Collections = { readonly [N in keyof Documents]: mongo.Collection<Documents[N]> };

/** The driver's own collections on an open connection. Asks the server nothing. */
export function collectionsOn(connection: Connection): Collections {
  const db = connection.getClient().db(connection.name);
  return Object.fromEntries(COLLECTIONS.map((name) => [name, db.collection(NAMES[name])])) as unknown as Collections;
}
