// Amounts in words. Cents come in, text goes out: nothing here adds or rounds.
import type { Language } from './language';

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(tag: string): Intl.NumberFormat {
  const known = formats.get(tag);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(tag, { style: 'currency', currency: 'ZAR', currencyDisplay: 'narrowSymbol' });
  formats.set(tag, made);
  return made;
}

/** `R31.00`. What Intl puts between the sign and the digits is left out, as tills and slips here print it. */
export function money(cents: number, language: Language): string {
  const parts = formatOf(language.formats.numbers).formatToParts(cents / 100);
  return parts.map(({ type, value }) => (type === 'literal' ? value.trim() : value)).join('');
}
