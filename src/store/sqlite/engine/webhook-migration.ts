// Tables of webhooks, as one step of the schema. Like every step, never changed once released.

/** Events that are already in an older file were made before endpoints existed, so no delivery is made of them. */
export const WEBHOOKS = `
  ALTER TABLE events ADD COLUMN fanned_out INTEGER NOT NULL DEFAULT 0;
  UPDATE events SET fanned_out = 1;
  CREATE INDEX events_unfanned ON events (fanned_out) WHERE fanned_out = 0;

  CREATE TABLE webhook_endpoints (
    id TEXT PRIMARY KEY,
    rev INTEGER NOT NULL,
    account_id TEXT NOT NULL,
    livemode INTEGER NOT NULL,
    place TEXT NOT NULL,
    active INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    noticing INTEGER NOT NULL,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX webhook_endpoints_place ON webhook_endpoints (account_id, livemode, place) WHERE deleted = 0;
  CREATE INDEX webhook_endpoints_active ON webhook_endpoints (account_id, livemode) WHERE active = 1;
  CREATE INDEX webhook_endpoints_noticing ON webhook_endpoints (noticing) WHERE noticing = 1;

  CREATE TABLE webhook_deliveries (
    id TEXT PRIMARY KEY,
    rev INTEGER NOT NULL,
    account_id TEXT NOT NULL,
    livemode INTEGER NOT NULL,
    place TEXT NOT NULL,
    endpoint_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    redemption_id TEXT,
    seq INTEGER NOT NULL,
    status TEXT NOT NULL,
    manual INTEGER NOT NULL,
    due_at INTEGER,
    created_at INTEGER NOT NULL,
    document TEXT NOT NULL,
    UNIQUE (endpoint_id, event_id)
  ) STRICT;
  CREATE INDEX webhook_deliveries_due ON webhook_deliveries (endpoint_id, due_at, seq) WHERE due_at IS NOT NULL;
  CREATE INDEX webhook_deliveries_order ON webhook_deliveries (endpoint_id, redemption_id, seq)
    WHERE due_at IS NOT NULL AND manual = 0;
  CREATE INDEX webhook_deliveries_place ON webhook_deliveries (account_id, livemode, place);
  CREATE INDEX webhook_deliveries_endpoint_id ON webhook_deliveries (account_id, livemode, endpoint_id, place);
  CREATE INDEX webhook_deliveries_event_id ON webhook_deliveries (account_id, livemode, event_id, place);
  CREATE INDEX webhook_deliveries_status ON webhook_deliveries (account_id, livemode, status, place);
  CREATE INDEX webhook_deliveries_created ON webhook_deliveries (created_at);
`;

/** What is not fanned out is looked at account by account, so that none waits behind another's. */
export const UNFANNED_BY_ACCOUNT = `
  CREATE INDEX events_unfanned_account ON events (account_id) WHERE fanned_out = 0;
`;
