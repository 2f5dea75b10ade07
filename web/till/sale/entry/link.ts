// The address with which a point of sale opens the till: `/till?amount=5000&ref=INV-7&lang=zu`, the amount in cents.
import { MOST_CENTS } from './fields';
import type { PosLink } from '../state';

/** Null where the address asks for nothing. An amount that cannot be is not taken for another one. */
export function readLink(query: string): PosLink | null {
  const fields = new URLSearchParams(query);
  const amount = fields.get('amount');
  const reference = fields.get('ref');
  const language = fields.get('lang');
  if (amount === null && reference === null && language === null) return null;
  const amountCents = amount !== null && /^\d{1,7}$/.test(amount) ? Number(amount) : null;
  const isAmount = amount === null || (amountCents !== null && amountCents >= 1 && amountCents <= MOST_CENTS);
  const isReference = reference === null || (reference.length >= 1 && reference.length <= 255);
  const understood = isAmount && isReference;
  return {
    amountCents: understood ? amountCents : null,
    reference: understood ? reference : null,
    language,
    understood,
  };
}
