// The vouchers that an order gave its customer: change, and what was given back. Their PINs are read from Vouch each time, and kept
// nowhere in the shop. Once the customer has written one down, it is not shown again.
import type { Vouch } from 'vouch-client';
import type { Order } from './order.js';

interface OwnVoucher {
  readonly id: string;
  readonly why: 'change' | 'refund';
  /** Null where it comes by SMS, or has been spent. */
  readonly pin: string | null;
  /** Null where the provider does not say. */
  readonly cents: number | null;
}

type Issued = { readonly pin?: string | null; readonly amount?: number } | null;

export async function ownVouchers(vouch: Vouch, order: Order): Promise<OwnVoucher[]> {
  const found: OwnVoucher[] = [];
  for (const { id, outcome, reversed_amount } of order.payments.values()) {
    if (outcome !== 'paid') continue;
    found.push(...voucherOf(id, 'change', (await vouch.redemptions.retrieve(id)).change_voucher));
    if (reversed_amount === 0) continue;
    for await (const reversal of vouch.redemptions.reversals(id))
      if (reversal.status === 'succeeded') found.push(...voucherOf(reversal.id, 'refund', reversal.refund_voucher));
  }
  return found.filter(({ id }) => !order.handedOver.has(id));
}

function voucherOf(id: string, why: OwnVoucher['why'], issued: Issued): OwnVoucher[] {
  return issued ? [{ id, why, pin: issued.pin ?? null, cents: issued.amount ?? null }] : [];
}
