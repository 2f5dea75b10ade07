// An order: what was bought, what vouchers have paid of it, and what is to be done next. Pure: it calls nobody.
import type { Redemption, Reversal } from 'vouch-client';

export interface Line {
  readonly sku: string;
  readonly quantity: number;
  readonly cents: number;
}

/** A new voucher for the customer, without its PIN: `page` is to be written down from the page of the order, `sms` comes by itself. */
export interface Issued {
  readonly by: 'page' | 'sms' | 'support';
  /** Null where the provider does not say. */
  readonly cents: number | null;
}

/** What the shop knows of one redemption, as it last read it with its secret key. Never from the page. */
export type Payment = Pick<
  Redemption,
  'id' | 'type' | 'version' | 'outcome' | 'reserved_amount' | 'redeemed_amount' | 'reversed_amount' | 'settled_at'
> & { readonly refusal: string | null; readonly change: Issued | null };

/** What the shop knows of one reversal. */
export type GivenBack = Pick<Reversal, 'id' | 'redemption_id' | 'type' | 'amount' | 'status' | 'settled_at'> & {
  readonly voucher: Issued | null;
};

/** What one voucher is to get back. `reversal` is null until Vouch has answered. */
export interface RefundPart {
  readonly redemption: string;
  readonly cents: number;
  readonly reversal: string | null;
}

export interface Refund {
  readonly cents: number;
  readonly reason: string;
  readonly parts: readonly RefundPart[];
}

export interface Order {
  readonly id: string;
  /** A digest of the cookie of whoever placed it. */
  readonly visitor: string;
  readonly lines: readonly Line[];
  readonly totalCents: number;
  shippedAt: string | null;
  readonly payments: Map<string, Payment>;
  /** By redemption: what was decided to take of it. Written before Vouch is asked, so that a repeat asks for the same. */
  readonly captures: Map<string, number>;
  /** By the key that staff gave. */
  readonly refunds: Map<string, Refund>;
  readonly reversals: Map<string, GivenBack>;
  /** Redemptions and reversals whose new voucher the customer has written down. */
  readonly handedOver: Set<string>;
}

export type Step =
  | { readonly do: 'capture'; readonly redemption: string; readonly cents: number }
  | { readonly do: 'cancel'; readonly redemption: string }
  | { readonly do: 'ship' }
  | { readonly do: 'wait' };

/** So many refused vouchers, and an order takes no more of them: whoever guesses numbers uses up the limit of the shop's key. */
const REFUSALS_PER_ORDER = 5;

export function paymentOf(redemption: Redemption): Payment {
  const { id, type, version, outcome, reserved_amount, redeemed_amount, reversed_amount, settled_at } = redemption;
  const refusal = outcome === 'not_paid' ? (redemption.last_error?.advice ?? 'contact_support') : null;
  const change = issuedOf(redemption.change_voucher);
  return { id, type, version, outcome, reserved_amount, redeemed_amount, reversed_amount, settled_at, refusal, change };
}

export function givenBackOf(reversal: Reversal): GivenBack {
  const { id, redemption_id, type, amount, status, settled_at } = reversal;
  return { id, redemption_id, type, amount, status, settled_at, voucher: issuedOf(reversal.refund_voucher) };
}

function issuedOf(voucher: Redemption['change_voucher']): Issued | null {
  if (!voucher) return null;
  const cents = voucher.amount ?? null;
  if (voucher.delivery === 'sms') return { by: 'sms', cents };
  // Erased it is null, and not there where the answer that had it got lost: then people have to ask the provider for it.
  return { by: voucher.pin === undefined ? 'support' : 'page', cents };
}

/** What vouchers have still to pay. What is given back before the parcel leaves is to be paid anew; what is given back later is not. */
export function restOf(order: Order): number {
  const payments = [...order.payments.values()];
  const givenBack = order.shippedAt === null ? payments.map(({ id }) => promisedTo(order, id)) : [];
  return order.totalCents - sum(payments.map(({ redeemed_amount }) => redeemed_amount)) + sum(givenBack);
}

/** Sent, and no certain answer yet. */
export function isInDoubt(order: Order): boolean {
  return [...order.payments.values()].some(({ outcome }) => outcome === 'checking');
}

/** One thing at a time: each answer may change what comes next. */
export function nextStep(order: Order): Step {
  // What is in doubt may have paid already. Taking another voucher now could take too much.
  if (order.shippedAt !== null || isInDoubt(order)) return leftOver(order) ?? { do: 'wait' };
  const rest = restOf(order);
  const waiting = reservations(order)[0];
  if (rest <= 0) return leftOver(order) ?? { do: 'ship' };
  if (!waiting) return { do: 'wait' };
  const refusals = [...order.payments.values()].filter(({ refusal }) => refusal === 'try_another_voucher');
  if (refusals.length >= REFUSALS_PER_ORDER) return { do: 'cancel', redemption: waiting.id };
  const cents = order.captures.get(waiting.id) ?? Math.min(rest, waiting.reserved_amount);
  return { do: 'capture', redemption: waiting.id, cents };
}

