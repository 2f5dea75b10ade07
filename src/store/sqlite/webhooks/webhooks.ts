// Webhook endpoints and deliveries on SQLite. Each method is one transaction, so nothing can come in between.
import type { RedemptionEvent } from '../../../core/events/event';
import type { Instant } from '../../../core/values/time';
import type { Delivery } from '../../../core/webhooks/delivery';
import type { WebhookEndpoint } from '../../../core/webhooks/endpoint';
import {
  WebhookStore,
  type DeliveryClaim,
  type DeliveryEnding,
  type DeliveryQuery,
  type DuePage,
} from '../../../core/webhooks/store';
import type { OwnedPage, Paged } from '../../../core/values/page';
import { orderedKeyOf, rangeOf, sortKeyOf } from '../../shared/sort-key';
import { postpone, wake } from '../../shared/webhook-order';
import { DocumentTable, type TableDefinition } from '../document-table';
import type { Database } from '../engine/database';
import type { GroupCommit } from '../engine/group-commit';
import { eventTable } from '../events';
import { rowsAt } from '../lists';
import { readPage } from '../walk';
import * as queries from './queries';

/** Looked at in one go; what is found to be waiting for its turn is postponed, so the next go sees others. */
const CANDIDATES_PER_CLAIM = 4;
const MOST_GOES = 32;

const ENDPOINTS: TableDefinition<WebhookEndpoint> = {
  name: 'webhook_endpoints',
  filed: {},
  moving: {
    rev: ({ rev }) => rev,
    account_id: ({ accountId }) => accountId,
    livemode: ({ livemode }) => Number(livemode),
    place: ({ createdAt, id }) => sortKeyOf(createdAt, id),
    active: ({ deletedAt, disabledAt }) => Number(deletedAt === null && disabledAt === null),
    deleted: ({ deletedAt }) => Number(deletedAt !== null),
    deleted_at: ({ deletedAt }) => deletedAt,
    noticing: ({ notice }) => Number(notice !== null),
  },
  revision: 'rev',
};

const DELIVERIES: TableDefinition<Delivery> = {
  name: 'webhook_deliveries',
  filed: {
    account_id: ({ accountId }) => accountId,
    livemode: ({ livemode }) => Number(livemode),
    place: ({ createdAt, seq, id }) => orderedKeyOf(createdAt, seq, id),
    endpoint_id: ({ endpointId }) => endpointId,
    event_id: ({ eventId }) => eventId,
    event_type: ({ eventType }) => eventType,
    redemption_id: ({ redemptionId }) => redemptionId,
    seq: ({ seq }) => seq,
    created_at: ({ createdAt }) => createdAt,
  },
  moving: {
    rev: ({ rev }) => rev,
    status: ({ status }) => status,
    manual: ({ manual }) => Number(manual),
    due_at: ({ dueAt }) => dueAt,
  },
  revision: 'rev',
};

/** `WebhookStore` on SQLite. */
export class SqliteWebhooks extends WebhookStore {
  private readonly endpoints;
  private readonly deliveries;
  private readonly events;

  constructor(
    private readonly database: Database,
    private readonly writer: GroupCommit,
  ) {
    super();
    this.endpoints = new DocumentTable(database, ENDPOINTS);
    this.deliveries = new DocumentTable(database, DELIVERIES);
    this.events = eventTable(database);
  }

  override insertEndpoint(endpoint: WebhookEndpoint): Promise<void> {
    return this.writer.write(() => this.endpoints.insert(endpoint));
  }

  override replaceEndpoint(endpoint: WebhookEndpoint): Promise<boolean> {
    const work = () => this.endpoints.replaceAt(endpoint, endpoint.rev - 1);
    const isEnding = endpoint.deletedAt !== null || endpoint.disabledAt !== null;
    return isEnding ? this.writer.finish(work) : this.writer.write(work);
  }

  override async findEndpoint(id: string): Promise<WebhookEndpoint | null> {
    return this.endpoints.find(id);
  }

  override async listEndpoints(query: OwnedPage): Promise<WebhookEndpoint[]> {
    return this.endpoints.page(queries.endpointList(query));
  }

  override async subscribers(accountId: string, livemode: boolean): Promise<WebhookEndpoint[]> {
    return this.endpoints.page(queries.subscribingEndpoints(accountId, livemode));
  }

  override async noticing(limit: number): Promise<WebhookEndpoint[]> {
    const sql =
      'SELECT document FROM webhook_endpoints INDEXED BY webhook_endpoints_noticing WHERE noticing = 1 LIMIT ?';
    return this.endpoints.page({ sql, values: [limit] });
  }

