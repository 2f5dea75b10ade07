// Webhook endpoints and deliveries on SQLite. Each method is one transaction, so nothing can come in between.
import type { RedemptionEvent } from '../../core/events/event';
import type { Instant } from '../../core/values/time';
import type { Delivery } from '../../core/webhooks/delivery';
import type { WebhookEndpoint } from '../../core/webhooks/endpoint';
import { WebhookStore, type DeliveryClaim, type DeliveryQuery } from '../../core/webhooks/store';
import type { OwnedPage } from '../../core/values/page';
import { sortKeyOf } from '../sort-key';
import { postpone, wake } from '../webhook-order';
import type { Bindable, Database } from './engine/database';
import type { GroupCommit } from './engine/group-commit';
import type { Statement } from './lists';
import * as queries from './webhook-queries';

/** Looked at in one go; what is found to be waiting for its turn is postponed, so the next go sees others. */
const CANDIDATES_PER_CLAIM = 4;
const MOST_GOES = 32;

export class SqliteWebhooks extends WebhookStore {
  constructor(
    private readonly database: Database,
    private readonly writer: GroupCommit,
  ) {
    super();
  }

  override async insertEndpoint(endpoint: WebhookEndpoint): Promise<void> {
    await this.writer.write(() =>
      this.database.run(
        `INSERT INTO webhook_endpoints (rev, account_id, livemode, place, active, deleted, noticing, document, id)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ...endpointColumns(endpoint),
        endpoint.id,
      ),
    );
  }

  override async replaceEndpoint(endpoint: WebhookEndpoint): Promise<boolean> {
    const changes = await this.writer.write(() =>
      this.database.run(
        `UPDATE webhook_endpoints SET rev = ?, account_id = ?, livemode = ?, place = ?, active = ?, deleted = ?,
         noticing = ?, document = ? WHERE id = ? AND rev = ?`,
        ...endpointColumns(endpoint),
        endpoint.id,
        endpoint.rev - 1,
      ),
    );
    return changes === 1;
  }

  override async findEndpoint(id: string): Promise<WebhookEndpoint | null> {
    const sql = 'SELECT document FROM webhook_endpoints WHERE id = ?';
    return this.documents<WebhookEndpoint>({ sql, values: [id] })[0] ?? null;
  }

  override async listEndpoints(query: OwnedPage): Promise<WebhookEndpoint[]> {
    return this.documents(queries.endpointList(query));
  }

  override async subscribers(accountId: string, livemode: boolean): Promise<WebhookEndpoint[]> {
    return this.documents(queries.subscribingEndpoints(accountId, livemode));
  }

  override async noticing(limit: number): Promise<WebhookEndpoint[]> {
    const sql =
      'SELECT document FROM webhook_endpoints INDEXED BY webhook_endpoints_noticing WHERE noticing = 1 LIMIT ?';
    return this.documents({ sql, values: [limit] });
  }

  override async unfanned(limit: number): Promise<RedemptionEvent[]> {
    return this.documents(queries.unfannedEvents(limit));
  }

  override fanOut(eventIds: readonly string[], deliveries: readonly Delivery[]): Promise<void> {
    return this.writer.write(() => {
      for (const delivery of deliveries) {
        this.database.run(
          `INSERT OR IGNORE INTO webhook_deliveries (id, rev, account_id, livemode, place, endpoint_id, event_id,
           redemption_id, seq, status, manual, due_at, created_at, document)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          delivery.id,
          delivery.rev,
          delivery.accountId,
          Number(delivery.livemode),
          sortKeyOf(delivery.createdAt, delivery.id),
          delivery.endpointId,
          delivery.eventId,
          delivery.redemptionId,
          delivery.seq,
          delivery.status,
          Number(delivery.manual),
          delivery.dueAt,
          delivery.createdAt,
          JSON.stringify(delivery),
        );
      }
      for (const id of eventIds) this.database.run('UPDATE events SET fanned_out = 1 WHERE id = ?', id);
    });
  }

  override async dueEndpoints(now: Instant, limit: number): Promise<string[]> {
    const { sql, values } = queries.dueEndpoints(now, limit);
    return this.database.all(sql, ...values).map((row) => String(row.id));
  }

  override claim(claim: DeliveryClaim): Promise<Delivery[]> {
    return this.writer.write(() => {
      const claimed: Delivery[] = [];
      const candidates = CANDIDATES_PER_CLAIM * (claim.limit + 1);
      for (let go = 0; go < MOST_GOES && claimed.length < claim.limit; go += 1) {
        const due = this.documents<Delivery>(queries.dueDeliveries(claim.endpointId, claim.now, candidates));
        for (const delivery of due) {
          if (claimed.length === claim.limit) break;
          const earlierDueAt = this.earlierDueAt(delivery);
          if (earlierDueAt !== null) this.replace(postpone(delivery, earlierDueAt, claim.now));
          else claimed.push(this.taken(delivery, claim));
        }
        if (due.length < candidates) break;
      }
      return claimed;
    });
  }

  override replaceDelivery(delivery: Delivery): Promise<boolean> {
    return this.writer.write(() => {
      if (!this.replace(delivery)) return false;
      if (delivery.status === 'pending' || delivery.redemptionId === null) return true;
      const [next] = this.documents<Delivery>(
        queries.laterDelivery(delivery.endpointId, delivery.redemptionId, delivery.seq),
      );
      const woken = next && wake(next, delivery.updatedAt);
      if (woken) this.replace(woken);
      return true;
    });
  }

  override async findDelivery(id: string): Promise<Delivery | null> {
    const sql = 'SELECT document FROM webhook_deliveries WHERE id = ?';
    return this.documents<Delivery>({ sql, values: [id] })[0] ?? null;
  }

  override async listDeliveries(query: DeliveryQuery): Promise<Delivery[]> {
    return this.documents(queries.deliveryList(query));
  }

  override expireDeliveries(before: Instant, limit: number): Promise<number> {
    const oldest = `SELECT rowid FROM webhook_deliveries INDEXED BY webhook_deliveries_created
                    WHERE created_at < ? ORDER BY created_at LIMIT ?`;
    const sql = `DELETE FROM webhook_deliveries WHERE rowid IN (${oldest})`;
    return this.writer.write(() => this.database.run(sql, before, limit));
  }

  private taken(delivery: Delivery, { leaseUntil, claimId }: DeliveryClaim): Delivery {
    const taken = { ...delivery, rev: delivery.rev + 1, dueAt: leaseUntil, claimId };
    this.replace(taken);
    return taken;
  }

  private earlierDueAt({ endpointId, redemptionId, seq, manual }: Delivery): Instant | null {
    if (redemptionId === null || manual) return null;
    const { sql, values } = queries.earlierDelivery(endpointId, redemptionId, seq);
    const row = this.database.get(sql, ...values);
    return row ? Number(row.due_at) : null;
  }

  private replace(delivery: Delivery): boolean {
    const changes = this.database.run(
      'UPDATE webhook_deliveries SET rev = ?, status = ?, manual = ?, due_at = ?, document = ? WHERE id = ? AND rev = ?',
      delivery.rev,
      delivery.status,
      Number(delivery.manual),
      delivery.dueAt,
      JSON.stringify(delivery),
      delivery.id,
      delivery.rev - 1,
    );
    return changes === 1;
  }

  private documents<T>({ sql, values }: Statement): T[] {
    return this.database.all(sql, ...values).map((row) => JSON.parse(String(row.document)) as T);
  }
}

function endpointColumns(endpoint: WebhookEndpoint): Bindable[] {
  const deleted = endpoint.deletedAt !== null;
  return [
    endpoint.rev,
    endpoint.accountId,
    Number(endpoint.livemode),
    sortKeyOf(endpoint.createdAt, endpoint.id),
    Number(!deleted && endpoint.disabledAt === null),
    Number(deleted),
    Number(endpoint.notice !== null),
    JSON.stringify(endpoint),
  ];
}
