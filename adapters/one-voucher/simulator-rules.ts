// What the simulated 1Voucher host demands of a request before it looks at any voucher. Pure: fields in, fault out.
import type { Fields } from '../kit/simulator/http';
import { TEST_CREDENTIALS } from './test-credentials';

/** Why a request is refused, in the provider's words. */
export type Fault = readonly [code: number, message: string];

/** The published set; the maximum length exists but is not published, so this one is a guess on the generous side. */
const REFERENCE = /^[A-Za-z0-9.,=-]+$/;
const REFERENCE_MAX = 64;

/** Undefined where a redeem request is well-formed. */
export function redeemFault(fields: Fields): Fault | undefined {
  return (
    commonFault(fields, ['reference', 'accountNumber', 'pin', 'amount']) ??
    invalidUnless('pin', typeof fields['pin'] === 'string' && /^\d{16}$/.test(fields['pin'])) ??
    invalidUnless('amount', isCents(fields['amount'])) ??
    mobileNumberFault(fields)
  );
}

/** Undefined where a reverse request is well-formed. */
export function reverseFault(fields: Fields): Fault | undefined {
  return (
    commonFault(fields, ['reference', 'originalReference', 'accountNumber']) ??
    invalidUnless('originalReference', typeof fields['originalReference'] === 'string')
  );
}

/** Undefined where a refund request is well-formed. */
export function refundFault(fields: Fields): Fault | undefined {
  return (
    commonFault(fields, ['reference', 'accountNumber', 'amount']) ??
    invalidUnless('amount', isCents(fields['amount']) && fields['amount'] !== 0) ??
    mobileNumberFault(fields)
  );
}

function commonFault(fields: Fields, required: readonly string[]): Fault | undefined {
  const missing = required.filter((name) => fields[name] === undefined || fields[name] === null);
  if (missing.length > 0) return [2308, `Missing properties: ${missing.join(', ')}`];
  const reference = fields['reference'];
  if (typeof reference !== 'string' || !REFERENCE.test(reference)) return invalid('reference');
  if (reference.length > REFERENCE_MAX) return [2301, 'Reference too long'];
  if (fields['accountNumber'] !== TEST_CREDENTIALS.accountNumber) return [2202, 'Account not found'];
  return (
    invalidUnless('storeId', isAlphanumeric(fields['storeId'])) ??
    invalidUnless('terminalId', isAlphanumeric(fields['terminalId'])) ??
    invalidUnless('metadata', isMetadata(fields['metadata']))
  );
}

/** An account that can be reversed cannot send change by SMS. */
function mobileNumberFault(fields: Fields): Fault | undefined {
  const mobileNumber = fields['mobileNumber'];
  if (mobileNumber === undefined || mobileNumber === null) return undefined;
  if (typeof mobileNumber !== 'string' || !/^27[1-9]\d{8}$/.test(mobileNumber)) return invalid('mobileNumber');
  return [2279, 'Mobile number not allowed for an account configured for reversals'];
}

function isCents(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isAlphanumeric(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && /^[A-Za-z0-9]+$/.test(value));
}

function isMetadata(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value !== 'object' || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return entries.length <= 9 && entries.every(([name, text]) => name.length <= 10 && String(text).length <= 43);
}

function invalidUnless(name: string, valid: boolean): Fault | undefined {
  return valid ? undefined : invalid(name);
}

function invalid(name: string): Fault {
  return [2231, `Validation failed: ${name}`];
}
