// What the shop answers over HTTP: its page, its orders, its staff, and the webhooks of Vouch.
import { timingSafeEqual, createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { VouchError } from 'vouch-client';
import { GOODS, linesOf } from './goods.js';
import { refundShown, shown, unread, type Order } from './order.js';
import { ownVouchers } from './own-vouchers.js';
import { pageFile } from './page.js';
import { Refused } from './refused.js';
import type { Settings } from './settings.js';
import type { Shop } from './shop.js';
import { Limit, visitorOf } from './visitors.js';
import { receive } from './webhooks.js';

const MOST_BYTES = 512 * 1024;
/** Each order takes a few refused vouchers: with this the numbers that one address can try are counted. */
const ORDERS_PER_ADDRESS = 20;
/** So many of a visitor's own orders are listed, and each older one that has a voucher to write down. */
const ORDERS_LISTED = 10;

interface Asked {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  /** What the address of the route holds: the id of an order. */
  readonly id: string;
  readonly visitor: () => string;
}
type Answer = readonly [status: number, body?: unknown];
type Handler = (asked: Asked) => Promise<Answer> | Answer;

export function createShopServer(shop: Shop, settings: Settings, webhookSecret: string): Server {
  const orders = new Limit(ORDERS_PER_ADDRESS);
  const own = ({ id, visitor }: Asked): Order => {
    const order = shop.book.orders.all.get(id);
    // Somebody else's order is not there for whoever asks.
    if (order?.visitor !== visitor()) throw new Refused(404, 'not_found');
    return order;
  };
  const routes: Readonly<Record<string, Handler>> = {
    'GET /shop': () => [200, { vouch: settings.vouchUrl, key: settings.publishableKey, goods: GOODS }],
    'POST /orders': (asked) => {
      const lines = linesOf(json(asked)['cart']);
      if (!orders.allows(asked.request.socket.remoteAddress ?? '')) throw new Refused(429, 'too_many_orders');
      return [201, shown(shop.place(asked.visitor(), lines))];
    },
    // Whoever closed the tab finds the order again, and what was given back meanwhile.
    'GET /orders': ({ visitor }) => {
      const placed = [...(shop.book.orders.byVisitor.get(visitor()) ?? [])].reverse();
      return [200, { data: placed.filter((order, at) => at < ORDERS_LISTED || unread(order).length > 0).map(shown) }];
    },
    'GET /orders/:id': (asked) => [200, shown(own(asked))],
    // All that the page says is which redemption. An amount or an outcome that it sends along is not read.
    'POST /orders/:id/payments': async (asked) => {
      const { id } = own(asked);
      return [200, shown(await shop.look(text(json(asked)['redemption']), id))];
    },
    'GET /orders/:id/vouchers': async (asked) => [200, { data: await ownVouchers(shop, own(asked)) }],
    'POST /orders/:id/vouchers/handed_over': (asked) => {
      const ids: unknown = json(asked)['ids'];
      if (!Array.isArray(ids)) throw new Refused(400, 'malformed');
      shop.book.write({ fact: 'handed_over', order: own(asked).id, vouchers: ids.map(text) });
      return [204];
    },
    'POST /staff/orders/:id/refunds': async (asked) => {
      if (!isStaff(asked.request, settings.staffKey)) throw new Refused(401, 'not_staff');
      if (!shop.book.orders.all.has(asked.id)) throw new Refused(404, 'not_found');
      const { cents, reason, key } = json(asked);
      if (typeof cents !== 'number' || !Number.isSafeInteger(cents) || cents < 1) throw new Refused(400, 'malformed');
      return [200, refundShown(await shop.refund(asked.id, cents, text(reason), text(key)), text(key))];
    },
    'POST /webhooks/vouch': async ({ request, body }) => {
      await receive(shop, webhookSecret, body, request.headers);
      return [204];
    },
  };
  return createServer((request, response) => {
    void answer(routes, settings, request, response);
  });
}

async function answer(
  routes: Readonly<Record<string, Handler>>,
  settings: Settings,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  try {
    if (request.method === 'GET' && pageFile(path, settings, response)) return;
    const [, id = ''] = /^(?:\/staff)?\/orders\/([\w-]+)/.exec(path) ?? [];
    const handler = routes[`${request.method ?? ''} ${id === '' ? path : path.replace(id, ':id')}`];
    if (!handler) throw new Refused(404, 'not_found');
    const visitor = () => visitorOf(request, response, settings.ownUrl.startsWith('https:'));
    send(response, await handler({ request, body: await bodyOf(request), id, visitor }));
  } catch (error) {
    send(response, problemOf(error));
  }
}

function problemOf(error: unknown): Answer {
  if (error instanceof Refused) return [error.status, { code: error.code }];
  // No id of a redemption, or one that is not there for this shop.
  if (error instanceof TypeError || (error instanceof VouchError && error.code === 'not_found'))
    return [409, { code: 'not_for_this_order' }];
  // The stack names files of the shop, and the client's errors hold nothing of what was sent.
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : 'unknown error'}\n`);
  return [error instanceof VouchError ? 502 : 500, { code: 'try_again' }];
}

function send(response: ServerResponse, [status, body]: Answer): void {
  response.setHeader('cache-control', 'no-store').setHeader('x-content-type-options', 'nosniff');
  if (body !== undefined) response.setHeader('content-type', 'application/json');
  response.writeHead(status).end(body === undefined ? undefined : JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Refused(413, 'too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function json({ request, body }: Asked): Readonly<Record<string, unknown>> {
  // A form of another site cannot send this type without being asked first.
  if (request.headers['content-type'] !== 'application/json') throw new Refused(415, 'not_json');
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw new Refused(400, 'malformed');
  }
  if (typeof value !== 'object' || value === null) throw new Refused(400, 'malformed');
  return value as Record<string, unknown>;
}

function text(value: unknown): string {
  if (typeof value !== 'string' || !/^[\w .,-]{1,100}$/.test(value)) throw new Refused(400, 'malformed');
  return value;
}

function isStaff({ headers }: IncomingMessage, staffKey: string): boolean {
  const digest = (key: string) => createHash('sha256').update(key).digest();
  return timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${staffKey}`));
}