/** A reservation that nothing is left to pay with: set free, the customer can spend that voucher elsewhere. */
function leftOver(order: Order): Step | null {
  const free = restOf(order) <= 0 ? reservations(order).find(({ id }) => !order.captures.has(id)) : undefined;
  return free ? { do: 'cancel', redemption: free.id } : null;
}

function reservations(order: Order): Payment[] {
  const open = [...order.payments.values()].filter(
    ({ outcome, reserved_amount }) => outcome === 'open' && reserved_amount > 0,
  );
  // What was begun is finished first.
  return open.sort((a, b) => Number(order.captures.has(b.id)) - Number(order.captures.has(a.id)));
}

/** Shares a refund out over the vouchers, the last one first. Null where there is not so much to give back. */
export function shareOut(order: Order, cents: number): RefundPart[] | null {
  const parts: RefundPart[] = [];
  let left = cents;
  for (const { id, redeemed_amount } of [...order.payments.values()].reverse()) {
    const part = Math.min(left, redeemed_amount - promisedTo(order, id));
    if (part > 0) parts.push({ redemption: id, cents: part, reversal: null });
    left -= Math.max(0, part);
  }
  return left === 0 ? parts : null;
}

function promisedTo(order: Order, redemption: string): number {
  const reversals = [...order.reversals.values()].filter(
    ({ redemption_id, status }) => redemption_id === redemption && status !== 'failed',
  );
  const unanswered = [...order.refunds.values()]
    .flatMap(({ parts }) => parts)
    .filter((part) => part.redemption === redemption && part.reversal === null);
  return sum(reversals.map(({ amount }) => amount)) + sum(unanswered.map(({ cents }) => cents));
}

/** Whether the book holds each reversal that Vouch counts. A crash can come between the sum and what it is made of. */
export function knowsReversals(order: Order, { id, reversed_amount }: Payment): boolean {
  const known = [...order.reversals.values()].filter(
    ({ redemption_id, status }) => redemption_id === id && status === 'succeeded',
  );
  return reversed_amount === sum(known.map(({ amount }) => amount));
}

/** Redemptions that Vouch has to be asked about once more. */
export function unsettled(order: Order): string[] {
  const payments = [...order.payments.values()].filter(
    (payment) => payment.outcome === 'open' || payment.outcome === 'checking' || !knowsReversals(order, payment),
  );
  const reversals = [...order.reversals.values()].filter(({ status }) => status === 'pending' || status === 'unknown');
  return [...new Set([...payments.map(({ id }) => id), ...reversals.map(({ redemption_id }) => redemption_id)])];
}

/** Redemptions and reversals whose new voucher the customer has still to write down. */
export function unread(order: Order): string[] {
  const changes = [...order.payments.values()].filter(
    ({ outcome, change }) => outcome === 'paid' && change?.by === 'page',
  );
  const refunds = [...order.reversals.values()].filter(
    ({ status, voucher }) => status === 'succeeded' && voucher?.by === 'page',
  );
  return [...changes, ...refunds].map(({ id }) => id).filter((id) => !order.handedOver.has(id));
}

const WHY: Readonly<Record<string, string>> = {
  try_another_voucher: 'refused',
  change_amount: 'refused',
  // Canceled by us, or lapsed: nothing was taken, and the voucher is as good as before.
  retry_new_key: 'unused',
};

/** What its customer sees. A refused voucher is refused: why would tell who guesses numbers how near they are. */
export function shown(order: Order): object {
  const payments = [...order.payments.values()].map(({ type, outcome, redeemed_amount, refusal, change }) => ({
    type,
    outcome,
    cents: redeemed_amount,
    change,
    ...(refusal === null ? {} : { why: WHY[refusal] ?? 'later' }),
  }));
  const status = order.shippedAt !== null ? 'shipped' : isInDoubt(order) ? 'checking' : 'open';
  const givenBack = [...order.reversals.values()]
    .filter(({ status }) => status !== 'failed')
    .map(({ amount: cents, status, voucher }) => ({ cents, status, voucher }));
  return {
    ...{ id: order.id, total: order.totalCents, rest: restOf(order), status, payments },
    ...{ given_back: givenBack, new_vouchers: unread(order).length },
  };
}

/** What staff see of a refund: what became of each part, and how its customer gets it. */
export function refundShown(order: Order, key: string): object {
  const refund = order.refunds.get(key);
  const parts = (refund?.parts ?? []).map(({ redemption, cents, reversal }) => {
    const { type, status, voucher } = order.reversals.get(reversal ?? '') ?? {};
    return { redemption, reversal, type, cents, status, voucher };
  });
  return { order: order.id, key, cents: refund?.cents, reason: refund?.reason, parts };
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
