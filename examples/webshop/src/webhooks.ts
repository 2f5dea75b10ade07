// The webhooks of Vouch: verified over the bytes as they came, answered once the work is done, and each event worked once.
import type { Vouch } from 'vouch-client';
import { BadSignature, verify, type Event } from 'vouch-client/webhooks';
import type { IncomingHttpHeaders } from 'node:http';
import type { Endpoint, OrderBook } from './order-book.js';
import { Refused } from './refused.js';
import type { Shop } from './shop.js';

const EVENTS = [
  'redemption.reserved',
  'redemption.confirmed',
  'redemption.failed',
  'redemption.checking',
  'redemption.reversed',
] as const;

/** The endpoint of this shop, made at its first start. Its secret is shown once, so it is kept with the orders. */
export async function ownEndpoint(vouch: Vouch, book: OrderBook, url: string): Promise<Endpoint> {
  const known = book.orders.endpoint;
  if (known?.url === url) return known;
  const made = await vouch.webhookEndpoints.create({ url, event_types: [...EVENTS] });
  book.write({ fact: 'endpoint', id: made.id, url, secret: made.secret });
  if (known) await vouch.webhookEndpoints.delete(known.id);
  return { id: made.id, url, secret: made.secret };
}

/** Throws where it is not to be answered with 2xx: Vouch then sends it again. */
export async function receive(shop: Shop, secret: string, body: Buffer, headers: IncomingHttpHeaders): Promise<void> {
  let event: Event;
  try {
    event = verify(body, headers, secret);
  } catch (error) {
    if (error instanceof BadSignature) throw new Refused(401, 'bad_signature');
    throw error;
  }
  const { doneEvents } = shop.book.orders;
  // At least once means that it may come twice.
  if (doneEvents.has(event.id)) return;
  if (isNews(shop, event)) await work(shop, event);
  shop.book.write({ fact: 'event', id: event.id });
}

/** Events can overtake each other. What is older than what the shop has read already says nothing new. */
function isNews(shop: Shop, { data }: Event): boolean {
  if (data.object !== 'redemption') return false;
  const order = shop.book.orders.byRedemption.get(data.id);
  const known = order === undefined ? undefined : shop.book.orders.get(order).payments.get(data.id);
  if (!known || data.version > known.version) return true;
  return data.version === known.version && data.outcome !== known.outcome;
}

async function work(shop: Shop, { data }: Event): Promise<void> {
  try {
    await shop.look(data.id);
  } catch (error) {
    // A redemption of a till, or of another shop of this account.
    if (!(error instanceof Refused)) throw error;
  }
}
