// The filters that the lists of redemptions and of reversals share. Query values arrive as text; `metadata[key]` arrives as a flat
// name.
import { Matches } from 'class-validator';
import type { Providers } from '../../../core/providers/gate';
import { isBySettled, type RedemptionQuery } from '../../../core/redemption/store';
import type { Position } from '../../../core/values/page';
import { checkQuery, Faults, TWICE } from '../../input/validation';
import { isText } from '../../input/text';
import { isMetadataKey, IsText, IsVoucherType, MayBeAbsent } from '../../input/validation-rules';
import { PAIRS } from '../../input/told';
import { readEnd, readOffset } from '../../lists/days';
import { given, PageDto, readPage } from '../../lists/list-filters';

/** The filters as they arrive, without those of metadata, whose names are free. */
export class FiltersDto extends PageDto {
  @MayBeAbsent()
  @IsVoucherType()
  type?: string;

  @MayBeAbsent()
  @IsText(255)
  external_reference?: string;

  @MayBeAbsent()
  @Matches(/^[A-Za-z0-9]{1,40}$/, { message: 'must be 1 to 40 letters and digits' })
  terminal_id?: string;

  @MayBeAbsent()
  @IsText(40)
  created_from?: string;

  @MayBeAbsent()
  @IsText(40)
  created_to?: string;

  @MayBeAbsent()
  @IsText(40)
  settled_from?: string;

  @MayBeAbsent()
  @IsText(40)
  settled_to?: string;

  @MayBeAbsent()
  @IsText(40)
  utc_offset?: string;
}

type Shared = Pick<
  RedemptionQuery,
  'type' | 'externalReference' | 'terminalId' | 'createdFrom' | 'createdTo' | 'settledFrom' | 'settledTo' | 'metadata'
> & { readonly limit: number; readonly after?: Position };

const METADATA_FILTER = /^metadata\[(.*)\]$/s;

/** Reads what the lists share. `list`: the kind of list that the cursor must belong to. Adds to `faults`. */
export function readFilters<D extends FiltersDto>(
  dto: new () => D,
  query: Readonly<Record<string, unknown>>,
  list: string,
  providers: Providers,
  faults: Faults,
): { asked: D; filters: Shared } {
  const names = Object.keys(query);
  const plain = Object.fromEntries(
    names.filter((name) => name !== 'metadata' && !METADATA_FILTER.test(name)).map((name) => [name, query[name]]),
  );
  const asked = checkQuery(dto, plain, faults);
  checkType(asked.type, providers, faults);
  const metadata = readMetadata(query, faults);
  const offsetMs = readOffset(asked.utc_offset, faults);
  const spans = {
    createdFrom: readEnd('created_from', asked.created_from, 'from', offsetMs, faults),
    createdTo: readEnd('created_to', asked.created_to, 'to', offsetMs, faults),
    settledFrom: readEnd('settled_from', asked.settled_from, 'from', offsetMs, faults),
    settledTo: readEnd('settled_to', asked.settled_to, 'to', offsetMs, faults),
  };
  const page = readPage(pageKind(list, given(spans)), asked, faults);
  const filters = {
    ...page,
    ...given({
      ...spans,
      type: asked.type,
      externalReference: asked.external_reference,
      terminalId: asked.terminal_id,
      metadata: Object.keys(metadata).length > 0 ? metadata : undefined,
    }),
  };
  return { asked, filters };
}

/** A place in a list that goes by when its rows settled means nothing in one that goes by when they were made. */
export function pageKind(list: string, query: Pick<RedemptionQuery, 'settledFrom' | 'settledTo'>): string {
  return isBySettled(query) ? `${list} by settled_at` : list;
}

/** Adds to `faults`. A type that does not exist would find nothing, which looks like an empty list. In test mode every type is set up. */
export function checkType(type: string | undefined, providers: Providers, faults: Faults): void {
  if (type === undefined) return;
  const known = providers.list(false).map((traits) => traits.type);
  if (known.includes(type) || faults.has('type')) return;
  faults.add('type', 'not_allowed', `must be one of ${known.join(', ')}`);
}

function readMetadata(query: Readonly<Record<string, unknown>>, faults: Faults): Record<string, string> {
  const pairs: [string, string][] = [];
  for (const [name, value] of Object.entries(query)) {
    const key = METADATA_FILTER.exec(name)?.[1];
    if (name === 'metadata') faults.add(name, 'malformed', 'must name a key: metadata[key]');
    if (key === undefined) continue;
    if (!isMetadataKey(key)) faults.add(name, 'malformed', 'must name a key of 1 to 40 printable characters');
    else if (Array.isArray(value)) faults.add(name, 'too_many', TWICE);
    else if (!isText(value, 0, PAIRS.value))
      faults.add(name, 'malformed', 'must be one text of at most 500 characters');
    else pairs.push([key, value]);
  }
  if (pairs.length > 20) faults.add('metadata', 'too_many', 'may be filtered by at most 20 keys');
  return Object.fromEntries(pairs);
}
