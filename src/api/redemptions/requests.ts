// From a request to a command of the core: reads body and headers, reports every fault at once. Decides nothing.
import type { FastifyRequest } from 'fastify';
import type { CaptureCommand } from '../../core/use-cases/capture';
import type { CreateCommand } from '../../core/use-cases/create';
import type { Idempotency, WriteOptions } from '../../core/use-cases/services';
import type { Caller } from '../../core/accounts/caller';
import type { Providers } from '../../core/providers/gate';
import { CURRENCIES, type Currency } from '../../core/values/money';
import type { RedemptionOptions, Source, Traits } from '../../core/providers/provider';
import { unknownType } from '../../core/providers/require-gate';
import { Refusal } from '../../core/values/refusal';
import type { ReverseCommand } from '../../core/use-cases/reverse';
import { HOLDS_PIN, holdsPin, metadataTexts, type NamedText } from '../../core/use-cases/pin-in-text';
import { parseSource } from '../../core/providers/source';
import type { UpdateCommand } from '../../core/use-cases/update';
import { parseIfMatch } from '../request/etag';
import { check, Faults, isPlainObject, requireObject } from '../input/validation';
import { checkMetadata } from '../input/validation-rules';
import { canonicalJson } from '../idempotency/canonical-json';
import { CaptureDto, CreateDto, EmptyDto, LookupDto, OptionsDto, ReverseDto, UpdateDto } from './request.dto';

/** What is read of a request. */
export type Asked = Pick<FastifyRequest, 'body' | 'headers'>;

/** Throws `ProblemException` 400 with every fault, and `Refusal` 422 unknown_type or unsupported_currency. */
export function readCreate(asked: Asked, caller: Caller, providers: Providers): CreateCommand {
  const body = requireObject(asked.body);
  const faults = new Faults();
  const dto = check(CreateDto, body, faults);
  const options = check(
    OptionsDto,
    isPlainObject(body['redemption_options']) ? body['redemption_options'] : {},
    faults,
    'redemption_options.',
  );
  checkMetadata(body['metadata'], faults);
  if (dto.amount !== undefined && dto.currency === undefined)
    faults.add('currency', 'required_together', 'is required with amount');
  if (dto.currency !== undefined && dto.amount === undefined)
    faults.add('amount', 'required_together', 'is required with currency; leave both out to take the whole value');
  const source = readSource(dto, caller, providers, faults);
  if (source) refusePin(source, body, faults);
  const idempotency = readIdempotency(asked, body, 'create', null, faults);
  faults.refuse();
  const { partial = 'decline', ...others } = options;
  return {
    type: dto.type,
    source: requireSource(dto.type, source, caller, providers),
    amountCents: dto.amount ?? 0,
    currency: requireCurrency(dto, caller, providers),
    captureMethod: dto.capture_method ?? 'automatic',
    confirm: dto.confirm ?? true,
    options: { partial, ...others } satisfies RedemptionOptions,
    metadata: (dto.metadata ?? {}) as Record<string, string>,
    externalReference: dto.external_reference ?? null,
    relatedIds: dto.related_ids ?? [],
    idempotency,
  };
}

export interface LookupCommand {
  readonly type: string;
  readonly source: Source;
}

/** Throws `ProblemException` 400 with every fault, and `Refusal` 422 unknown_type. */
export function readLookup(asked: Asked, caller: Caller, providers: Providers): LookupCommand {
  const faults = new Faults();
  const dto = check(LookupDto, requireObject(asked.body), faults);
  const source = readSource(dto, caller, providers, faults);
  // A look-up changes nothing, so its key is checked and otherwise has nothing to do.
  readIdempotency(asked, {}, 'lookup', null, faults);
  faults.refuse();
  return { type: dto.type, source: requireSource(dto.type, source, caller, providers) };
}

export function readCapture(asked: Asked, id: string): CaptureCommand {
  const { dto, ...write } = readWrite(CaptureDto, asked, 'capture', id);
  return { ...write, amountCents: dto.amount };
}

/** Reserve and cancel. */
export function readAction(asked: Asked, route: 'reserve' | 'cancel', id: string): WriteOptions {
  const { idempotency, ifMatch } = readWrite(EmptyDto, asked, route, id);
  return { idempotency, ifMatch };
}

export function readReverse(asked: Asked, id: string): ReverseCommand {
  const { dto, ...write } = readWrite(ReverseDto, asked, 'reverse', id);
  return { ...write, reason: dto.reason, amountCents: dto.amount };
}

export function readUpdate(asked: Asked, id: string): UpdateCommand {
  const faults = new Faults();
  checkId(id, faults);
  const body = requireObject(asked.body);
  const dto = check(UpdateDto, body, faults);
  checkMetadata(body['metadata'], faults);
  const ifMatch = readIfMatch(asked, faults);
  faults.refuse();
  return {
    metadata: dto.metadata as Record<string, string> | undefined,
    externalReference: dto.external_reference,
    ifMatch,
  };
}

/** Throws `ProblemException` 400 where the text cannot be the id of a redemption. */
export function readId(id: string): string {
  const faults = new Faults();
  checkId(id, faults);
  faults.refuse();
  return id;
}

type WriteRoute = 'reserve' | 'capture' | 'cancel' | 'reverse';

