// The schema, as numbered steps, which database.ts carries out. A step that has been released is never changed: a file written by
// it may be anywhere.
import { BOOKS } from './books-migration';
import { DELIVERIES_BY, RECONCILIATIONS, REVIEWED } from './desk-migration';
import { PEOPLE } from './people-migration';
import { POINTS, POINTS_DUE_BY } from './points-migration';
import { UNFANNED_BY_ACCOUNT, WEBHOOKS } from './webhook-migration';

/** One step of the schema. Steps run in the order of `version`, each once in the life of a file. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

const FIRST = `
  CREATE TABLE redemptions (
    id TEXT PRIMARY KEY,
    rev INTEGER NOT NULL,
    account_id TEXT NOT NULL,
    livemode INTEGER NOT NULL,
    place TEXT NOT NULL,
    status TEXT NOT NULL,
    outcome TEXT NOT NULL,
    type TEXT NOT NULL,
    external_reference TEXT,
    terminal_id TEXT,
    claim TEXT NOT NULL,
    claimed INTEGER NOT NULL,
    due_at INTEGER,
    review_place TEXT,
    redeemed_cents INTEGER NOT NULL CHECK (redeemed_cents >= 0),
    reversed_cents INTEGER NOT NULL CHECK (reversed_cents BETWEEN 0 AND redeemed_cents),
    side TEXT NOT NULL,
    document TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX redemptions_claim ON redemptions (claim) WHERE claimed = 1;
  CREATE INDEX redemptions_place ON redemptions (account_id, livemode, place);
  CREATE INDEX redemptions_status ON redemptions (account_id, livemode, status, place);
  CREATE INDEX redemptions_outcome ON redemptions (account_id, livemode, outcome, place);
  CREATE INDEX redemptions_type ON redemptions (account_id, livemode, type, place);
  CREATE INDEX redemptions_external_reference ON redemptions (account_id, livemode, external_reference, place)
    WHERE external_reference IS NOT NULL;
  CREATE INDEX redemptions_terminal_id ON redemptions (account_id, livemode, terminal_id, place)
    WHERE terminal_id IS NOT NULL;
  CREATE INDEX redemptions_due ON redemptions (due_at, id) WHERE due_at IS NOT NULL;
  CREATE INDEX redemptions_review ON redemptions (account_id, livemode, review_place) WHERE review_place IS NOT NULL;

  CREATE TABLE redemption_metadata (
    account_id TEXT NOT NULL,
    livemode INTEGER NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    place TEXT NOT NULL,
    redemption_id TEXT NOT NULL,
    PRIMARY KEY (account_id, livemode, key, value, place)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE idempotency_scopes (scope TEXT PRIMARY KEY, redemption_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE operation_references (
    reference TEXT NOT NULL,
    redemption_id TEXT NOT NULL,
    PRIMARY KEY (reference, redemption_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE events (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    livemode INTEGER NOT NULL,
    type TEXT NOT NULL,
    redemption_id TEXT,
    created_at INTEGER NOT NULL,
    place TEXT NOT NULL,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX events_place ON events (account_id, livemode, place);
  CREATE INDEX events_type ON events (account_id, livemode, type, place);
  CREATE INDEX events_redemption_id ON events (account_id, livemode, redemption_id, place)
    WHERE redemption_id IS NOT NULL;
  CREATE INDEX events_created ON events (created_at);

  CREATE TABLE stored_answers (
    scope TEXT PRIMARY KEY,
    request_digest TEXT NOT NULL,
    at INTEGER NOT NULL,
    status INTEGER,
    sealed_body TEXT
  ) STRICT;
  CREATE INDEX stored_answers_at ON stored_answers (at);

  CREATE TABLE accounts (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL) STRICT;
  CREATE TABLE api_keys (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    livemode INTEGER NOT NULL,
    type TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    hint TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
  ) STRICT;
  CREATE INDEX api_keys_account ON api_keys (account_id, created_at, id);
  CREATE TABLE users (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE pulse (id INTEGER PRIMARY KEY CHECK (id = 1), beats INTEGER NOT NULL) STRICT;
  INSERT INTO pulse VALUES (1, 0);
`;

/** Reviews became addressable by their own id; those of older files are read out of the documents. */
const REVIEWS = `
  CREATE TABLE redemption_reviews (review_id TEXT PRIMARY KEY, redemption_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
  INSERT OR IGNORE INTO redemption_reviews
    SELECT review.value ->> 'id', redemptions.id FROM redemptions, json_each(redemptions.document, '$.reviews') AS review;
`;

