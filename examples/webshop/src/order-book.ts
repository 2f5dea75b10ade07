// The order book: a file to which one line is added for each fact, on the disk before anything is done upon it. It is read from its
// beginning at the start, so the shop knows after a crash what it knew before. One process writes. A shop with a database keeps
// these facts there, and needs nothing of this file.
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { GivenBack, Line, Order, Payment, Refund } from './order.js';

export type Fact =
  | { fact: 'placed'; order: string; visitor: string; lines: readonly Line[]; cents: number; at: string }
  | { fact: 'payment'; order: string; payment: Payment }
  | { fact: 'capture'; order: string; redemption: string; cents: number }
  | { fact: 'shipped'; order: string; at: string }
  | { fact: 'refund'; order: string; key: string; refund: Refund }
  | { fact: 'refunded'; order: string; key: string; redemption: string; reversal: string }
  | { fact: 'reversal'; order: string; reversal: GivenBack }
  | { fact: 'handed_over'; order: string; vouchers: readonly string[] }
  | { fact: 'event'; id: string }
  | { fact: 'endpoint'; id: string; url: string; secret: string };

/** Where webhooks come to. The secret is as good as a key: the file is readable by its owner alone. */
export interface Endpoint {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
}

/** What stands in the file. */
export class Orders {
  readonly all = new Map<string, Order>();
  /** By the digest of a visitor's cookie, the oldest first. */
  readonly byVisitor = new Map<string, Order[]>();
  /** Which order a redemption pays. One redemption pays one order. */
  readonly byRedemption = new Map<string, string>();
  /** Events whose work is done. */
  readonly doneEvents = new Set<string>();
  endpoint: Endpoint | null = null;

  apply(fact: Fact): void {
    if (fact.fact === 'event') this.doneEvents.add(fact.id);
    else if (fact.fact === 'endpoint') this.endpoint = { id: fact.id, url: fact.url, secret: fact.secret };
    else if (fact.fact === 'placed') this.#place(newOrder(fact));
    else this.#change(this.get(fact.order), fact);
  }

  get(id: string): Order {
    const order = this.all.get(id);
    if (!order) throw new Error(`There is no order ${id}`);
    return order;
  }

  #place(order: Order): void {
    this.all.set(order.id, order);
    this.byVisitor.set(order.visitor, [...(this.byVisitor.get(order.visitor) ?? []), order]);
  }

  #change(order: Order, fact: Exclude<Fact, { fact: 'event' | 'endpoint' | 'placed' }>): void {
    switch (fact.fact) {
      case 'payment':
        order.payments.set(fact.payment.id, fact.payment);
        this.byRedemption.set(fact.payment.id, order.id);
        return;
      case 'capture':
        order.captures.set(fact.redemption, fact.cents);
        return;
      case 'shipped':
        order.shippedAt = fact.at;
        return;
      case 'refund':
        order.refunds.set(fact.key, fact.refund);
        return;
      case 'refunded':
        order.refunds.set(fact.key, answered(order.refunds.get(fact.key), fact.redemption, fact.reversal));
        return;
      case 'reversal':
        order.reversals.set(fact.reversal.id, fact.reversal);
        return;
      case 'handed_over':
        for (const id of fact.vouchers) order.handedOver.add(id);
    }
  }
}

export class OrderBook {
  readonly orders: Orders;
  readonly #file: number;
  #isBroken = false;

  private constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    const { orders, wholeBytes } = read(path);
    // Half a line is a fact that was never acknowledged: nothing was done upon it.
    if (existsSync(path)) truncateSync(path, wholeBytes);
    this.orders = orders;
    this.#file = openSync(path, 'a', 0o600);
  }

  static open(path: string): OrderBook {
    return new OrderBook(path);
  }

  /** For a look at the file while another process writes it. */
  static read(path: string): Orders {
    return read(path).orders;
  }

  /** Once it returns, the fact outlives this process. Throws where the disk refuses it: then do not act upon it. */
  write(fact: Fact): void {
    const line = Buffer.from(`${JSON.stringify(fact)}\n`);
    // After half a line nothing may follow: the next start takes the half away.
    if (this.#isBroken) throw new Error('The order book could not be written: start the shop again');
    this.#isBroken = true;
    if (writeSync(this.#file, line) !== line.length) throw new Error('The disk took half a line of the order book');
    fsyncSync(this.#file);
    this.#isBroken = false;
    this.orders.apply(fact);
  }

  close(): void {
    closeSync(this.#file);
  }
}

function read(path: string): { orders: Orders; wholeBytes: number } {
  const orders = new Orders();
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  for (const line of whole.split('\n')) if (line !== '') orders.apply(JSON.parse(line) as Fact);
  return { orders, wholeBytes: Buffer.byteLength(whole) };
}

function newOrder({ order: id, visitor, lines, cents: totalCents }: Extract<Fact, { fact: 'placed' }>): Order {
  return {
    ...{ id, visitor, lines, totalCents, shippedAt: null },
    ...{ payments: new Map(), captures: new Map(), refunds: new Map(), reversals: new Map(), handedOver: new Set() },
  };
}

function answered(refund: Refund | undefined, redemption: string, reversal: string): Refund {
  if (!refund) throw new Error('A refund was answered that nobody asked for');
  return {
    ...refund,
    parts: refund.parts.map((part) => (part.redemption === redemption ? { ...part, reversal } : part)),
  };
}
