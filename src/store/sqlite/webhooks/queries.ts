// The SQL of webhooks that has to be served by an index. Built apart from running it, so that the plan test explains exactly
// what is run.
import { MOST_ATTEMPTS_KEPT } from '../../../core/webhooks/delivery';
import { DELIVERY_FILTERS, type DeliveryEnding, type DeliveryQuery } from '../../../core/webhooks/store';
import type { OwnedPage } from '../../../core/values/page';
import { placeOf, startOf } from '../../shared/sort-key';
import type { Bindable, Statement } from '../engine/database';
import { KEPT_EVENT } from '../kept';
import { placeBefore } from '../lists';
import type { Filtered } from '../walk';

/** The first account after `after` with events that are not fanned out. */
export function unfannedAccount(after: string): Statement {
  return {
    sql: `SELECT account_id FROM events INDEXED BY events_unfanned_account
          WHERE fanned_out = 0 AND account_id > ? ORDER BY account_id LIMIT 1`,
    values: [after],
  };
}

/** Of one account, in the order of writing, which for one redemption is the order of `seq`. */
export function unfannedEvents(accountId: string, limit: number): Statement {
  return {
    sql: `SELECT ${KEPT_EVENT.columns} FROM events INDEXED BY events_unfanned_account
          WHERE fanned_out = 0 AND account_id = ? ORDER BY rowid LIMIT ?`,
    values: [accountId, limit],
  };
}

/**
 * Endpoints with something pending, and whose they are if any of it is due, else null. Jumps from endpoint to endpoint in the index: the cost is the
 * number of endpoints looked at, not of deliveries.
 */
export function dueEndpoints(now: number, after: string, limit: number): Statement {
  const first = (condition: string) =>
    `(SELECT endpoint_id FROM webhook_deliveries INDEXED BY webhook_deliveries_due
      WHERE due_at IS NOT NULL AND endpoint_id > ${condition} ORDER BY endpoint_id LIMIT 1)`;
  return {
    sql: `WITH RECURSIVE pending(id) AS (
            SELECT ${first('?')}
            UNION ALL SELECT ${first('pending.id')} FROM pending WHERE pending.id IS NOT NULL LIMIT ?
          )
          SELECT id, (
            SELECT account_id FROM webhook_deliveries INDEXED BY webhook_deliveries_due
            WHERE endpoint_id = pending.id AND due_at IS NOT NULL AND due_at <= ? LIMIT 1) AS owner
          FROM pending WHERE id IS NOT NULL`,
    values: [after, limit, now],
  };
}

/** Deliveries of an endpoint due at `now` (milliseconds since the epoch), the longest overdue first. */
export function dueDeliveries(endpointId: string, now: number, limit: number): Statement {
  return {
    sql: `SELECT document FROM webhook_deliveries INDEXED BY webhook_deliveries_due
          WHERE endpoint_id = ? AND due_at IS NOT NULL AND due_at <= ? ORDER BY due_at, seq LIMIT ?`,
    values: [endpointId, now, limit],
  };
}

/** Deliveries of an endpoint due after `after`, the next one first. */
export function laterDeliveries(endpointId: string, after: number, limit: number): Statement {
  return {
    sql: `SELECT document FROM webhook_deliveries INDEXED BY webhook_deliveries_due
          WHERE endpoint_id = ? AND due_at IS NOT NULL AND due_at > ? ORDER BY due_at, seq LIMIT ?`,
    values: [endpointId, after, limit],
  };
}

const BY_HAND = `(manual = 1 OR document ->> '$.scheduledAt' IS NOT NULL)`;
/** The attempt that is added, and the list without its oldest one where it is full. */
const NOT_MADE = `json_set(?, '$.manual', json(iif(${BY_HAND}, 'true', 'false')))`;
const WITH_ROOM = `iif(json_array_length(document, '$.attempts') < ?, document, json_remove(document, '$.attempts[0]'))`;

/** Ends deliveries as `afterAttempt` does after the last attempt, all in one statement. */
export function endDeliveries({ endpointId, dueBy, now, error, limit }: DeliveryEnding): Statement {
  const attempt = JSON.stringify({ at: now, durationMs: 0, status: null, answer: null, error });
  return {
    sql: `UPDATE webhook_deliveries SET rev = rev + 1, status = 'failed', manual = 0, due_at = NULL, document = json_set(
            json_insert(json_remove(${WITH_ROOM}, '$.scheduledAt'), '$.attempts[#]', ${NOT_MADE}),
            '$.rev', rev + 1, '$.status', 'failed', '$.manual', json('false'), '$.dueAt', NULL, '$.claimId', NULL,
            '$.attemptCount', document ->> '$.attemptCount' + iif(${BY_HAND}, 0, 1), '$.updatedAt', ?)
          WHERE rowid IN (SELECT rowid FROM webhook_deliveries INDEXED BY webhook_deliveries_due
            WHERE endpoint_id = ? AND due_at IS NOT NULL AND due_at <= ?
            AND (due_at <= ? OR document ->> '$.claimId' IS NULL) LIMIT ?) RETURNING document`,
    values: [MOST_ATTEMPTS_KEPT, attempt, now, endpointId, dueBy ?? Number.MAX_SAFE_INTEGER, now, limit],
  };
}

