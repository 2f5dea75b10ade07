// What is typed and scanned: amounts, PINs, phone numbers, barcodes of goods. Nothing here sends anything.
import type { EntryFault } from '../state';
import { fits, type VoucherType } from './voucher-type';

/** R 99 999.99: no sale at a counter is larger, and a barcode is never an amount. */
export const MOST_CENTS = 9_999_999;
const MOST_PIN_DIGITS = 24;
const MOST_PHONE_DIGITS = 15;

/** More digits behind an amount in cents. Null where that would be too much. */
export function withDigits(cents: number, digits: string): number | null {
  const next = cents * 10 ** digits.length + Number(digits);
  return next <= MOST_CENTS ? next : null;
}

/** Digits alone: what a scanner puts around them, spaces, dashes and control characters go. */
export function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '');
}

/** Whether there is more in it than digits and what may stand between them. */
export function hasLetters(text: string): boolean {
  return /[^\d\s\p{Cc}\p{Cf}\p{Pd}.*]/u.test(text.normalize('NFKC'));
}

export function pinWith(pin: string, digits: string): string {
  return (pin + digits).slice(0, MOST_PIN_DIGITS);
}

export function phoneWith(phone: string, digits: string): string {
  return (phone + digits).slice(0, MOST_PHONE_DIGITS);
}

/**
 * Whether digits are the barcode of goods: EAN-13 or EAN-8 with the right check digit. Twelve digits are never taken for one: UPC-A
 * has twelve, but so has a PIN of OTT, and one PIN in ten would have the right check digit by chance. Goods sold here bear EAN-13.
 */
export function isGoodsBarcode(digits: string): boolean {
  if (!/^(?:\d{8}|\d{13})$/.test(digits)) return false;
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}

/** Which type a scan is of: the chosen one where its form fits, else the first that does. */
export function typeOfScan(types: readonly VoucherType[], chosen: string | null, digits: string) {
  const fitting = types.filter((type) => fits(type, digits));
  return fitting.find(({ id }) => id === chosen) ?? fitting[0];
}

/** What is wrong with a scan that is of no type. */
export function faultOfScan(digits: string): EntryFault {
  return isGoodsBarcode(digits) ? 'goods_barcode' : 'not_a_voucher';
}

/** What is wrong with a PIN that was typed; null where nothing is. */
export function faultOfPin(type: VoucherType, pin: string): EntryFault | null {
  if (pin === '') return 'no_pin';
  if (fits(type, pin)) return null;
  return isGoodsBarcode(pin) ? 'goods_barcode' : 'wrong_length';
}

/** What is wrong with the phone number; null where nothing is, or none is asked for. */
export function faultOfPhone({ phone }: VoucherType, digits: string): EntryFault | null {
  if (phone === null) return null;
  if (digits === '') return 'no_phone';
  return new RegExp(phone.pattern).test(digits) ? null : 'wrong_phone';
}
