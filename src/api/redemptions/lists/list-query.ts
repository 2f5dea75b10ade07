// Reads the filters of the list of redemptions. Query values arrive as text; `metadata[key]` arrives as a flat name.
import { IsIn, Matches } from 'class-validator';
import type { Caller } from '../../../core/accounts/caller';
import type { Providers } from '../../../core/providers/gate';
import type { RedemptionQuery } from '../../../core/redemption/store';
import { STATUSES, OUTCOMES, type RedemptionOutcome, type Status } from '../../../core/redemption/redemption';
import { given, PageDto, readPage, readTime } from '../../lists/list-filters';
import { checkQuery, Faults, TWICE } from '../../input/validation';
import {
  isMetadataKey,
  IsText,
  IsVoucherType,
  MayBeAbsent,
  METADATA_VALUE_LENGTH,
  isText,
} from '../../input/validation-rules';

/** The kind of list that its cursors belong to. */
export const REDEMPTIONS = 'redemptions';

/** The filters as they arrive, without those of metadata, whose names are free. */
export class ListQueryDto extends PageDto {
  @MayBeAbsent()
  @IsIn(STATUSES, { message: `must be one of ${STATUSES.join(', ')}` })
  status?: Status;

  @MayBeAbsent()
  @IsIn(OUTCOMES, { message: `must be one of ${OUTCOMES.join(', ')}` })
  outcome?: RedemptionOutcome;

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
  @IsIn(['true', 'false'], { message: 'must be true or false' })
  acknowledged?: 'true' | 'false';
}

/** The filters of the store, and the one that is looked for row by row. */
export interface ListQuery {
  readonly stored: RedemptionQuery;
  readonly acknowledged?: boolean | undefined;
}

const METADATA_FILTER = /^metadata\[(.*)\]$/s;

/** Throws `ProblemException` 400 with every fault. Asks the store for `limit` rows: callers add the one that shows more. */
export function readListQuery(
  query: Readonly<Record<string, unknown>>,
  caller: Caller,
  providers: Providers,
): ListQuery {
  const faults = new Faults();
  const names = Object.keys(query);
  const plain = Object.fromEntries(
    names.filter((name) => name !== 'metadata' && !METADATA_FILTER.test(name)).map((name) => [name, query[name]]),
  );
  const asked = checkQuery(ListQueryDto, plain, faults);
  checkType(asked.type, providers, faults);
  const metadata = readMetadata(query, faults);
  checkTerminal(asked.terminal_id, caller, faults);
  const createdFrom = latest(readTime('created_from', asked.created_from, faults), caller.terminal?.since);
  const createdTo = readTime('created_to', asked.created_to, faults);
  const page = readPage(REDEMPTIONS, asked, faults);
  faults.refuse();
  const stored = {
    accountId: caller.accountId,
    livemode: caller.livemode,
    ...page,
    ...given({
      status: asked.status,
      outcome: asked.outcome,
      type: asked.type,
      externalReference: asked.external_reference,
      terminalId: caller.terminal?.terminalId ?? asked.terminal_id,
      createdFrom,
      createdTo,
      metadata: Object.keys(metadata).length > 0 ? metadata : undefined,
    }),
  };
  return { stored, acknowledged: asked.acknowledged === undefined ? undefined : asked.acknowledged === 'true' };
}

/** To a terminal there are no others. */
function checkTerminal(asked: string | undefined, { terminal }: Caller, faults: Faults): void {
  if (!terminal || asked === undefined || asked === terminal.terminalId || faults.has('terminal_id')) return;
  faults.add('terminal_id', 'not_allowed', `must be ${terminal.terminalId}, the name of this terminal, or be left out`);
}

function latest(asked: number | undefined, since: number | undefined): number | undefined {
  return asked === undefined || since === undefined ? (asked ?? since) : Math.max(asked, since);
}

/** A type that does not exist would find nothing, which looks like an empty list. In test mode every type is set up. */
function checkType(type: string | undefined, providers: Providers, faults: Faults): void {
  const known = providers.list(false).map((traits) => traits.type);
  if (type === undefined || known.includes(type) || faults.has('type')) return;
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
    else if (!isText(value, 0, METADATA_VALUE_LENGTH))
      faults.add(name, 'malformed', 'must be one text of at most 500 characters');
    else pairs.push([key, value]);
  }
  if (pairs.length > 20) faults.add('metadata', 'too_many', 'may be filtered by at most 20 keys');
  return Object.fromEntries(pairs);
}
