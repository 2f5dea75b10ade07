// The steps of the schema that the desk of the support staff came with.

/** Redemptions by their first review, and findings by when they were opened, whatever became of them: so that closed ones are listed too. */
export const REVIEWED = `
  ALTER TABLE redemptions ADD COLUMN reviewed_place TEXT;
  UPDATE redemptions
    SET reviewed_place = printf('%015d', document ->> '$.reviews[0].openedAt') || id
    WHERE id IN (SELECT redemption_id FROM redemption_reviews);
  CREATE INDEX redemptions_reviewed ON redemptions (account_id, livemode, reviewed_place) WHERE reviewed_place IS NOT NULL;
  ALTER TABLE findings ADD COLUMN place TEXT;
  UPDATE findings SET place = printf('%015d', document ->> '$.openedAt') || id;
  CREATE INDEX findings_place ON findings (account_id, livemode, place);
`;

/** Statements that were uploaded, and the differences that their comparison found. */
export const RECONCILIATIONS = `
  CREATE TABLE reconciliations (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    livemode INTEGER NOT NULL,
    place TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    running INTEGER NOT NULL,
    alive_at INTEGER NOT NULL,
    scope TEXT,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX reconciliations_place ON reconciliations (account_id, livemode, place);
  CREATE INDEX reconciliations_created ON reconciliations (created_at);
  CREATE UNIQUE INDEX reconciliations_running ON reconciliations (account_id, livemode) WHERE running = 1;
  CREATE INDEX reconciliations_alive ON reconciliations (alive_at) WHERE running = 1;
  CREATE UNIQUE INDEX reconciliations_scope ON reconciliations (scope) WHERE scope IS NOT NULL;
  CREATE TABLE reconciliation_differences (
    run_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (run_id, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX reconciliation_differences_kind ON reconciliation_differences (run_id, kind, seq);
`;

/** The delivery log by the redemption that an event is about, and by the type of the event. */
export const DELIVERIES_BY = `
  ALTER TABLE webhook_deliveries ADD COLUMN event_type TEXT;
  UPDATE webhook_deliveries SET event_type = document ->> '$.eventType';
  CREATE INDEX webhook_deliveries_event_type ON webhook_deliveries (account_id, livemode, event_type, place);
  CREATE INDEX webhook_deliveries_redemption_id ON webhook_deliveries (account_id, livemode, redemption_id, place)
    WHERE redemption_id IS NOT NULL;
`;
