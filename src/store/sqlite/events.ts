// The event log on SQLite: rows of the same transaction as the redemption, so nothing is ever left to relay.
import type { RedemptionEvent } from '../../core/events/event';
import { EventStore } from '../../core/events/store';
import type { EventQuery } from '../../core/events/store';
import type { Paged } from '../../core/values/page';
import type { Instant } from '../../core/values/time';
import { orderedKeyOf } from '../shared/sort-key';
import { DocumentTable, type TableDefinition } from './document-table';
import type { Database, Row } from './engine/database';
import type { GroupCommit } from './engine/group-commit';
import { KEPT_EVENT } from './kept';
import { eventList } from './lists';
import { pageUpTo } from './walk';

const TABLE: TableDefinition<RedemptionEvent> = {
  name: 'events',
  filed: {
    account_id: ({ accountId }) => accountId,
    livemode: ({ livemode }) => Number(livemode),
    type: ({ type }) => type,
    redemption_id: ({ redemptionId }) => redemptionId,
    created_at: ({ createdAt }) => createdAt,
    place: ({ createdAt, seq, id }) => orderedKeyOf(createdAt, seq, id),
    /**
     * Without an active endpoint in its account and mode an event has no delivery to be made of it, so the notifier need not
     * see it. The look at the endpoints is in the same transaction as the write: no endpoint can come in between.
     */
    fanned_out: {
      sql: `NOT EXISTS (SELECT 1 FROM webhook_endpoints INDEXED BY webhook_endpoints_active
        WHERE account_id = ? AND livemode = ? AND active = 1)`,
      values: ({ accountId, livemode }) => [accountId, Number(livemode)],
    },
  },
  moving: {},
  revision: null,
  kept: KEPT_EVENT,
};

/** The table of the log, to which redemptions write their events too. */
export function eventTable(database: Database): DocumentTable<RedemptionEvent> {
  return new DocumentTable(database, TABLE);
}

/** `EventStore` on SQLite. */
export class SqliteEvents extends EventStore {
  private readonly table;

  constructor(
    private readonly database: Database,
    private readonly writer: GroupCommit,
  ) {
    super();
    this.table = eventTable(database);
  }

  override relay(): Promise<number> {
    return Promise.resolve(0);
  }

  override append(event: RedemptionEvent): Promise<void> {
    return this.writer.write(() => this.table.insertMissing(event));
  }

  override async newestAt(until: Instant): Promise<Instant | null> {
    const at = this.database.get('SELECT max(created_at) AS at FROM events WHERE created_at <= ?', until)?.at;
    return typeof at === 'number' ? at : null;
  }

  override async find(id: string): Promise<RedemptionEvent | null> {
    return this.table.find(id);
  }

  override async list(query: EventQuery): Promise<Paged<RedemptionEvent>> {
    const { sql, values } = eventList({ ...query, limit: query.limit + 1 });
    const positionAt = (row: Row) => ({ createdAt: Number(row.created_at), id: String(row.id) });
    return pageUpTo(this.database.each(sql, ...values), query.limit, KEPT_EVENT.read, positionAt);
  }

  override expire(before: Instant, limit: number): Promise<number> {
    return this.writer.finish(() => this.table.expire(before, limit));
  }
}
