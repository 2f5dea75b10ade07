// What the shop does about money. Whoever says something happened to a redemption (the page, a webhook, a new start), the shop reads
// it with its secret key and believes that alone.
import { Problem, VouchError, type Redemption, type Vouch } from 'vouch-client';
import { randomBytes } from 'node:crypto';
import { Turns } from './in-turn.js';
import {
  givenBackOf,
  knowsReversals,
  nextStep,
  paymentOf,
  shareOut,
  sum,
  unsettled,
  type Line,
  type Order,
} from './order.js';
import type { OrderBook } from './order-book.js';
import { Refused } from './refused.js';

/** A customer waits. What is not answered by then is looked at again later. */
const DEADLINE_MS = 45_000;

export class Shop {
  readonly #turns = new Turns();

  constructor(
    readonly vouch: Vouch,
    readonly book: OrderBook,
    readonly isLive: boolean,
  ) {}

  place(visitor: string, lines: readonly Line[]): Order {
    const order = `web-${randomBytes(9).toString('hex')}`;
    const cents = sum(lines.map((line) => line.cents));
    this.book.write({ fact: 'placed', order, visitor, lines, cents, at: new Date().toISOString() });
    return this.book.orders.get(order);
  }

  /** Reads a redemption and goes on with the order that it is for. `expected`: the order of whoever told of it. */
  async look(redemptionId: string, expected?: string): Promise<Order> {
    const first = await this.vouch.redemptions.retrieve(redemptionId, { deadlineMs: DEADLINE_MS });
    const id = this.#orderOf(first);
    if (id === null || (expected !== undefined && id !== expected)) throw new Refused(409, 'not_for_this_order');
    return this.#turns.take(id, async () => {
      const order = this.book.orders.get(id);
      await this.#read(order, redemptionId);
      await this.#goOn(order);
      return order;
    });
  }

  /**
   * The order that a redemption may pay: the one it names, in the currency and the mode of this shop. The reference was written when
   * the redemption was made, so that a redemption of somebody else's order names that order.
   */
  #orderOf({ external_reference: order, livemode, currency, id }: Redemption): string | null {
    // What was ours stays ours: a reference can be changed later.
    const known = this.book.orders.byRedemption.get(id);
    if (known !== undefined) return known;
    if (order === null || !this.book.orders.all.has(order)) return null;
    // At run time it may be another currency, once Vouch takes more than one.
    return livemode === this.isLive && (currency as string) === 'ZAR' ? order : null;
  }

  async #read(order: Order, id: string): Promise<void> {
    this.#note(order, await this.vouch.redemptions.retrieve(id, { deadlineMs: DEADLINE_MS }));
    const payment = order.payments.get(id);
    const isOpen = [...order.reversals.values()].some(({ status }) => status === 'pending' || status === 'unknown');
    if (payment && (isOpen || !knowsReversals(order, payment))) await this.#readReversals(order, id);
  }

  async #readReversals(order: Order, id: string): Promise<void> {
    for await (const reversal of this.vouch.redemptions.reversals(id))
      this.book.write({ fact: 'reversal', order: order.id, reversal: givenBackOf(reversal) });
  }

  #note(order: Order, redemption: Redemption): void {
    const payment = paymentOf(redemption);
    const known = order.payments.get(payment.id);
    if (known && payment.version < known.version) return;
    if (JSON.stringify(known) !== JSON.stringify(payment))
      this.book.write({ fact: 'payment', order: order.id, payment });
  }

  /** Does what is next until there is nothing more to do. */
  async #goOn(order: Order): Promise<void> {
    for (;;) {
      const step = nextStep(order);
      if (step.do === 'wait') return;
      if (step.do === 'ship') this.book.write({ fact: 'shipped', order: order.id, at: new Date().toISOString() });
      else if (step.do === 'capture') await this.#capture(order, step.redemption, step.cents);
      else await this.#change(order, step.redemption, 'cancel');
    }
  }

  /** Takes the money. The amount stands in the book before Vouch is asked, so that a repeat under this key asks for the same. */
  async #capture(order: Order, redemption: string, cents: number): Promise<void> {
    if (!order.captures.has(redemption)) this.book.write({ fact: 'capture', order: order.id, redemption, cents });
    await this.#change(order, redemption, 'capture', { amount: cents });
  }

  async #change(order: Order, id: string, what: 'capture' | 'cancel', input = {}): Promise<void> {
    const options = { idempotencyKey: `${what}-${id}`, deadlineMs: DEADLINE_MS };
    try {
      this.#note(order, await this.vouch.redemptions[what](id, input, options));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // It is not in the state we thought: it lapsed, or somebody was there before us. Where reading it shows nothing new, it is over.
      const before = order.payments.get(id);
      this.#note(order, await this.vouch.redemptions.retrieve(id, { deadlineMs: DEADLINE_MS }));
      if (order.payments.get(id) === before) throw error;
    }
  }

  /** Gives a part back. The same `key` again is the same refund: whatever was not answered is asked for once more. */
  refund(id: string, cents: number, reason: string, key: string): Promise<Order> {
    return this.#turns.take(id, async () => {
      const order = this.book.orders.get(id);
      const known = order.refunds.get(key);
      if (known && known.cents !== cents) throw new Refused(409, 'another_refund_has_this_key');
      if (!known) {
        const parts = shareOut(order, cents);
        if (!parts) throw new Refused(409, 'more_than_was_paid');
        this.book.write({ fact: 'refund', order: id, key, refund: { cents, reason, parts } });
      }
      for (const part of order.refunds.get(key)?.parts ?? []) {
        if (part.reversal !== null) continue;
        const reversal = await this.vouch.redemptions.reverse(
          part.redemption,
          { amount: part.cents, reason },
          { idempotencyKey: `refund-${key}-${part.redemption}`, deadlineMs: DEADLINE_MS },
        );
        this.book.write({ fact: 'reversal', order: id, reversal: givenBackOf(reversal) });
        this.book.write({ fact: 'refunded', order: id, key, redemption: part.redemption, reversal: reversal.id });
        await this.#read(order, part.redemption);
      }
      return order;
    });
  }

  /** After a start, and now and then: a webhook that never came is no reason to leave a customer waiting. */
  async lookAtUnsettled(warn: (text: string) => void): Promise<void> {
    for (const order of this.book.orders.all.values())
      for (const redemption of unsettled(order)) {
        try {
          await this.look(redemption, order.id);
        } catch (error) {
          if (!(error instanceof VouchError)) throw error;
          warn(`${redemption}: ${error.code}`);
        }
      }
  }
}
