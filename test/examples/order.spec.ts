// What the webshop decides about an order, without a server: the rules that keep it from taking or shipping too much.
import { isInDoubt, nextStep, restOf, shareOut, type Order, type Payment } from '../../examples/webshop/src/order';

const payment = (id: string, fields: Partial<Payment> = {}): Payment => ({
  ...{ id, type: 'vouchers.blu', version: 1, outcome: 'open', refusal: null, change: null, settled_at: null },
  ...{ reserved_amount: 0, redeemed_amount: 0, reversed_amount: 0, ...fields },
});
const reserved = (id: string, cents: number) => payment(id, { reserved_amount: cents });
const paid = (id: string, cents: number) => payment(id, { outcome: 'paid', redeemed_amount: cents });
const refused = (id: string) => payment(id, { outcome: 'not_paid', refusal: 'try_another_voucher' });

/** Of R50. */
function order(...payments: Payment[]): Order {
  return {
    ...{ id: 'web-1', visitor: 'v', lines: [], totalCents: 5000, shippedAt: null },
    payments: new Map(payments.map((one) => [one.id, one])),
    ...{ captures: new Map(), refunds: new Map(), reversals: new Map(), handedOver: new Set() },
  };
}

function givenBack(of: Order): Order {
  of.refunds.set('r', { cents: 1, reason: 'x', parts: [{ redemption: 'a', cents: 1, reversal: null }] });
  return of;
}

it.each<[string, Order, object]>([
  ['nothing came', order(), { do: 'wait' }],
  ['less is reserved', order(reserved('a', 3000)), { do: 'capture', redemption: 'a', cents: 3000 }],
  [
    'more is reserved than is left',
    order(paid('a', 3000), reserved('b', 5000)),
    { do: 'capture', redemption: 'b', cents: 2000 },
  ],
  ['one is in doubt', order(payment('a', { outcome: 'checking' }), reserved('b', 5000)), { do: 'wait' }],
  ['it is paid by what was in doubt', order(paid('a', 5000), reserved('b', 5000)), { do: 'cancel', redemption: 'b' }],
  ['it is paid', order(paid('a', 3000), paid('b', 2000)), { do: 'ship' }],
  ['a part was given back before it was paid', givenBack(order(paid('a', 3000), paid('b', 2000))), { do: 'wait' }],
  ['it is shipped', { ...order(paid('a', 5000)), shippedAt: 'then' }, { do: 'wait' }],
  [
    'five were refused',
    order(...['a', 'b', 'c', 'd', 'e'].map(refused), reserved('f', 5000)),
    { do: 'cancel', redemption: 'f' },
  ],
])('next, where %s', (_name, of, step) => {
  expect(nextStep(of)).toEqual(step);
});

it('finishes first what it began, by the amount that it began with', () => {
  const begun = order(reserved('a', 5000), reserved('b', 5000));
  begun.captures.set('b', 1000);
  expect(nextStep(begun)).toEqual({ do: 'capture', redemption: 'b', cents: 1000 });
  expect([restOf(begun), isInDoubt(begun)]).toEqual([5000, false]);
});

it('gives back no more than was taken and is not promised already', () => {
  const shipped = order(paid('a', 3000), paid('b', 2000));
  const part = (redemption: string, cents: number) => ({ redemption, cents, reversal: null });
  expect(shareOut(shipped, 2500)).toEqual([part('b', 2000), part('a', 500)]);
  expect(shareOut(shipped, 5001)).toBeNull();

  // One is not answered yet, one failed, and one was given back at the counter: by somebody else.
  shipped.refunds.set('r', { cents: 500, reason: 'x', parts: [part('b', 500)] });
  const reversal = { type: 'vouchers.blu', settled_at: null, voucher: null };
  shipped.reversals.set('r1', { ...reversal, id: 'r1', redemption_id: 'a', amount: 1000, status: 'failed' });
  shipped.reversals.set('r2', { ...reversal, id: 'r2', redemption_id: 'a', amount: 2000, status: 'unknown' });
  expect(shareOut(shipped, 2500)).toEqual([part('b', 1500), part('a', 1000)]);
  expect(shareOut(shipped, 2501)).toBeNull();
});
