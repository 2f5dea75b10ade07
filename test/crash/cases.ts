// The calls on points that a server dies in: raw, of the catalog, prefunded, and the holds, captures and cancels of a till. Each says what
// its participant has before it and after it.
import type { Call, CrashShop } from './shop';

/** One call with everything that must be as it was, or as one call makes it. */
export interface Prepared {
  readonly call: Call;
  /** What the ledger has: this alone tells whether it happened. */
  readonly look: () => Promise<unknown>;
  readonly once: unknown;
  /** Of a till: what the ledger has in the end where the redemption was told that it can never happen. */
  readonly never?: unknown;
}

export interface Case {
  readonly name: string;
  /** How often it reads before it commits. */
  readonly reads: number;
  prepare(shop: CrashShop): Promise<Prepared>;
}

export const CALLS: readonly Case[] = [
  {
    name: 'a redemption',
    reads: 1,
    prepare: async (shop) => {
      const who = await shop.member('100');
      const look = async () => ({ left: await shop.available(who), made: await shop.redemptionsOf(who) });
      return { call: shop.redeem(who, '40'), look, once: { left: '60.00', made: 1 } };
    },
  },
  {
    name: 'an item of the catalog',
    reads: 2,
    prepare: async (shop) => {
      const [who, mug] = [await shop.member('100'), await shop.mug()];
      const look = async () => ({ left: await shop.available(who), sold: await shop.sold(mug) });
      return { call: shop.buy(who, mug, 2), look, once: { left: '80.00', sold: 2 } };
    },
  },
  {
    name: 'a reversal that returns stock',
    reads: 2,
    prepare: async (shop) => {
      const [who, mug] = [await shop.member('100'), await shop.mug()];
      const { route, body } = shop.buy(who, mug, 3);
      const { id } = await shop.call(route, body);
      const call = { route: `POST /v1/redemptions/${id}/reverse`, body: { quantity: 2, reason: 'Returned' } };
      const look = async () => ({ left: await shop.available(who), sold: await shop.sold(mug) });
      return { call, look, once: { left: '90.00', sold: 1 } };
    },
  },
  {
    name: 'a prefunded credit',
    reads: 1,
    prepare: async (shop) => {
      const funded = await shop.prefunded('100');
      const who = await shop.member(null);
      const look = async () => ({ has: await shop.available(who, funded), wallet: await shop.wallet(funded) });
      return { call: shop.credit(who, '30', funded), look, once: { has: '30.00', wallet: '70.00' } };
    },
  },
];

/** All that a participant of a till has and ever did. */
const stateOf = (shop: CrashShop, who: string) => async () => ({
  ...(await shop.balance(who)),
  did: await shop.actions(who),
});
const FREED = { available: '100.00', held: '0.00', did: ['CREDIT', 'HOLD', 'RELEASE'] };

/** A hundred points, half of them held for a redemption of five rand. */
async function reserved(shop: CrashShop): Promise<{ who: string; id: string }> {
  const who = await shop.member('100');
  const { route, body } = shop.atTill(who, 500, 'manual');
  const { id, status, outcome } = await shop.call(route, body, { 'idempotency-key': `held for ${who}` });
  expect([status, outcome]).toEqual(['reserved', 'open']);
  return { who, id };
}

export const TILLS: readonly Case[] = [
  {
    name: 'a hold of a till',
    reads: 2,
    prepare: async (shop) => {
      const who = await shop.member('100');
      const call = shop.atTill(who, 500, 'manual');
      const once = { available: '50.00', held: '50.00', did: ['CREDIT', 'HOLD'] };
      const never = { available: '100.00', held: '0.00', did: ['CREDIT'] };
      return { call, look: stateOf(shop, who), once, never };
    },
  },
  {
    name: 'a capture of a till',
    reads: 2,
    prepare: async (shop) => {
      const { who, id } = await reserved(shop);
      const call = { route: `POST /v1/redemptions/${id}/capture`, body: { amount: 300 } };
      const once = { available: '70.00', held: '0.00', did: ['CREDIT', 'HOLD', 'REDEMPTION'] };
      return { call, look: stateOf(shop, who), once, never: FREED };
    },
  },
  {
    name: 'a cancel of a till',
    reads: 2,
    prepare: async (shop) => {
      const { who, id } = await reserved(shop);
      const call = { route: `POST /v1/redemptions/${id}/cancel`, body: {} };
      // Told that it can never happen, a release is asked for under another name.
      return { call, look: stateOf(shop, who), once: FREED, never: FREED };
    },
  },
];
