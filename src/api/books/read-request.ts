// Reads the filters of reversals and the days of a report. Every fault at once, no decision.
import { IsIn } from 'class-validator';
import type { Caller } from '../../core/accounts/caller';
import type { DaysQuery, ReversalQuery } from '../../core/books/store';
import type { Providers } from '../../core/providers/gate';
import { OPERATION_STATUSES, type OperationStatus } from '../../core/redemption/redemption';
import { DAY_MS } from '../../core/values/time';
import { checkQuery, Faults } from '../input/validation';
import { IsText, MayBeAbsent } from '../input/validation-rules';
import { parseDate, readOffset } from '../lists/days';
import { given } from '../lists/list-filters';
import { FiltersDto, pageKind, readFilters } from '../redemptions/lists/filters';

/** Days that one report may span: a quarter. */
export const MOST_DAYS = 92;

class ReversalsQueryDto extends FiltersDto {
  @MayBeAbsent()
  @IsIn(OPERATION_STATUSES, { message: `must be one of ${OPERATION_STATUSES.join(', ')}` })
  status?: OperationStatus;
}

/** Throws `ProblemException` 400 with every fault. `kind`: the kind of list that its cursors belong to. */
export function readReversalsQuery(
  query: Readonly<Record<string, unknown>>,
  caller: Caller,
  providers: Providers,
): { stored: ReversalQuery; kind: string } {
  const faults = new Faults();
  const { asked, filters } = readFilters(ReversalsQueryDto, query, 'reversals', providers, faults);
  faults.refuse();
  const stored = {
    accountId: caller.accountId,
    livemode: caller.livemode,
    ...filters,
    ...given({ status: asked.status }),
  };
  return { stored, kind: pageKind('reversals', stored) };
}

class DaysDto {
  @IsText(40)
  from!: string;

  @IsText(40)
  to!: string;

  @MayBeAbsent()
  @IsText(40)
  utc_offset?: string;
}

/** The same of a report: its days, and the instants at which they begin and end. */
export function readDaysQuery(query: Readonly<Record<string, unknown>>, caller: Caller): DaysQuery {
  const faults = new Faults();
  const asked = checkQuery(DaysDto, query, faults);
  const offsetMs = readOffset(asked.utc_offset, faults);
  const from = readDay('from', asked.from, faults);
  const to = readDay('to', asked.to, faults);
  if (to < from) faults.add('to', 'out_of_range', 'must not be before from');
  else if (to - from >= MOST_DAYS * DAY_MS)
    faults.add('to', 'out_of_range', `must be at most ${String(MOST_DAYS)} days from from, that day included`);
  faults.refuse();
  const { accountId, livemode } = caller;
  return { accountId, livemode, from: from - offsetMs, to: to + DAY_MS - offsetMs, offsetMs };
}

function readDay(param: string, text: unknown, faults: Faults): number {
  if (typeof text !== 'string' || faults.has(param)) return NaN;
  const day = parseDate(text);
  if (day === undefined) faults.add(param, 'malformed', 'must be a date such as 2026-01-31');
  return day ?? NaN;
}