/** Statement lines that no redemption knows are reviewed too. */
const FINDINGS = `
  CREATE TABLE findings (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    account_id TEXT NOT NULL,
    livemode INTEGER NOT NULL,
    type TEXT NOT NULL,
    reference TEXT NOT NULL,
    open_place TEXT,
    document TEXT NOT NULL,
    UNIQUE (livemode, type, reference)
  ) STRICT;
  CREATE INDEX findings_open ON findings (account_id, livemode, open_place) WHERE open_place IS NOT NULL;
`;

/** What is true of the whole file, by name. */
const MARKS = `
  CREATE TABLE marks (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

/** Redemptions that nothing was ever sent for are deleted after a while, and endpoints that were deleted. */
const ENDS = `
  ALTER TABLE redemptions ADD COLUMN ends_at INTEGER;
  CREATE INDEX redemptions_ends ON redemptions (ends_at) WHERE ends_at IS NOT NULL;
  ALTER TABLE webhook_endpoints ADD COLUMN deleted_at INTEGER;
  UPDATE webhook_endpoints SET deleted_at = document ->> '$.deletedAt' WHERE deleted = 1;
  CREATE INDEX webhook_endpoints_deleted ON webhook_endpoints (deleted_at) WHERE deleted_at IS NOT NULL;
