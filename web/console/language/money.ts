// Amounts in words and out of them. Cents on one side, text on the other: nothing here adds or rounds.

const RAND = new Intl.NumberFormat('en', { style: 'currency', currency: 'ZAR', currencyDisplay: 'narrowSymbol' });
const WHOLE = new Intl.NumberFormat('en');

/** A million rand: what the server takes as an amount that somebody names. */
const MOST_CENTS = 100_000_000;

/** `R1,931.00` */
export function money(cents: number): string {
  return RAND.formatToParts(cents / 100)
    .map(({ type, value }) => (type === 'literal' ? value.trim() : value))
    .join('');
}

/** `1,204` */
export function count(number: number): string {
  return WHOLE.format(number);
}

/**
 * Cents of an amount as people type it: `R15`, `15.00`, `15,00`, `1 900,50`, `1,900.50`. Null where it cannot be read for certain, so
 * that nobody gives back a hundred times of what he meant.
 */
export function centsOf(text: string): number | null {
  const clean = text.replace(/[\s\u00a0\u202f']/g, '').replace(/^(?:R|ZAR)/i, '');
  const match = /^(\d{1,9}|\d{1,3}(?:,\d{3}){1,2})(?:[.,](\d{2}))?$/.exec(clean);
  if (!match) return null;
  const [, rand = '', cents = '00'] = match;
  return Number(rand.replaceAll(',', '')) * 100 + Number(cents);
}

/** Whether it can be sent as an amount that nothing else bounds: no more than that, so that no PIN is taken for one. */
export function canBeNamed(cents: number | null): cents is number {
  return cents !== null && cents <= MOST_CENTS;
}
