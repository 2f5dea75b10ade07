// From a request about reconciliations to a query or the terms of a run: every fault at once. Decides nothing.
import { IsIn } from 'class-validator';
import type { Caller } from '../../core/accounts/caller';
import type { Providers } from '../../core/providers/gate';
import {
  DIFFERENCE_KINDS,
  HOLDINGS,
  type DifferenceKind,
  type Holdings,
  type RunTerms,
} from '../../core/reconciliations/run';
import type { DifferenceQuery } from '../../core/reconciliations/store';
import type { OwnedPage } from '../../core/values/page';
import { holdsLongNumber } from '../../core/values/pin-text';
import { redacted } from '../../core/values/redact';
import { checkQuery, Faults } from '../input/validation';
import { IsText, MayBeAbsent } from '../input/validation-rules';
import { readEnd, readOffset } from '../lists/days';
import { given, PageDto, readPage, readTime } from '../lists/list-filters';

/** The kinds of list that cursors belong to. */
export const RUNS = 'reconciliations';
export const DIFFERENCES = 'reconciliation_differences';

class TermsDto {
  @IsText(64)
  provider!: string;

  @MayBeAbsent()
  @IsText(40)
  from?: string;

  @MayBeAbsent()
  @IsText(40)
  to?: string;

  @MayBeAbsent()
  @IsText(40)
  utc_offset?: string;

  @MayBeAbsent()
  @IsIn(HOLDINGS, { message: `must be one of ${HOLDINGS.join(', ')}` })
  holds?: Holdings;

  @MayBeAbsent()
  @IsText(40)
  made?: string;

  @MayBeAbsent()
  @IsText(200)
  statement?: string;
}

class DifferencesDto extends PageDto {
  @MayBeAbsent()
  @IsIn(DIFFERENCE_KINDS, { message: `must be one of ${DIFFERENCE_KINDS.join(', ')}` })
  kind?: DifferenceKind;
}

/** Providers that settle by a statement. */
export function settledProviders(providers: Providers): string[] {
  return providers.list(false).flatMap(({ provider, keptHere }) => (keptHere === true ? [] : [provider]));
}

/** Throws `ProblemException` 400 with every fault. */
export function readTerms(query: Readonly<Record<string, unknown>>, caller: Caller, providers: Providers): RunTerms {
  const faults = new Faults();
  const asked = checkQuery(TermsDto, query, faults);
  const offsetMs = readOffset(asked.utc_offset, faults);
  const fromAt = readEnd('from', asked.from, 'from', offsetMs, faults) ?? null;
  const toAt = readEnd('to', asked.to, 'to', offsetMs, faults) ?? null;
  if (fromAt !== null && toAt !== null && fromAt >= toAt) faults.add('to', 'out_of_range', 'must be after from');
  const madeAt = readTime('made', asked.made, faults) ?? null;
  const traits = providers.list(false).find((one) => one.provider === asked.provider && one.keptHere !== true);
  if (!traits && typeof asked.provider === 'string' && !faults.has('provider'))
    faults.add('provider', 'not_allowed', `must be one of ${settledProviders(providers).join(', ')}`);
  faults.refuse();
  const { holds = null, statement = null } = asked;
  const name = statement !== null && caller.user ? nameOf(statement) : statement;
  return { type: traits?.type ?? '', statement: name, fromAt, toAt, offsetMs, holds, madeAt };
}

/** Files are called by days and times, written together or apart: they may be many digits, and are no PIN. */
const DAY =
  /(?<!\d)20\d\d[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:0[1-9]|[12]\d|3[01])(?:[-_. T]?(?:[01]\d|2[0-3])(?:[-_.:]?[0-5]\d){1,2})?(?!\d)/g;

/** What a person calls a file is shown to everybody, and may hold what a customer read out. What it is called decides nothing. */
function nameOf(statement: string): string {
  return holdsLongNumber(statement.replace(DAY, '')) ? redacted(statement) : statement;
}

/** Limited to the caller's account and mode. Throws `ProblemException` 400 with every fault. */
export function readRunsQuery(query: Readonly<Record<string, unknown>>, caller: Caller): OwnedPage {
  const faults = new Faults();
  const page = readPage(RUNS, checkQuery(PageDto, query, faults), faults);
  faults.refuse();
  return { accountId: caller.accountId, livemode: caller.livemode, ...page };
}

/** Of one run. Throws `ProblemException` 400 with every fault. */
export function readDifferencesQuery(query: Readonly<Record<string, unknown>>, runId: string): DifferenceQuery {
  const faults = new Faults();
  const asked = checkQuery(DifferencesDto, query, faults);
  const { limit, after } = readPage(DIFFERENCES, asked, faults);
  if (after && after.id !== runId) faults.add('cursor', 'malformed', 'is not a cursor of this list');
  faults.refuse();
  return { runId, after: after?.createdAt ?? 0, limit, ...given({ kind: asked.kind }) };
}

/** Throws `ProblemException` 400 where the text cannot be the id of a reconciliation. */
export function readRunId(id: string): string {
  const faults = new Faults();
  if (!/^rcn_[0-9a-f]{24}$/.test(id)) faults.add('id', 'malformed', 'must be rcn_ and 24 hex digits');
  faults.refuse();
  return id;
}