const ORDERED = `FROM webhook_deliveries INDEXED BY webhook_deliveries_order
  WHERE endpoint_id = ? AND redemption_id = ? AND due_at IS NOT NULL AND manual = 0`;

/** The pending delivery that one with this `seq` waits for, if any. */
export function earlierDelivery(endpointId: string, redemptionId: string, seq: number): Statement {
  return { sql: `SELECT due_at ${ORDERED} AND seq < ? ORDER BY seq LIMIT 1`, values: [endpointId, redemptionId, seq] };
}

/** The pending delivery that waits for one with this `seq`, if any. */
export function laterDelivery(endpointId: string, redemptionId: string, seq: number): Statement {
  return {
    sql: `SELECT document ${ORDERED} AND seq > ? ORDER BY seq LIMIT 1`,
    values: [endpointId, redemptionId, seq],
  };
}

/** Endpoints that neither are disabled nor deleted. */
export function subscribingEndpoints(accountId: string, livemode: boolean): Statement {
  return {
    sql: `SELECT document FROM webhook_endpoints INDEXED BY webhook_endpoints_active
          WHERE account_id = ? AND livemode = ? AND active = 1`,
    values: [accountId, Number(livemode)],
  };
}

/** One page of the endpoints that are not deleted. */
export function endpointList(query: OwnedPage): Statement {
  const { sql, values } = page(query, [], (place) => ({ sql: '?', values: [place] }));
  return {
    sql: `SELECT document FROM webhook_endpoints INDEXED BY webhook_endpoints_place WHERE deleted = 0 AND ${sql}`,
    values,
  };
}

const COLUMNS: Readonly<Record<(typeof DELIVERY_FILTERS)[number], string>> = {
  eventId: 'event_id',
  redemptionId: 'redemption_id',
  endpointId: 'endpoint_id',
  eventType: 'event_type',
  status: 'status',
};

/** The filters that are given, by their columns, the narrowest first. */
function given(query: DeliveryQuery): [column: string, value: string][] {
  return DELIVERY_FILTERS.flatMap((filter): [string, string][] => {
    const value = query[filter];
    return value === undefined ? [] : [[COLUMNS[filter], value]];
  });
}

/** The filters of a page of the delivery log, each by its own index. */
export function deliveryFilters(query: DeliveryQuery): Filtered[] {
  const owned = [query.accountId, Number(query.livemode)];
  const where = 'account_id = ? AND livemode = ?';
  const filters = given(query).map(([column, value]) => {
    const from = `webhook_deliveries INDEXED BY webhook_deliveries_${column}`;
    return { from, where: `${where} AND ${column} = ?`, values: [...owned, value], holdsDocuments: true };
  });
  const everything = 'webhook_deliveries INDEXED BY webhook_deliveries_place';
  return filters.length > 0 ? filters : [{ from: everything, where, values: owned, holdsDocuments: true }];
}

/** One page of the delivery log. */
export function deliveryList(query: DeliveryQuery): Statement {
  const used = given(query);
  const { sql, values } = page(query, used, (place, id) => ({
    sql: placeBefore('webhook_deliveries'),
    values: [id, place, place],
  }));
  // The rarest filter leads; what is left of the others is looked at row by row.
  const index = used[0]?.[0] ?? 'place';
  return {
    sql: `SELECT document FROM webhook_deliveries INDEXED BY webhook_deliveries_${index} WHERE ${sql}`,
    values,
  };
}

/** `end` says before which place a page begins that goes on after a row, given that row's `placeOf` and its id. */
function page(
  query: OwnedPage & Pick<DeliveryQuery, 'createdFrom' | 'createdTo'>,
  filters: readonly [string, string][],
  end: (place: string, id: string) => Statement,
): Statement {
  const where = ['account_id = ?', 'livemode = ?', ...filters.map(([column]) => `${column} = ?`)];
  const values: Bindable[] = [query.accountId, Number(query.livemode), ...filters.map(([, value]) => value)];
  const { createdFrom, createdTo } = query;
  if (createdFrom !== undefined) {
    where.push('place >= ?');
    values.push(startOf(createdFrom));
  }
  if (createdTo !== undefined) {
    where.push('place < ?');
    values.push(startOf(createdTo));
  }
  const place = placeOf(query.after);
  if (query.after && place !== undefined) {
    const before = end(place, query.after.id);
    where.push(`place < ${before.sql}`);
    values.push(...before.values);
  }
  return { sql: `${where.join(' AND ')} ORDER BY place DESC LIMIT ?`, values: [...values, query.limit] };
}
