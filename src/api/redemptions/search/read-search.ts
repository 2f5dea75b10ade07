// From a request to a search: every fault at once, none with what was looked for, which may be a PIN.
import type { Caller } from '../../../core/accounts/caller';
import type { Providers } from '../../../core/providers/gate';
import { readQuery, type Part } from '../../../core/search/read-query';
import { LOCAL_OFFSET_MS } from '../../../core/search/times';
import { HOLDS_PIN, requestIdText } from '../../../core/use-cases/pins/pin-in-text';
import { PinSearch } from '../../../core/use-cases/pins/pin-search';
import type { SearchCommand } from '../../../core/use-cases/search/queries';
import type { Instant } from '../../../core/values/time';
import { readKeyHeader } from '../../idempotency/idempotency-key';
import type { Asked } from '../../input/headers';
import { check, Faults, requireObject } from '../../input/validation';
import { readEnd } from '../../lists/days';
import { given } from '../../lists/list-filters';
import { DEFAULT_LIMIT } from '../../lists/pagination';
import { checkType } from '../lists/filters';
import { decodeSearchCursor, type Reached } from './cursor';
import { SearchDto } from './search.dto';

/** More than anybody types. Each may take a look at the store. */
const MOST_PARTS = 12;

/** A search, and how many rows a file of it has at most. */
export interface ReadSearch {
  readonly command: SearchCommand;
  readonly most: number;
}

/** Throws `ProblemException` 400 with every fault. */
export function readSearch(asked: Asked, caller: Caller, providers: Providers, now: Instant): ReadSearch {
  const faults = new Faults();
  const dto = check(SearchDto, requireObject(asked.body), faults);
  checkType(dto.type, providers, faults);
  const reached = readCursor(dto.cursor, faults);
  const asOf = reached.asOf ?? now;
  const parts = readParts(dto.query, asOf, faults);
  refusePinElsewhere(parts, caller, faults);
  // A search changes nothing, so its key is checked and otherwise has nothing to do.
  readKeyHeader(asked, faults);
  const { status, outcome, type, limit = DEFAULT_LIMIT } = dto;
  const createdFrom = readEnd('created_from', dto.created_from, 'from', LOCAL_OFFSET_MS, faults);
  const createdTo = readEnd('created_to', dto.created_to, 'to', LOCAL_OFFSET_MS, faults);
  faults.refuse();
  const filters = given({ status, outcome, type, createdFrom, createdTo });
  return { command: { parts, limit, ...filters, ...reached, asOf }, most: dto.limit ?? Infinity };
}

function readParts(query: unknown, now: Instant, faults: Faults): Part[] {
  if (typeof query !== 'string' || faults.has('query')) return [];
  const parts = readQuery(query, now);
  if (parts.length === 0) faults.add('query', 'malformed', 'must say what is looked for');
  if (parts.length > MOST_PARTS) faults.add('query', 'too_many', `may have at most ${String(MOST_PARTS)} words`);
  return parts;
}

/** The id that a caller gives its request is logged. */
function refusePinElsewhere(parts: readonly Part[], caller: Caller, faults: Faults): void {
  const search = new PinSearch(parts.flatMap((part) => (part.is === 'pin' ? [part.digits] : [])));
  faults.conceal(search.isIn);
  for (const param of search.paramsIn(requestIdText(caller))) faults.add(param, 'pin_in_text', HOLDS_PIN);
}

/** A later page goes on with what the first one took the words for, whatever has come in since. */
function readCursor(cursor: unknown, faults: Faults): Partial<Reached> {
  if (typeof cursor !== 'string' || faults.has('cursor')) return {};
  const reached = decodeSearchCursor(cursor, MOST_PARTS);
  if (reached) return reached;
  faults.add('cursor', 'malformed', 'is not a cursor of this list');
  return {};
}
