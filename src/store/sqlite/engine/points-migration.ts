// The tables of the ledger. What their columns mean stands in shared/points/kinds.ts; a step that has been released is never changed.

export const POINTS = `
  CREATE TABLE points_programs (
    id TEXT PRIMARY KEY,
    rev INTEGER NOT NULL,
    owner TEXT,
    place TEXT,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX points_programs_place ON points_programs (owner, place);
  CREATE TABLE points_assets (
    id TEXT PRIMARY KEY,
    rev INTEGER NOT NULL,
    owner TEXT,
    place TEXT,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX points_assets_place ON points_assets (owner, place);
  CREATE TABLE points_entities (
    id TEXT PRIMARY KEY,
    rev INTEGER NOT NULL,
    owner TEXT,
    place TEXT,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX points_entities_place ON points_entities (owner, place);
  CREATE TABLE points_rewards (
    id TEXT PRIMARY KEY,
    rev INTEGER NOT NULL,
    owner TEXT,
    place TEXT,
    program TEXT,
    status TEXT,
    name TEXT,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX points_rewards_place ON points_rewards (program, place);
  CREATE INDEX points_rewards_name ON points_rewards (program, name);
  CREATE TABLE points_books (
    id TEXT PRIMARY KEY,
    rev INTEGER NOT NULL,
    owner TEXT,
    place TEXT,
    due_at INTEGER,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX points_books_place ON points_books (owner, place) WHERE place IS NOT NULL;
  CREATE INDEX points_books_due ON points_books (due_at) WHERE due_at IS NOT NULL;
  CREATE INDEX points_books_owner ON points_books (owner, id);
  CREATE TABLE points_lots (
    id TEXT PRIMARY KEY,
    rev INTEGER NOT NULL,
    shelf TEXT,
    place TEXT,
    open TEXT,
    participant TEXT,
    due_at INTEGER,
    status TEXT,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX points_lots_place ON points_lots (shelf, place);
  CREATE INDEX points_lots_open ON points_lots (shelf, open) WHERE open IS NOT NULL;
  CREATE INDEX points_lots_status ON points_lots (shelf, status, place);
  CREATE INDEX points_lots_due ON points_lots (participant, due_at) WHERE due_at IS NOT NULL;
  CREATE TABLE points_holds (
    id TEXT PRIMARY KEY,
    rev INTEGER NOT NULL,
    shelf TEXT,
    open TEXT,
    participant TEXT,
    due_at INTEGER,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX points_holds_open ON points_holds (shelf, open) WHERE open IS NOT NULL;
  CREATE INDEX points_holds_due ON points_holds (participant, due_at) WHERE due_at IS NOT NULL;
  CREATE TABLE points_entries (
    id TEXT PRIMARY KEY,
    rev INTEGER NOT NULL,
    owner TEXT,
    place TEXT,
    participant TEXT,
    seq INTEGER,
    program TEXT,
    asset TEXT,
    action TEXT,
    reference TEXT,
    document TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX points_entries_seq ON points_entries (participant, seq);
  CREATE INDEX points_entries_place ON points_entries (owner, place);
  CREATE INDEX points_entries_participant ON points_entries (owner, participant, place);
  CREATE INDEX points_entries_program ON points_entries (owner, program, place);
  CREATE INDEX points_entries_asset ON points_entries (owner, asset, place);
  CREATE INDEX points_entries_action ON points_entries (owner, action, place);
  CREATE INDEX points_entries_reference ON points_entries (owner, reference, place) WHERE reference IS NOT NULL;
  CREATE TABLE points_redemptions (
    id TEXT PRIMARY KEY,
    rev INTEGER NOT NULL,
    owner TEXT,
    place TEXT,
    participant TEXT,
    program TEXT,
    reward TEXT,
    status TEXT,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX points_redemptions_participant ON points_redemptions (participant, place);
  CREATE INDEX points_redemptions_participant_status ON points_redemptions (participant, status, place);
  CREATE INDEX points_redemptions_program ON points_redemptions (program, place);
  CREATE INDEX points_redemptions_program_status ON points_redemptions (program, status, place);
  CREATE INDEX points_redemptions_reward ON points_redemptions (reward, place) WHERE reward IS NOT NULL;
  CREATE TABLE points_reversals (
    id TEXT PRIMARY KEY,
    rev INTEGER NOT NULL,
    redemption TEXT,
    number INTEGER,
    document TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX points_reversals_number ON points_reversals (redemption, number);
  CREATE TABLE points_limits (
    id TEXT PRIMARY KEY,
    rev INTEGER NOT NULL,
    document TEXT NOT NULL
  ) STRICT;
  CREATE TABLE points_keys (
    id TEXT PRIMARY KEY,
    rev INTEGER NOT NULL,
    at INTEGER,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX points_keys_at ON points_keys (at) WHERE at IS NOT NULL;
`;

/** What is due, account by account: the many due points of one are not to hide those of others. */
export const POINTS_DUE_BY = `
  CREATE INDEX points_books_due_by ON points_books (owner, due_at) WHERE due_at IS NOT NULL;
`;
