// From a request to a command of the core: reads body and headers, reports every fault at once. Decides nothing.
import type { Caller } from '../../core/accounts/caller';
import type { Providers } from '../../core/providers/gate';
import type { RedemptionOptions, Source, Traits } from '../../core/providers/provider';
import type { AcknowledgeCommand } from '../../core/use-cases/acknowledge';
import type { CaptureCommand } from '../../core/use-cases/capture';
import type { CreateCommand } from '../../core/use-cases/create';
import type { NamedText } from '../../core/use-cases/pins/named-texts';
import { HOLDS_PIN, metadataTexts, requestIdText } from '../../core/use-cases/pins/pin-in-text';
import { PinSearch } from '../../core/use-cases/pins/pin-search';
import type { ReverseCommand } from '../../core/use-cases/reverse';
import type { Idempotency, WriteOptions } from '../../core/use-cases/services';
import type { UpdateCommand } from '../../core/use-cases/update';
import { CURRENCIES, type Currency } from '../../core/values/money';
import { meantPin } from '../../core/values/pin-text';
import { Refusal } from '../../core/values/refusal';
import { IDEMPOTENCY_HEADER, readIdempotency, readKeyHeader, type KeyedRoute } from '../idempotency/idempotency-key';
import { readIfMatch, type Asked } from '../input/headers';
import { check, Faults, isPlainObject, requireObject } from '../input/validation';
import { checkMetadata } from '../input/validation-rules';
import { findTraits, readSource, requireSource } from '../vouchers/source';
import { UUID_PATTERN } from '../points/input';
import { AcknowledgeDto } from './receipt.dto';
import { CaptureDto, CreateDto, EmptyDto, OptionsDto, ReverseDto, UpdateDto } from './request.dto';

/**
 * From a request to a create. No `amount` becomes 0, the whole value. Throws `ProblemException` 400 with every fault,
 * and `Refusal` 422 unknown_type or unsupported_currency.
 */
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
  checkTerminal(options.terminal_id, caller, faults);
  if (dto.amount !== undefined && dto.currency === undefined)
    faults.add('currency', 'required_together', 'is required with amount');
  if (dto.currency !== undefined && dto.amount === undefined)
    faults.add('amount', 'required_together', 'is required with currency; leave both out to take the whole value');
  const source = readSource(dto, caller, providers, faults);
  if (source) refusePin(source, body, [...requestIdText(caller), ...terminalText(caller)], faults);
  const idempotency = readCreateKey(asked, body, source && findTraits(dto.type, caller, providers), faults);
  faults.refuse();
  const { partial = 'decline', ...others } = options;
  return {
    type: dto.type,
    source: requireSource(dto.type, source, caller, providers),
    amountCents: dto.amount ?? 0,
    currency: requireCurrency(dto, caller, providers),
    captureMethod: dto.capture_method ?? 'automatic',
    confirm: dto.confirm ?? true,
    options: { partial, ...others, ...terminalOf(caller) } satisfies RedemptionOptions,
    metadata: (dto.metadata ?? {}) as Record<string, string>,
    externalReference: dto.external_reference ?? null,
    relatedIds: dto.related_ids ?? [],
    idempotency,
  };
}

/** A terminal is what it was paired as, whatever it says. */
function terminalOf({ terminal }: Caller): Pick<RedemptionOptions, 'terminal_id'> {
  return terminal ? { terminal_id: terminal.terminalId } : {};
}

/** What the till is called is written to each redemption of it: it may be a number that somebody read off a voucher. */
function terminalText({ terminal }: Caller): NamedText[] {
  return terminal ? [['redemption_options.terminal_id', terminal.terminalId]] : [];
}

function checkTerminal(given: unknown, { terminal }: Caller, faults: Faults): void {
  const param = 'redemption_options.terminal_id';
  if (!terminal || given === undefined || given === terminal.terminalId || faults.has(param)) return;
  faults.add(param, 'conflict', `must be ${terminal.terminalId}, the name of this terminal, or be left out`);
}

/**
 * A PIN is the same PIN with whatever spaces and dashes it was pasted, and under another name of its field: a till that repeats may have
 * read it again.
 */
function readCreateKey(
  asked: Asked,
  body: Readonly<Record<string, unknown>>,
  traits: Traits | undefined,
  faults: Faults,
): Idempotency | undefined {
  const given = readIdempotency(asked, body, 'create', null, faults);
  const { source } = body;
  if (!given || !isPlainObject(source)) return given;
  const nameOf = (name: string) => traits?.sourceFields.find(({ aliases }) => aliases?.includes(name))?.name ?? name;
  const meant = Object.fromEntries(
    Object.entries(source).map(([name, value]) => [nameOf(name), typeof value === 'string' ? meantPin(value) : value]),
  );
  // As most are sent: there is nothing to write a second time, in the way of every create.
  if (Object.entries(source).every(([name, value]) => value === meant[name])) return given;
  // What is at fault has been told.
  const idempotency = readIdempotency(asked, { ...body, source: meant }, 'create', null, new Faults());
  return idempotency && { ...idempotency, formerRequest: given.request };
}

/**
 * From a request to a capture. No `amount` takes all that is reserved. Throws `ProblemException` 400 with every fault.
 */
export function readCapture(asked: Asked, id: string): CaptureCommand {
  const { dto, ...write } = readWrite(CaptureDto, asked, 'capture', id);
  return { ...write, amountCents: dto.amount };
}

/** Reserve and cancel, which have no fields of their own. Throws `ProblemException` 400 with every fault. */
export function readAction(asked: Asked, route: 'reserve' | 'cancel', id: string): WriteOptions {
  const { idempotency, ifMatch } = readWrite(EmptyDto, asked, route, id);
  return { idempotency, ifMatch };
}

