// Reads the voucher that a request presents, by the field list of its type.
import type { Caller } from '../../core/accounts/caller';
import type { Providers } from '../../core/providers/gate';
import type { Source, Traits } from '../../core/providers/provider';
import { unknownType } from '../../core/providers/require-gate';
import { parseSource } from '../../core/providers/source';
import { HOLDS_PIN, requestIdText } from '../../core/use-cases/pins/pin-in-text';
import { PinSearch } from '../../core/use-cases/pins/pin-search';
import { readIdempotency } from '../idempotency/idempotency-key';
import type { Asked } from '../input/headers';
import { Faults, check, isPlainObject, requireObject } from '../input/validation';
import { LookupDto } from './request.dto';

/** A voucher to look up. */
export interface LookupCommand {
  readonly type: string;
  readonly source: Source;
}

/** From a request to a look-up. Throws `ProblemException` 400 with every fault, and `Refusal` 422 unknown_type. */
export function readLookup(asked: Asked, caller: Caller, providers: Providers): LookupCommand {
  const faults = new Faults();
  const dto = check(LookupDto, requireObject(asked.body), faults);
  const source = readSource(dto, caller, providers, faults);
  if (source) {
    const search = PinSearch.ofSource(source);
    faults.conceal(search.isIn);
    for (const param of search.paramsIn(requestIdText(caller))) faults.add(param, 'pin_in_text', HOLDS_PIN);
  }
  // A look-up changes nothing, so its key is checked and otherwise has nothing to do.
  readIdempotency(asked, {}, 'lookup', null, faults);
  faults.refuse();
  return { type: dto.type, source: requireSource(dto.type, source, caller, providers) };
}

/**
 * The traits of a type, also of one that live mode is not set up for: its fields are the same in test mode, where every
 * type is.
 */
export function findTraits(type: string, { livemode }: Caller, providers: Providers): Traits | undefined {
  const gate = providers.find(type, livemode);
  return gate?.traits ?? providers.list(false).find((traits) => traits.type === type);
}

/** Throws `Refusal` 422 unknown_type. */
export function requireTraits(type: string, caller: Caller, providers: Providers): Traits {
  const traits = findTraits(type, caller, providers);
  if (traits) return traits;
  throw unknownType(providers, type, caller.livemode);
}

/**
 * The source by the field list of its type. Adds to `faults`. Undefined where it has faults, or where the type is not
 * known: that is a refusal, not a fault.
 */
export function readSource(dto: LookupDto, caller: Caller, providers: Providers, faults: Faults): Source | undefined {
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

/**
 * What `readSource` read, once the faults are refused: a source that is still missing then has an unknown type. Throws
 * `Refusal` 422 unknown_type.
 */
export function requireSource(type: string, source: Source | undefined, caller: Caller, providers: Providers): Source {
  if (source) return source;
  throw unknownType(providers, type, caller.livemode);
}
