// What is for sale. The page shows these prices, and has no say in them.
import type { Line } from './order.js';
import { Refused } from './refused.js';

export const GOODS: Readonly<Record<string, { readonly name: string; readonly cents: number }>> = {
  mug: { name: 'Mug', cents: 5000 },
  tea: { name: 'Tea', cents: 1500 },
};

/** Lines with our own prices. `cart` is what the page sent: numbers of pieces, by what is for sale. */
export function linesOf(cart: unknown): Line[] {
  if (typeof cart !== 'object' || cart === null) throw new Refused(400, 'cart_malformed');
  const lines = Object.entries(cart).map(([sku, quantity]: [string, unknown]) => {
    const goods = Object.hasOwn(GOODS, sku) ? GOODS[sku] : undefined;
    if (!goods || typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 1 || quantity > 99)
      throw new Refused(400, 'cart_malformed');
    return { sku, quantity, cents: goods.cents * quantity };
  });
  if (lines.length === 0) throw new Refused(400, 'cart_empty');
  return lines;
}