/** The key of an attempt that somebody asks about. It is all there is to say. Throws `ProblemException` 400 with every fault. */
export function readRecover(asked: Asked): string {
  const faults = new Faults();
  check(EmptyDto, requireObject(asked.body), faults);
  const key = readKeyHeader(asked, faults);
  if (key === undefined && !faults.has(IDEMPOTENCY_HEADER)) faults.add(IDEMPOTENCY_HEADER, 'required', 'is required');
  faults.refuse();
  return key ?? '';
}

/**
 * From a request to a reversal. No `amount` gives back all that is left. Throws `ProblemException` 400 with every
 * fault.
 */
export function readReverse(asked: Asked, id: string): ReverseCommand {
  const { dto, ...write } = readWrite(ReverseDto, asked, 'reverse', id);
  return { ...write, reason: dto.reason, amountCents: dto.amount };
}

/** From a request to a proposal: it says what a reversal says. Throws `ProblemException` 400 with every fault. */
export function readPropose(asked: Asked, id: string): ReverseCommand {
  const { dto, ...write } = readWrite(ReverseDto, asked, 'propose', id);
  return { ...write, reason: dto.reason, amountCents: dto.amount };
}

/**
 * From a request to an update. A field that is left out is undefined and stays as it is; null clears the reference.
 * Throws `ProblemException` 400 with every fault.
 */
export function readUpdate(asked: Asked, id: string): UpdateCommand {
  const faults = new Faults();
  checkId(id, faults, 'update');
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

/** What a receipt was. Throws `ProblemException` 400 with every fault. */
export function readReceipt(asked: Asked, id: string): AcknowledgeCommand {
  const faults = new Faults();
  checkId(id, faults, 'acknowledge');
  const { receipt } = check(AcknowledgeDto, requireObject(asked.body), faults);
  const ifMatch = readIfMatch(asked, faults);
  faults.refuse();
  return { receipt, ifMatch };
}

/** Throws `ProblemException` 400 where the text cannot be the id of a redemption. */
export function readId(id: string): string {
  const faults = new Faults();
  checkId(id, faults, 'read');
  faults.refuse();
  return id;
}

function readWrite<T extends object>(
  Dto: new () => T,
  asked: Asked,
  route: KeyedRoute,
  id: string,
): WriteOptions & { dto: T } {
  const faults = new Faults();
  checkId(id, faults, route);
  const body = requireObject(asked.body);
  const dto = check(Dto, body, faults);
  const idempotency = readIdempotency(asked, body, route, id, faults);
  const ifMatch = readIfMatch(asked, faults);
  faults.refuse();
  return { dto, idempotency, ifMatch };
}

/** What does for points what a call on a voucher does. */
const OF_POINTS: Readonly<Record<string, string>> = {
  reserve: 'set points aside with POST /v1/participants/{id}/balances/hold',
  capture: 'redeem what is held with POST /v1/participants/{id}/redemptions and hold_reference_id',
  cancel: 'give it back with POST /v1/redemptions/{id}/reverse',
  update: 'nothing of it changes but by a reversal, POST /v1/redemptions/{id}/reverse',
  read: 'its entries are in GET /v1/journal-entries?participant_id=…',
};

function checkId(id: string, faults: Faults, call: string): void {
  if (/^rdm_[0-9a-f]{24}$/.test(id)) return;
  // The calls that both kinds share have gone another way with it.
  const instead = OF_POINTS[call];
  const more = instead === undefined ? '' : `: ${instead}`;
  if (UUID_PATTERN.test(id))
    faults.add('id', 'not_allowed', `is of a redemption of points, which has no such call${more}`);
  else faults.add('id', 'malformed', 'must be rdm_ and 24 hex digits, or a UUID where points were redeemed');
}

/**
 * No request that is taken has more texts, or a longer one. Past that it is refused whatever stands there, and nothing of it is kept: not all
 * of it is looked at.
 */
const MOST_TEXTS = 80;
const LONGEST_TEXT = 1_000;

/** Texts outside the source are kept in clear, shown and sent in webhooks, so none of them may hold the PIN. */
function refusePin(
  source: Source,
  body: Readonly<Record<string, unknown>>,
  besides: readonly NamedText[],
  faults: Faults,
): void {
  const { external_reference: reference, metadata, related_ids: related, redemption_options: options } = body;
  const texts: NamedText[] = isPlainObject(metadata) ? metadataTexts(metadata) : [];
  const others: [string, unknown][] = [['external_reference', reference]];
  if (Array.isArray(related)) others.push(...related.map((id: unknown): [string, unknown] => ['related_ids', id]));
  if (isPlainObject(options))
    others.push(
      ...Object.entries(options).map(([name, value]): [string, unknown] => [`redemption_options.${name}`, value]),
    );
  for (const [param, text] of others) if (typeof text === 'string') texts.push([param, text]);
  const search = PinSearch.ofSource(source);
  // The names of other faults may be the caller's as well.
  faults.conceal(search.isIn);
  const some = texts.slice(0, MOST_TEXTS).map(([param, text]): NamedText => [param, text.slice(0, LONGEST_TEXT)]);
  for (const param of search.paramsIn([...some, ...besides])) faults.add(param, 'pin_in_text', HOLDS_PIN);
}

function requireCurrency(dto: CreateDto, caller: Caller, providers: Providers): Currency {
  const { currency } = dto;
  if (currency === undefined) return findTraits(dto.type, caller, providers)?.currencies[0] ?? CURRENCIES[0];
  const known = CURRENCIES.find((candidate) => candidate === currency);
  if (known) return known;
  throw new Refusal('unsupported_currency', `${dto.type} is in ${CURRENCIES.join(', ')}`, { param: 'currency' });
}