`;

/** PINs of issued vouchers are found by when they end; those of older files are read out of the documents. */
const HELD_PINS = `
  CREATE TABLE held_pins (
    entry TEXT NOT NULL,
    redemption_id TEXT NOT NULL,
    PRIMARY KEY (entry, redemption_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TEMP TABLE issued AS
    SELECT id, document ->> '$.createdAt' AS made, document -> '$.changeVoucher' AS voucher FROM redemptions
    UNION ALL
    SELECT redemptions.id, redemptions.document ->> '$.createdAt', reversal.value -> '$.refundVoucher'
      FROM redemptions, json_each(redemptions.document, '$.reversals') AS reversal;
  CREATE TEMP TABLE entries AS
    SELECT DISTINCT id, coalesce(
        'ends ' || (voucher ->> '$.expiresAt'),
        'made ' || strftime('%Y-%m-%dT%H:%M:%S', made / 1000, 'unixepoch') || printf('.%03dZ', made % 1000)
      ) AS entry
      FROM issued WHERE voucher ->> '$.sealedPin' IS NOT NULL;
  CREATE INDEX temp.entries_id ON entries (id);
  INSERT INTO held_pins SELECT entry, id FROM entries;
  UPDATE redemptions
    SET side = json_set(side, '$.pins', (SELECT json_group_array(entry) FROM entries WHERE entries.id = redemptions.id))
    WHERE id IN (SELECT id FROM entries);
  DROP TABLE entries;
  DROP TABLE issued;
`;

/** Who made a key and who revoked it, in the words of the one who did. */
const KEY_JOURNAL = `
  ALTER TABLE api_keys ADD COLUMN created_by TEXT;
  ALTER TABLE api_keys ADD COLUMN revoked_by TEXT;
`;

/** What people call a key, when it ends because another took its place, and when it was used last. */
const KEY_LIVES = `
  ALTER TABLE api_keys ADD COLUMN name TEXT;
  ALTER TABLE api_keys ADD COLUMN ends_at INTEGER;
  ALTER TABLE api_keys ADD COLUMN last_used_at INTEGER;
`;

/** Tills that were let in by a pairing code. */
const TERMINALS = `
  CREATE TABLE terminals (
    id TEXT PRIMARY KEY,
    rev INTEGER NOT NULL,
    account_id TEXT NOT NULL,
    livemode INTEGER NOT NULL,
    place TEXT NOT NULL,
    terminal_id TEXT NOT NULL,
    standing INTEGER NOT NULL,
    pairing TEXT,
    key TEXT,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX terminals_place ON terminals (account_id, livemode, place);
  CREATE UNIQUE INDEX terminals_standing ON terminals (account_id, livemode, terminal_id) WHERE standing = 1;
  CREATE UNIQUE INDEX terminals_pairing ON terminals (pairing) WHERE pairing IS NOT NULL;
  CREATE UNIQUE INDEX terminals_key ON terminals (key) WHERE key IS NOT NULL;
`;

/** Journal and idempotency keys of a redemption, half of its text, which no list shows. In older rows the document holds them. */
const HISTORY = `
  ALTER TABLE redemptions ADD COLUMN history TEXT;
`;

/** The words of every redemption. Empty at first, so that a large file opens at once: `fill` brings in what stands. */
const SEARCH_WORDS = `
  CREATE TABLE search_words (
    word INTEGER NOT NULL,
    place TEXT NOT NULL,
    PRIMARY KEY (word, place)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO marks (name, value)
    SELECT 'search', CASE WHEN EXISTS (SELECT 1 FROM redemptions) THEN '~' ELSE 'filled' END;
`;

/** What takes a second person: found by its id, and listed by when it was asked for. Redemptions of older files have none. */
const PROPOSALS = `
  ALTER TABLE redemptions ADD COLUMN proposed_place TEXT;
  ALTER TABLE redemptions ADD COLUMN proposal_waits_place TEXT;
  CREATE INDEX redemptions_proposed ON redemptions (account_id, livemode, proposed_place)
    WHERE proposed_place IS NOT NULL;
  CREATE INDEX redemptions_proposal_waits ON redemptions (account_id, livemode, proposal_waits_place)
    WHERE proposal_waits_place IS NOT NULL;
  CREATE TABLE redemption_proposals (proposal_id TEXT PRIMARY KEY, redemption_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE allowances (id TEXT PRIMARY KEY, rev INTEGER NOT NULL, document TEXT NOT NULL) STRICT;
`;

/** What is due, account by account: the many due redemptions of one are not to hide those of others. */
const DUE_BY = `
  CREATE INDEX redemptions_due_by ON redemptions (account_id, due_at, id) WHERE due_at IS NOT NULL;
`;

/** Every step there has been. */
export const MIGRATIONS: readonly Migration[] = [
  { version: 1, name: 'redemptions, events, accounts', sql: FIRST },
  { version: 2, name: 'reviews by id', sql: REVIEWS },
  { version: 3, name: 'findings', sql: FINDINGS },
  { version: 4, name: 'webhooks', sql: WEBHOOKS },
  { version: 5, name: 'marks', sql: MARKS },
  { version: 6, name: 'ends', sql: ENDS },
  { version: 7, name: 'held PINs', sql: HELD_PINS },
  { version: 8, name: 'key journal', sql: KEY_JOURNAL },
  { version: 9, name: 'events to fan out by account', sql: UNFANNED_BY_ACCOUNT },
  { version: 10, name: 'points', sql: POINTS },
  { version: 11, name: 'terminals', sql: TERMINALS },
  { version: 12, name: 'books', sql: BOOKS },
  { version: 13, name: 'names, ends and last use of keys', sql: KEY_LIVES },
  { version: 14, name: 'history apart', sql: HISTORY },
  { version: 15, name: 'people', sql: PEOPLE },
  { version: 16, name: 'search words', sql: SEARCH_WORDS },
  { version: 17, name: 'proposals', sql: PROPOSALS },
  { version: 18, name: 'closed reviews', sql: REVIEWED },
  { version: 19, name: 'reconciliations', sql: RECONCILIATIONS },
  { version: 20, name: 'deliveries by redemption and by type', sql: DELIVERIES_BY },
  { version: 21, name: 'due points by account', sql: POINTS_DUE_BY },
  { version: 22, name: 'due redemptions by account', sql: DUE_BY },
];

/** What `PRAGMA user_version` says of a file written by this code. */
export const SCHEMA_VERSION = Math.max(...MIGRATIONS.map((migration) => migration.version));
