// How adapters read a provider's reply without trusting it: typed access to JSON, the provider's words without PINs, and the
// rules that hold for every provider. Knows no provider.
import { isCents, type Cents } from '../../src/core/values/money';
import type { ProviderDetails } from '../../src/core/providers/details';
import type { NotSent, NotSentCode, ProviderWords, Unknown } from '../../src/core/providers/outcome';
import type { Pin } from '../../src/core/values/pin';
import { holdsSecret, meantPin } from '../../src/core/values/pin-text';
import { redactedWords } from '../../src/core/values/redact';
import type { WireReply } from '../../src/core/providers/provider';

/** A JSON object whose members are not known yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** A reply that can be read: below 500, no redirect, a JSON object. */
export interface ReadableReply {
  readonly kind: 'readable';
  readonly status: number;
  readonly fields: Fields;
}

/** Everything that is no readable reply is `not_sent` or `unknown`, the same for every provider. */
export function readReply(reply: WireReply): ReadableReply | NotSent | Unknown {
  if (reply.kind === 'not_sent') return notSent('provider_unavailable', reply.reason);
  if (reply.kind === 'unknown') return reply;
  const status = String(reply.status);
  // A gateway's word on an idle connection, which may have come before the request did.
  if (reply.status === 408) return unknown('the provider gave the request up (HTTP 408)');
  if (reply.status >= 500) return unknown(`the provider answered with a server error (HTTP ${status})`);
  if (reply.status >= 300 && reply.status < 400)
    return unknown(`the provider answered with a redirect (HTTP ${status})`);
  if (!isFields(reply.json)) return unknown(`the provider's answer could not be read (HTTP ${status})`);
  return { kind: 'readable', status: reply.status, fields: reply.json };
}

/** Whether the value is a JSON object. Lists and null are not. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Certain: nothing moved. `reason` is shown to people and must hold no secret. */
export function notSent(code: NotSentCode, reason: string, words: ProviderWords = {}): NotSent {
  return { kind: 'not_sent', code, reason, ...words };
}

/** Not certain. `reason` is shown to people and must hold no secret. */
export function unknown(reason: string, words: ProviderWords = {}): Unknown {
  return { kind: 'unknown', reason, ...words };
}

/** Money in integer cents, as a JSON number; undefined where it is anything else. */
export function centsOf(value: unknown, least: Cents): Cents | undefined {
  return isCents(value, least) ? value : undefined;
}

/**
 * Text or a number from a reply as plain text; undefined where it is neither, empty, or holds one of `secrets`.
 * For identifiers: a provider that echoes a PIN into one must not get it into our books.
 */
export function identifierOf(value: unknown, secrets: readonly Pin[]): string | undefined {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  if (typeof text !== 'string' || text === '' || text.length > 100) return undefined;
  return secrets.some((pin) => holdsSecret(pin.reveal(), text)) ? undefined : text;
}

/** The PINs that a reply's identifiers must not hold: those we sent, and the one that came with it. */
export function withIssued(secrets: readonly Pin[], issued: Pin | undefined): readonly Pin[] {
  return issued ? [...secrets, issued] : secrets;
}

/**
 * `details` of an accepted outcome, to be spread into it: those of `values` that are identifiers and hold none of `secrets`.
 * Nothing where none is left.
 */
export function namedBy(values: Fields, secrets: readonly Pin[]): { readonly details?: ProviderDetails } {
  const kept = Object.entries(values).flatMap(([name, value]) => {
    const text = identifierOf(value, secrets);
    return text === undefined ? [] : [[name, text] as const];
  });
  return kept.length > 0 ? { details: Object.fromEntries(kept) } : {};
}

const MESSAGE_LIMIT = 200;

/** The provider's code and message, shortened and without anything that could be a PIN. */
export function wordsOf(code: unknown, message: unknown): ProviderWords {
  const providerCode = cleaned(typeof code === 'number' ? String(code) : code, 40);
  const providerMessage = cleaned(message, MESSAGE_LIMIT);
  return {
    ...(providerCode === undefined ? {} : { providerCode }),
    ...(providerMessage === undefined ? {} : { providerMessage }),
  };
}

function cleaned(value: unknown, limit: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = redactedWords(value)
    .replace(/\p{Cc}+|\p{Cs}/gu, ' ')
    .trim();
  // By whole characters: half of one survives neither every store nor every screen.
  return text === '' ? undefined : Array.from(text).slice(0, limit).join('');
}

/** Digits of an issued PIN. A JSON number is taken only where it cannot have been rounded. */
export function pinDigitsOf(value: unknown): string | undefined {
  const text = Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  // The same characters as in a presented PIN. Text with any others is no PIN that could be presented again.
  const digits = meantPin(text);
  return /^\d{6,32}$/.test(digits) ? digits : undefined;
}

const WITH_DATE = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * A provider's date as RFC 3339 in UTC, undefined where it cannot be read. All providers are South African: a time without
 * an offset is UTC+2, and a date alone ends with that day.
 */
export function utcOf(value: unknown): string | undefined {
  const match = typeof value === 'string' ? WITH_DATE.exec(value.trim()) : null;
  if (!match) return undefined;
  const offset = (match[3] ?? '+02:00').replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  const parsed = Date.parse(`${match[1] ?? ''}T${match[2] ?? '23:59:59'}${offset}`);
  return Number.isNaN(parsed) ? undefined : new Date(parsed).toISOString();
}
