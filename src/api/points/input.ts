// What requests about points have in common: whose they are, amounts and ids as text, and the idempotency key in header or body.
import { Matches } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import type { Asker } from '../../core/points/use-cases/ledger/ledger';
import { MAX_DIGITS } from '../../core/points/units';
import { readKeyHeader } from '../idempotency/idempotency-key';
import { check, Faults, isPlainObject, requireObject } from '../input/validation';
import { KEY, pairsOf, told } from '../input/told';
import { checkMetadata, IsForm, MayBeNull, parseTime, rule } from '../input/validation-rules';

/** The caller as the ledger knows it. */
export function askerOf({ accountId, livemode, keyId }: Caller): Asker {
  return { accountId, livemode, keyId };
}

const AMOUNT = /^(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** A decimal above zero, as text: never a JSON number, which cannot hold it exactly. */
export const IsDecimal = () =>
  told(
    rule(
      'isDecimal',
      isDecimal,
      `must be a decimal above zero as a string, such as "10.50", of at most ${String(MAX_DIGITS)} digits`,
    ),
    {
      // What `isDecimal` says, without looking ahead: not everybody's regular expressions can.
      pattern: `^(0\\.\\d*[1-9]\\d*|[1-9]\\d{0,${String(MAX_DIGITS - 1)}}(\\.\\d+)?)$`,
      maxLength: MAX_DIGITS + 1,
    },
  );

function isDecimal(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    AMOUNT.test(value) &&
    /[1-9]/.test(value) &&
    value.replace('.', '').length <= MAX_DIGITS
  );
}

/** A decimal with a sign, as the API description shows it. */
export const SIGNED_DECIMAL = {
  type: 'string',
  pattern: '^-?(0|[1-9]\\d*)(\\.\\d+)?$',
  maxLength: MAX_DIGITS + 2,
  example: '-100.00',
};

/** A decimal with a sign, as the journal's filters take it. */
export const IsSignedDecimal = () =>
  rule(
    'isDecimal',
    (value) =>
      typeof value === 'string' && /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(value) && value.length <= MAX_DIGITS + 2,
    'must be a decimal such as -10.50',
  );

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
/** A UUID in any case; ids are lower case. */
export const UUID_PATTERN = new RegExp(`^${UUID}$`, 'i');

/** The id of something in the ledger. */
export const IsUuid = (each = false) =>
  told(Matches(UUID_PATTERN, { message: 'must be a UUID', each }), { type: 'string', format: 'uuid' }, each);

/** An RFC 3339 time with a zone. */
export const IsTime = () =>
  rule(
    'isTime',
    (value) => typeof value === 'string' && parseTime(value) !== undefined,
    'must be an RFC 3339 time such as 2026-01-31T00:00:00Z',
  );

/** The time of a field that `IsTime` has let pass; null where it is absent. */
export function timeOf(text: string | null | undefined): number | null {
  return typeof text === 'string' ? (parseTime(text) ?? null) : null;
}

/** The id of a path. Throws `ProblemException` 400 where it is no UUID. `hint`: how it is found. */
export function readUuid(id: string, param = 'id', hint = ''): string {
  const faults = new Faults();
  if (!UUID_PATTERN.test(id)) faults.add(param, 'malformed', `must be a UUID${hint}`);
  faults.refuse();
  return id.toLowerCase();
}

/** The id of a participant in a path. Says how to find it where the merchant's own name stands there. */
export function readParticipantId(id: string): string {
  return readUuid(id, 'id', ': GET /v1/participants?external_id=… finds it by your own name');
}

/** Ids are lower case, however they were written. */
export function lower(id: string): string;
export function lower(id: string | null | undefined): string | null;
export function lower(id: string | null | undefined): string | null {
  return id?.toLowerCase() ?? null;
}

/** Adds a fault where `If-Match` names a version: a caller who sends one counts on it, and nothing of points has any. */
export function checkVersion({ headers }: Pick<FastifyRequest, 'headers'>, faults: Faults): void {
  const asked = headers['if-match'];
  if (asked === undefined || asked.trim() === '*') return;
  faults.add('If-Match', 'not_allowed', 'cannot be met: points have no version: leave it out');
}

/** A body that is read, and the key that came with it. */
export interface ReadBody<T> {
  readonly dto: T;
  readonly key: string | null;
  readonly faults: Faults;
}

/** The field that every keyed body may have. */
export class KeyedDto {
  @MayBeNull()
  @IsKey()
  idempotency_key?: string | null;
}

function IsKey() {
  return IsForm(/^[\x20-\x7e]{1,255}$/, 'must be 1 to 255 printable ASCII characters', KEY);
}

/**
 * Checks a body with a key, in the `Idempotency-Key` header or in the body: where both are, they must agree. Use the result only
 * once `faults.refuse()` has let it pass.
 */
export function readKeyed<T extends KeyedDto>(
  Dto: new () => T,
  request: Pick<FastifyRequest, 'headers' | 'body'>,
): ReadBody<T> {
  const faults = new Faults();
  checkVersion(request, faults);
  const dto = check(Dto, requireObject(request.body), faults);
  const header = readKeyHeader(request, faults);
  const inBody = typeof dto.idempotency_key === 'string' ? dto.idempotency_key : undefined;
  if (header !== undefined && inBody !== undefined && header !== inBody && !faults.has('idempotency_key'))
    faults.add('idempotency_key', 'conflict', 'differs from the Idempotency-Key header');
  return { dto, key: header ?? inBody ?? null, faults };
}

/** Checks a body whose call has no key of its own. Throws `ProblemException` 400 with every fault. */
export function readBody<T extends object>(Dto: new () => T, body: unknown): T {
  const faults = new Faults();
  const dto = check(Dto, requireObject(body), faults);
  faults.refuse();
  return dto;
}

/** The body without the fields that `words` tells about: of each that is there it adds that fault. */
export function withoutFields(
  body: unknown,
  words: Readonly<Record<string, string>>,
  faults: Faults,
): Readonly<Record<string, unknown>> {
  const rest = Object.entries(requireObject(body)).filter(([name]) => {
    const told = Object.hasOwn(words, name) ? words[name] : undefined;
    if (told !== undefined) faults.add(name, 'unknown_field', told);
    return told === undefined;
  });
  return Object.fromEntries(rest);
}

/** Pairs as `checkPairs` wants them, as the API description shows them. */
export const PAIRS_SCHEMA = pairsOf(String.raw`[^$\x00-\x1f\x7f-\x9f]`);

/** Pairs of text under the rules of metadata. A name that begins with `$` is ours. */
export function checkPairs(field: string, value: unknown, faults: Faults): void {
  checkMetadata(value, faults, field);
  if (!isPlainObject(value)) return;
  for (const key of Object.keys(value))
    if (key.startsWith('$')) faults.add(`${field}.${key}`, 'malformed', 'must not begin with $');
}
