// The event log on SQLite: rows of the same transaction as the redemption, so nothing is ever left to relay.
import type { RedemptionEvent } from '../../core/events/event';
import { EventStore } from '../../core/events/store';
import type { EventQuery } from '../../core/events/store';
import type { Instant } from '../../core/values/time';
import { sortKeyOf } from '../sort-key';
import type { Database, Row } from './engine/database';
import type { GroupCommit } from './engine/group-commit';
import { eventList } from './lists';

/** Where nobody is subscribed there is nothing to fan out: the notifier need not see such an event. Same transaction, so no gap. */
const INSERT = `INSERT OR IGNORE INTO events
  (id, account_id, livemode, type, redemption_id, created_at, place, document, fanned_out)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NOT EXISTS (
    SELECT 1 FROM webhook_endpoints INDEXED BY webhook_endpoints_active
    WHERE account_id = ?2 AND livemode = ?3 AND active = 1))`;

export function insertEvent(database: Database, event: RedemptionEvent): void {
  database.run(
    INSERT,
    event.id,
    event.accountId,
    Number(event.livemode),
    event.type,
    event.redemptionId,
    event.createdAt,
    sortKeyOf(event.createdAt, event.id),
    JSON.stringify(event),
  );
}

export class SqliteEvents extends EventStore {
  constructor(
    private readonly database: Database,
    private readonly writer: GroupCommit,
  ) {
    super();
  }

  override relay(): Promise<number> {
    return Promise.resolve(0);
  }

  override append(event: RedemptionEvent): Promise<void> {
    return this.writer.write(() => insertEvent(this.database, event));
  }

  override async find(id: string): Promise<RedemptionEvent | null> {
    const row = this.database.get('SELECT document FROM events WHERE id = ?', id);
    return row ? parse(row) : null;
  }

  override async list(query: EventQuery): Promise<RedemptionEvent[]> {
    const { sql, values } = eventList(query);
    return this.database.all(sql, ...values).map(parse);
  }

  override expire(before: Instant, limit: number): Promise<number> {
    const oldest =
      'SELECT rowid FROM events INDEXED BY events_created WHERE created_at < ? ORDER BY created_at LIMIT ?';
    return this.writer.write(() => this.database.run(`DELETE FROM events WHERE rowid IN (${oldest})`, before, limit));
  }
}

function parse(row: Row): RedemptionEvent {
  return JSON.parse(String(row.document)) as RedemptionEvent;
}
