// The vouchers that an order gave its customer: change, and what was given back. Their PINs are read from Vouch each time, and kept
// nowhere in the shop. Once the customer has written one down, it is not shown again. What comes by SMS is not among them.
import type { Redemption } from 'vouch-client';
import type { Order } from './order.js';
import type { Shop } from './shop.js';

interface OwnVoucher {
  readonly id: string;
  readonly why: 'change' | 'refund';
  readonly pin: string;
  /** Null where the provider does not say. */
  readonly cents: number | null;
}

type Issued = Redemption['change_voucher'];

export async function ownVouchers({ vouch, book }: Shop, order: Order): Promise<OwnVoucher[]> {
  const found: OwnVoucher[] = [];
  const gone: string[] = [];
  const add = (id: string, why: OwnVoucher['why'], issued: Issued) => {
    if (issued?.delivery !== 'inline' || issued.pin === undefined || order.handedOver.has(id)) return;
    if (issued.pin) found.push({ id, why, pin: issued.pin, cents: issued.amount ?? null });
    else gone.push(id);
  };
  for (const { id, outcome, reversed_amount } of order.payments.values()) {
    if (outcome !== 'paid') continue;
    if (!order.handedOver.has(id)) add(id, 'change', (await vouch.redemptions.retrieve(id)).change_voucher);
    if (reversed_amount === 0) continue;
    for await (const reversal of vouch.redemptions.reversals(id))
      if (reversal.status === 'succeeded') add(reversal.id, 'refund', reversal.refund_voucher);
  }
  // Vouch has erased the PIN, because it was spent: whoever did that had it.
  if (gone.length > 0) book.write({ fact: 'handed_over', order: order.id, vouchers: gone });
  return found;
}