function readWrite<T extends object>(
  Dto: new () => T,
  asked: Asked,
  route: WriteRoute,
  id: string,
): WriteOptions & { dto: T } {
  const faults = new Faults();
  checkId(id, faults);
  const body = requireObject(asked.body);
  const dto = check(Dto, body, faults);
  const idempotency = readIdempotency(asked, body, route, id, faults);
  const ifMatch = readIfMatch(asked, faults);
  faults.refuse();
  return { dto, idempotency, ifMatch };
}

function checkId(id: string, faults: Faults): void {
  if (!/^rdm_[0-9a-f]{24}$/.test(id)) faults.add('id', 'malformed', 'must be rdm_ and 24 hex digits');
}

/** Also of a type that live mode is not set up for: its fields are the same in test mode, where every type is. */
function findTraits(type: string, { livemode }: Caller, providers: Providers): Traits | undefined {
  const gate = providers.find(type, livemode);
  return gate?.traits ?? providers.list(false).find((traits) => traits.type === type);
}

/** Throws `Refusal` 422 unknown_type. */
export function requireTraits(type: string, caller: Caller, providers: Providers): Traits {
  const traits = findTraits(type, caller, providers);
  if (traits) return traits;
  throw unknownType(providers, type, caller.livemode);
}

/** Undefined where it has faults, or where the type is not known: that is a refusal, not a fault. */
function readSource(dto: LookupDto, caller: Caller, providers: Providers, faults: Faults): Source | undefined {
  if (faults.has('type') || !isPlainObject(dto.source)) return undefined;
  const traits = findTraits(dto.type, caller, providers);
  if (!traits) return undefined;
  const parsed = parseSource(traits.sourceFields, dto.source);
  if ('source' in parsed) return parsed.source;
  const known = new Set(traits.sourceFields.flatMap(({ name, aliases }) => [name, ...(aliases ?? [])]));
  for (const { param, message } of parsed.faults) {
    const name = param.slice('source.'.length);
    const value = Object.hasOwn(dto.source, name) ? dto.source[name] : undefined;
    if (!known.has(name)) faults.add(param, 'unknown_field', message);
    else if (value === undefined) faults.add(param, 'required', message);
    else faults.add(param, typeof value === 'string' ? 'malformed' : 'wrong_type', message);
  }
  return undefined;
}

/** What stands beside the source is kept in clear, shown and sent in webhooks. */
function refusePin(source: Source, body: Readonly<Record<string, unknown>>, faults: Faults): void {
  const { external_reference: reference, metadata, related_ids: related, redemption_options: options } = body;
  const texts: NamedText[] = isPlainObject(metadata) ? metadataTexts(metadata) : [];
  const others: [string, unknown][] = [['external_reference', reference]];
  if (Array.isArray(related)) others.push(...related.map((id: unknown): [string, unknown] => ['related_ids', id]));
  if (isPlainObject(options))
    others.push(
      ...Object.entries(options).map(([name, value]): [string, unknown] => [`redemption_options.${name}`, value]),
    );
  for (const [param, text] of others) if (typeof text === 'string') texts.push([param, text]);
  for (const [param, text] of texts)
    if (holdsPin(source, text) && !faults.has(param)) faults.add(param, 'not_allowed', HOLDS_PIN);
}

function requireSource(type: string, source: Source | undefined, caller: Caller, providers: Providers): Source {
  if (source) return source;
  throw unknownType(providers, type, caller.livemode);
}

function requireCurrency(dto: CreateDto, caller: Caller, providers: Providers): Currency {
  const { currency } = dto;
  if (currency === undefined) return findTraits(dto.type, caller, providers)?.currencies[0] ?? CURRENCIES[0];
  const known = CURRENCIES.find((candidate) => candidate === currency);
  if (known) return known;
  throw new Refusal('unsupported_currency', `${dto.type} is in ${CURRENCIES.join(', ')}`, { param: 'currency' });
}

/** The header, or `idempotency_key` of the body where the route takes it. */
function readIdempotency(
  asked: Asked,
  body: Readonly<Record<string, unknown>>,
  route: 'create' | 'lookup' | WriteRoute,
  id: string | null,
  faults: Faults,
): Idempotency | undefined {
  const header = asked.headers['idempotency-key'];
  const { idempotency_key: inBody, ...rest } = body;
  if (header !== undefined && (typeof header !== 'string' || !/^[\x20-\x7e]{1,255}$/.test(header)))
    faults.add('Idempotency-Key', 'malformed', 'must be 1 to 255 printable ASCII characters');
  else if (header !== undefined && typeof inBody === 'string' && inBody !== header && !faults.has('idempotency_key'))
    faults.add('idempotency_key', 'conflict', 'differs from the Idempotency-Key header');
  const key = header ?? inBody;
  // Without the key itself, so that it may move between header and body from one try to the next.
  return typeof key === 'string' ? { key, request: canonicalJson({ route, id, body: rest }) } : undefined;
}

function readIfMatch(asked: Asked, faults: Faults): number | undefined {
  const read = parseIfMatch(asked.headers['if-match']);
  if ('version' in read) return read.version;
  faults.add('If-Match', 'malformed', 'must be one version, as in ETag: "3"');
  return undefined;
}
