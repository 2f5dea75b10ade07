// The forms that a part of a query may have: numbers, ids, tills, times. Each is a regular expression, and what is read from it.
import { isCents } from '../values/money';
import { digitsOf } from '../values/pin-text';
import type { Instant } from '../values/time';
import { meantPhone } from './phones';
import { CLOCK, DATE, isWhen, type When, WHENS } from './times';

/** What a part is by its form. */
export type Meant =
  /** An id of ours. */
  | { readonly is: 'id'; readonly id: string }
  /** 12 to 20 digits: a whole PIN. */
  | { readonly is: 'pin'; readonly digits: string }
  | { readonly is: 'pin_end'; readonly digits: string }
  /** `digits`: as it was written, where nothing says that it is money. */
  | { readonly is: 'amount'; readonly amountCents: number; readonly digits?: string }
  /** `number`: 27 and nine digits. `digits`: as it was written. */
  | { readonly is: 'phone'; readonly number: string; readonly digits: string }
  /** `said`: its id, or what people call it. `isTitle`: in quotation marks, so that it may be its name. */
  | { readonly is: 'terminal'; readonly said: string; readonly isTitle: boolean }
  /** From an instant on, up to another. */
  | { readonly is: 'created'; readonly from: Instant; readonly to: Instant }
  /** One of the merchant's, or what a provider calls something. `mayBeTill`: it is of letters and digits, as ids of tills are. */
  | { readonly is: 'reference'; readonly text: string; readonly mayBeTill?: true };

/** Of a day or a time it is not known yet which instants it means: another part of the query may name the day. */
export type Read = Exclude<Meant, { readonly is: 'created' }> | ({ readonly is: 'when' } & When);

type Groups = Readonly<Record<string, string | undefined>>;
/** `isAlone`: there is nothing else in the query. */
type Reader = (groups: Groups, isAlone: boolean) => Read | null;

/** Between the digits of a number: what people put there. */
const GAP = '[ \\p{Pd}]';
const PHONE = `(?:\\+27|0027|27|0)${GAP}?[1-9]\\d${GAP}?\\d{3}${GAP}?\\d{4}`;
/** Where a word ends. */
const END = ',?(?= |$)';
/** Fewer digits than a PIN has, and neither the beginning of one in groups nor a time. */
const TILL = `(?!\\d{4}(?:${GAP}\\d{4}){2}|${CLOCK}${END})(?=[a-z]*\\d)[a-z0-9]{1,11}`;

/** In the order in which they are tried. */
const READERS: readonly (readonly [string, Reader])[] = [
  ['(?:till|terminal) ?[:#]? ?"(?<title>[^"]+)"', ({ title = '' }) => tillOf(title, true)],
  ['(?:till|terminal) ?[:#] ?(?<said>[a-z0-9]{1,40})', ({ said = '' }) => tillOf(said)],
  [`(?:till|terminal) (?:no\\.? |number )?(?<said>${TILL})`, ({ said = '' }) => tillOf(said)],
  ['(?:till:? ?)?(?<id>[a-z]{2,4}_[0-9a-f]{24})', ({ id = '' }) => ({ is: 'id', id: id.toLowerCase() })],
  ...WHENS.map((form) => [form, whenOf] as const),
  [`R ?(?<rand>\\d{1,3}(?:[ ,]\\d{3})+(?!\\d)|\\d+)(?:[.,](?<cents>\\d{1,2}))?`, amountOf],
  [`(?<rand>\\d{1,3}(?:[ ,]\\d{3})+|\\d+)(?:[.,](?<cents>\\d{2}))? ?rands?`, amountOf],
  [`(?<rand>\\d{1,3}(?:[ ,]\\d{3})+|\\d+)[.,](?<cents>\\d{2})`, amountOf],
  [PHONE, phoneOf],
  [`\\d{12,20}|\\d{1,6}(?:${GAP}(?!${DATE})\\d{1,6})+`, pinOf],
  ['[*.\\u2026]* ?(?<digits>\\d{4})', ({ digits = '' }) => ({ is: 'pin_end', digits })],
  ['(?<rand>(?<digits>\\d{1,3}))', amountOf],
  ['(?=[a-z]*\\d)(?=\\d*[a-z])[a-z0-9]{1,40}', ({ whole = '' }) => ({ is: 'reference', text: whole, mayBeTill: true })],
];

/** Each has to end where a word ends. */
export const FORMS = READERS.map(([form, read]) => ({ form: new RegExp(`(?<whole>${form})${END}`, 'iuy'), read }));

/** Of what has no such form: what stands in quotation marks, or the next word as it is. */
export const LITERAL = ['"(?<text>[^"]+)"', '(?<text>\\S+)'].map((form) => new RegExp(`${form}(?= |$)`, 'uy'));

function tillOf(said: string, isTitle = false): Read | null {
  return said.trim() === '' ? null : { is: 'terminal', said: said.trim(), isTitle };
}

function whenOf({ day, begin, end }: Groups): Read | null {
  const when = {
    ...(day === undefined ? {} : { day }),
    ...(begin === undefined ? {} : { begin }),
    ...(end === undefined ? {} : { end }),
  };
  return isWhen(when) ? { is: 'when', ...when } : null;
}

function amountOf({ rand = '', cents = '', digits }: Groups): Read | null {
  const amountCents = Number(rand.replace(/[ ,]/g, '') + cents.padEnd(2, '0'));
  return isCents(amountCents, 1) ? { is: 'amount', amountCents, ...(digits === undefined ? {} : { digits }) } : null;
}

function phoneOf({ whole = '' }: Groups): Read | null {
  const number = meantPhone(whole);
  return number === null ? null : { is: 'phone', number, digits: digitsOf(whole) };
}

const ENDS_IN_PHONE = new RegExp(` ${PHONE}$`, 'u');
const GAPS = new RegExp(GAP, 'u');

/** In groups as they are printed, all of one length but for the last; in any others only where there is nothing else. */
function pinOf({ whole = '' }: Groups, isAlone: boolean): Read | null {
  const digits = digitsOf(whole);
  if (digits.length < 12 || digits.length > 20) return null;
  const lengths = whole.split(GAPS).map((group) => group.length);
  const [size = 0] = lengths;
  const isPrinted = lengths.slice(0, -1).every((length) => length === size) && (lengths.at(-1) ?? 0) <= size;
  return isPrinted || (isAlone && !ENDS_IN_PHONE.test(whole)) ? { is: 'pin', digits } : null;
}
