// The rules that the DTOs are written with, together with those of class-validator. Messages follow the name of the
// field: "must be …".
import { Matches, registerDecorator, ValidateIf, type ValidationOptions } from 'class-validator';
import { isCents, MOST_NAMED_CENTS } from '../../core/values/money';
import type { Faults } from './validation';
import { isPlainObject } from './validation';
import { isBlank, isText, isUnprintable } from './text';
import { PAIRS, sayingOf, textOf, told, type Told } from './told';

/** The field may be left out. Null is not the same: `amount: null` by mistake must not take a whole voucher. */
export const MayBeAbsent = () => ValidateIf((_, value: unknown) => value !== undefined);

/** The field may be left out, or be null to clear it. */
export const MayBeNull = () => ValidateIf((_, value: unknown) => value !== undefined && value !== null);

/**
 * A class-validator decorator of a field. `name` decides which fault code it gives (see `CODE_BY_RULE` in
 * validation.ts); `message` follows the name of the field.
 */
export function rule(
  name: string,
  validate: (value: unknown) => boolean,
  message: string,
  options: ValidationOptions = {},
) {
  return (target: object, propertyName: string): void => {
    registerDecorator({
      name,
      target: target.constructor,
      propertyName,
      options: { ...options, message },
      validator: { validate },
    });
  };
}

/** Cents that a caller may name, from `least` on. */
export const isNamedCents = (value: unknown, least: number): boolean =>
  isCents(value, least) && value <= MOST_NAMED_CENTS;

/** Whole cents, at least 1: 0 would mean the whole value, and that is said by leaving the amount out. */
export const IsAmount = () =>
  rule(
    'isAmount',
    (value) => isNamedCents(value, 1),
    `must be a whole number of cents, 1 to ${String(MOST_NAMED_CENTS)}`,
  );

/** The same as the API description says it. */
export const AMOUNT = { type: 'integer', format: 'int64', minimum: 1, maximum: MOST_NAMED_CENTS } as const;

/** 1 to `max` characters that can be stored and shown. */
export const IsText = (max: number, options?: ValidationOptions) =>
  told(
    rule('isText', (value) => isText(value, 1, max), `must be a string of 1 to ${String(max)} characters`, options),
    textOf(max),
    options?.each,
  );

/** The same, of which something can be seen: white space alone says nothing, nor do characters that have no width. */
export const IsSaid = (max: number) =>
  told(
    rule(
      'isText',
      (value) => isText(value, 1, max) && !isBlank(value),
      `must be a string of 1 to ${String(max)} characters that says something`,
    ),
    sayingOf(max),
  );

/** Text of a form. */
export const IsForm = (form: RegExp, message: string, schema: Told = { pattern: form.source }) =>
  told(Matches(form, { message }), schema);

/** `vouchers.one_voucher` and the like: two lower-case words with a dot between them. */
export const VOUCHER_TYPE = /^[a-z][a-z0-9_]{0,31}\.[a-z][a-z0-9_]{0,31}$/;

/** The form of a type. Whether it exists is another question, with a problem of its own (422 `unknown_type`). */
export const IsVoucherType = () =>
  Matches(VOUCHER_TYPE, {
    message:
      'must be a type such as vouchers.one_voucher or loyalty_points.ledger: GET /v1/redemptions/types lists them',
  });

/** At most 20 pairs of text. Every bad pair is a fault of its own, under `<field>.<key>`. */
export function checkMetadata(value: unknown, faults: Faults, field = 'metadata'): void {
  if (!isPlainObject(value)) return;
  const pairs = Object.entries(value);
  if (pairs.length > PAIRS.most) faults.add(field, 'too_many', 'may have at most 20 keys');
  for (const [key, text] of pairs.slice(0, PAIRS.most + 1)) {
    const param = `${field}.${key}`;
    if (!isMetadataKey(key)) faults.add(param, 'malformed', 'must have a key of 1 to 40 printable characters');
    if (typeof text !== 'string') faults.add(param, 'wrong_type', 'must be a string');
    else if (isUnprintable(text)) faults.add(param, 'malformed', 'may have printable characters alone');
    else if (!isText(text, 0, PAIRS.value)) faults.add(param, 'too_long', 'may have at most 500 characters');
  }
}

/** Whether metadata may have this key: 1 to 40 printable characters, and none of the names every object has. */
export function isMetadataKey(key: string): boolean {
  return isText(key, 1, PAIRS.name) && !(key in Object.prototype);
}

const RFC_3339 = /^\d{4}-(\d\d)-(\d\d)T\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/i;

/** Milliseconds since the epoch, or undefined where the text is not an RFC 3339 time with a zone. */
export function parseTime(text: string): number | undefined {
  // In an address an unescaped plus sign arrives as a space.
  const given = text.replace(/ (?=\d\d:\d\d$)/, '+');
  const day = RFC_3339.exec(given)?.[2];
  if (day === undefined) return undefined;
  const instant = Date.parse(given.toUpperCase());
  // JavaScript reads 30 February as 2 March.
  const month = Date.UTC(Number(given.slice(0, 4)), Number(given.slice(5, 7)) - 1, Number(day));
  return Number.isNaN(instant) || new Date(month).getUTCDate() !== Number(day) ? undefined : instant;
}
