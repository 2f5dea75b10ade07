// What a rule demands, as the API description says it. A rule of a field brings its schema along, so that neither can change alone.
import { ApiProperty } from '@nestjs/swagger';

/** Keywords of JSON Schema. */
export type Told = Readonly<Record<string, unknown>>;

/** A character that can be stored and shown: no control character but tab and line ends. As a class of regular expressions. */
const CHARACTER = String.raw`[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]`;
/** One that says something. White space, and what has no width, are named as JavaScript and others understand it. */
const UNSEEN = String.raw`\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc`;
const SAYING = String.raw`[^\s\x00-\x1f\x7f-\x9f${UNSEEN}]`;

/** Text of `min` to `max` characters. */
export const textOf = (max: number, min = 1) => ({
  type: 'string' as const,
  minLength: min,
  maxLength: max,
  pattern: `^${CHARACTER}*$`,
});

/** Text that is not of white space alone. */
export const sayingOf = (max: number) => ({ ...textOf(max), pattern: `^${CHARACTER}*${SAYING}${CHARACTER}*$` });

/** Pairs of text. `first`: what a name must begin with. A name that every object has would mislead programs. */
export const pairsOf = (first = '') => ({
  type: 'object' as const,
  additionalProperties: textOf(PAIRS.value, 0),
  maxProperties: PAIRS.most,
  propertyNames: {
    minLength: 1,
    maxLength: PAIRS.name,
    pattern: `^${first}${CHARACTER}*$`,
    not: { enum: Object.getOwnPropertyNames(Object.prototype) },
  },
});

/** Most pairs of a field, and most characters of a name and of a value. */
export const PAIRS = { most: 20, name: 40, value: 500 } as const;

/** An idempotency key. */
export const KEY = { type: 'string', minLength: 1, maxLength: 255, pattern: String.raw`^[\x20-\x7e]{1,255}$` } as const;

const OF_EMAIL = String.raw`[^\s@\x00-\x1f\x7f-\x9f${UNSEEN}]`;

/** An e-mail address. That it must be its own NFKC form, and of which alphabets, no pattern says. */
export const EMAIL = { type: 'string', maxLength: 251, pattern: `^${OF_EMAIL}{1,100}@${OF_EMAIL}{1,150}$` } as const;

/** A decorator of a field. */
type Rule = (target: object, name: string) => void;

/** `rule`, and its schema beside it. The decorators above it in the class may say more, and go before. */
export function told(rule: Rule, { type, ...schema }: Told, each = false): Rule {
  return (target, name) => {
    ApiProperty(each ? { items: { type, ...schema } as object } : schema)(target, name);
    rule(target, name);
  };
}
