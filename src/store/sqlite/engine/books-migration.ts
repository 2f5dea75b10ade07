// The step of the schema that the books came with. The tables begin empty, so that a large file opens at once: `fill` brings in the
// redemptions that stand, while the server runs. The mark says how far it is.

/** Redemptions by when they settled, and their reversals, with what the report of a day adds up. */
export const BOOKS = `
  CREATE TABLE book_settled (
    account_id TEXT NOT NULL,
    livemode INTEGER NOT NULL,
    place TEXT NOT NULL,
    redemption_id TEXT NOT NULL,
    type TEXT NOT NULL,
    redeemed_cents INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    change_cents INTEGER,
    PRIMARY KEY (account_id, livemode, place)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE book_reversals (
    reversal_id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    livemode INTEGER NOT NULL,
    redemption_id TEXT NOT NULL,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    amount_cents INTEGER NOT NULL,
    place TEXT NOT NULL,
    settled_place TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX book_reversals_place ON book_reversals (account_id, livemode, place);
  CREATE INDEX book_reversals_settled ON book_reversals (account_id, livemode, settled_place, status, type, amount_cents)
    WHERE settled_place IS NOT NULL;
  INSERT INTO marks (name, value)
    SELECT 'books', CASE WHEN EXISTS (SELECT 1 FROM redemptions) THEN '' ELSE 'filled' END;
`;
