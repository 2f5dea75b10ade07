// The words that a redemption is found by. They follow from the document and hold no secret: a PIN and a phone number are in them as
// keyed digests. Stores index them; what a query means in words is in understand.ts.
import type { HeldVoucher, Redemption } from '../redemption/redemption';
import { issuedVouchers } from '../redemption/redemption';

/** One thing that a redemption is found by, as text: a letter for its kind, and the thing itself. */
export type Word = string;

/** What words are made of. */
export type Worded = Pick<
  Redemption,
  | 'source'
  | 'claim'
  | 'amountCents'
  | 'redeemedCents'
  | 'operations'
  | 'reversals'
  | 'changeVoucher'
  | 'externalReference'
  | 'phoneDigests'
>;

/** Of 256 bits: as many as keep two of a billion digests apart, in an index that grows with every redemption. */
const DIGEST_DIGITS = 24;

/** Details that name one thing. Dates, batches and the like are of many, and nobody looks for one of them. */
const NAMING = /(?:^|_)(?:number|id|reference|serial)$/;

/** The last four digits of a PIN. */
export const pinEndWord = (digits: string): Word => `e${digits}`;
/** A whole PIN, by the claim of whoever redeems it (`claimDigestOf`): that is kept as long as the redemption, failed or not. */
export const claimWord = (claim: string): Word => `c${claim.slice(0, DIGEST_DIGITS)}`;
/** What was asked for, or taken, in cents. */
export const amountWord = (amountCents: number): Word => `a${String(amountCents)}`;
/** A customer's phone number, by its keyed digest. */
export const phoneWord = (digest: string): Word => `f${digest.slice(0, DIGEST_DIGITS)}`;
/** What the provider names it by: a transaction, a serial number, a detail. */
export const nameWord = (text: string): Word => `n${text}`;
/** The merchant's own `external_reference`. */
export const externalWord = (text: string): Word => `x${text}`;
/** An id of ours that is part of a redemption: of an operation, or of a reversal. */
export const partWord = (id: string): Word => `i${id}`;

/** The merchant's text of an `externalWord`; null for every other word. A store that has an index of it needs no word. */
export function externalTextOf(word: Word): string | null {
  return word.startsWith('x') ? word.slice(1) : null;
}

/** Each word once. Of an ordinary sale six to nine. */
export function wordsOf(redemption: Worded): Word[] {
  const { source, claim, amountCents, redeemedCents, operations, reversals, externalReference } = redemption;
  const words = new Set<Word>();
  const ends = Object.values(source).filter(isMasked);
  for (const masked of ends) addEnd(words, masked);
  // Where nothing was secret the claim is that of the redemption itself, which nobody looks for.
  if (ends.length > 0) words.add(claimWord(claim));
  for (const amount of [amountCents, redeemedCents]) if (amount > 0) words.add(amountWord(amount));
  for (const digest of redemption.phoneDigests ?? []) words.add(phoneWord(digest));
  if (externalReference !== null) words.add(externalWord(externalReference));
  for (const { id, transactionId, details } of operations) {
    words.add(partWord(id));
    if (transactionId !== null) words.add(nameWord(transactionId));
    for (const [name, text] of Object.entries(details ?? {})) if (NAMING.test(name)) words.add(nameWord(text));
  }
  for (const { id } of reversals) words.add(partWord(id));
  for (const voucher of issuedVouchers(redemption)) addVoucher(words, voucher);
  return [...words];
}

/** Whether it has a word of every term. */
export function hasWords(redemption: Worded, terms: readonly (readonly Word[])[]): boolean {
  if (terms.length === 0) return true;
  const words = new Set(wordsOf(redemption));
  return terms.every((term) => term.some((word) => words.has(word)));
}

function addVoucher(words: Set<Word>, { maskedPin, claim, serialNumber }: HeldVoucher): void {
  if (maskedPin !== null) addEnd(words, maskedPin);
  if (claim !== undefined) words.add(claimWord(claim));
  if (serialNumber !== null) words.add(nameWord(serialNumber));
}

function isMasked(text: string): boolean {
  return text.startsWith('*');
}

function addEnd(words: Set<Word>, masked: string): void {
  const digits = /^\*+(\d{4})$/.exec(masked)?.[1];
  if (digits !== undefined) words.add(pinEndWord(digits));
}