  override async unfannedAccount(after: string): Promise<string | null> {
    const { sql, values } = queries.unfannedAccount(after);
    const row = this.database.get(sql, ...values);
    return row ? String(row.account_id) : null;
  }

  override async unfanned(accountId: string, limit: number): Promise<RedemptionEvent[]> {
    return this.events.page(queries.unfannedEvents(accountId, limit));
  }

  override fanOut(eventIds: readonly string[], deliveries: readonly Delivery[]): Promise<void> {
    return this.writer.write(() => {
      for (const delivery of deliveries) this.deliveries.insertMissing(delivery);
      for (const id of eventIds) this.database.run('UPDATE events SET fanned_out = 1 WHERE id = ?', id);
    });
  }

  override async dueEndpoints(now: Instant, after: string, limit: number): Promise<DuePage> {
    const { sql, values } = queries.dueEndpoints(now, after, limit);
    const pending = this.database.all(sql, ...values);
    const endpoints = pending.flatMap(({ id, owner }) =>
      typeof owner === 'string' ? [{ id: String(id), accountId: owner }] : [],
    );
    return { endpoints, next: pending.length < limit ? null : String(pending.at(-1)?.id) };
  }

  override async dueLater(endpointId: string, after: Instant, limit: number): Promise<Delivery[]> {
    return this.deliveries.page(queries.laterDeliveries(endpointId, after, limit));
  }

  override claim(claim: DeliveryClaim): Promise<Delivery[]> {
    return this.writer.write(() => {
      const claimed: Delivery[] = [];
      const candidates = CANDIDATES_PER_CLAIM * (claim.limit + 1);
      for (let go = 0; go < MOST_GOES && claimed.length < claim.limit; go += 1) {
        const due = this.deliveries.page(queries.dueDeliveries(claim.endpointId, claim.now, candidates));
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

  override replaceDeliveries(deliveries: readonly Delivery[]): Promise<boolean[]> {
    // What became of those that were sent.
    return this.writer.finish(() => deliveries.map((delivery) => this.settle(delivery)));
  }

  override endDeliveries(ending: DeliveryEnding): Promise<number> {
    return this.writer.finish(() => {
      const ended = this.deliveries.page(queries.endDeliveries(ending));
      if (ending.dueBy !== null) for (const delivery of ended) this.wakeNext(delivery);
      return ended.length;
    });
  }

  override async findDelivery(id: string): Promise<Delivery | null> {
    return this.deliveries.find(id);
  }

  override async pageDeliveries(query: DeliveryQuery): Promise<Paged<Delivery>> {
    const range = rangeOf(query, this.placeAfter(query));
    const page = { filters: queries.deliveryFilters(query), range, limit: query.limit };
    return readPage(this.database, page, (places) => rowsAt('webhook_deliveries', query, places));
  }

  override async listDeliveries(query: DeliveryQuery): Promise<Delivery[]> {
    return this.deliveries.page(queries.deliveryList(query));
  }

  override expireEndpoints(before: Instant, limit: number): Promise<number> {
    const sql = `DELETE FROM webhook_endpoints WHERE rowid IN (SELECT rowid FROM webhook_endpoints
      INDEXED BY webhook_endpoints_deleted WHERE deleted_at IS NOT NULL AND deleted_at < ? ORDER BY deleted_at LIMIT ?)`;
    return this.writer.finish(() => this.database.run(sql, before, limit));
  }

  override expireDeliveries(before: Instant, limit: number): Promise<number> {
    return this.writer.finish(() => this.deliveries.expire(before, limit));
  }

  /** The place of the row after which a page begins. Undefined where the row is gone, or none is named. */
  private placeAfter({ after }: DeliveryQuery): string | undefined {
    if (!after) return undefined;
    const row = this.database.get('SELECT place FROM webhook_deliveries WHERE id = ?', after.id);
    return row && String(row.place);
  }

  private settle(delivery: Delivery): boolean {
    if (!this.replace(delivery)) return false;
    if (delivery.status !== 'pending') this.wakeNext(delivery);
    return true;
  }

  private wakeNext(delivery: Delivery): void {
    if (delivery.redemptionId === null) return;
    const later = queries.laterDelivery(delivery.endpointId, delivery.redemptionId, delivery.seq);
    const [next] = this.deliveries.page(later);
    const woken = next && wake(next, delivery.updatedAt);
    if (woken) this.replace(woken);
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
    return this.deliveries.replaceAt(delivery, delivery.rev - 1);
  }
}
