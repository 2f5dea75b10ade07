// Reads the filters of the list of redemptions.
import { IsIn } from 'class-validator';
import type { Caller } from '../../../core/accounts/caller';
import type { Providers } from '../../../core/providers/gate';
import type { RedemptionQuery } from '../../../core/redemption/store';
import { STATUSES, OUTCOMES, type RedemptionOutcome, type Status } from '../../../core/redemption/redemption';
import { given } from '../../lists/list-filters';
import { Faults } from '../../input/validation';
import { MayBeAbsent } from '../../input/validation-rules';
import { FiltersDto, pageKind, readFilters } from './filters';

/** The filters of redemptions alone, as they arrive. */
export class ListQueryDto extends FiltersDto {
  @MayBeAbsent()
  @IsIn(STATUSES, { message: `must be one of ${STATUSES.join(', ')}` })
  status?: Status;

  @MayBeAbsent()
  @IsIn(OUTCOMES, { message: `must be one of ${OUTCOMES.join(', ')}` })
  outcome?: RedemptionOutcome;

  @MayBeAbsent()
  @IsIn(['true', 'false'], { message: 'must be true or false' })
  acknowledged?: 'true' | 'false';
}

/** The filters of the store, and the one that is looked for row by row. */
export interface ListQuery {
  readonly stored: RedemptionQuery;
  readonly acknowledged?: boolean | undefined;
  /** The kind of list that its cursors belong to. */
  readonly kind: string;
}

/** Throws `ProblemException` 400 with every fault. Asks the store for `limit` rows: callers add the one that shows more. */
export function readListQuery(
  query: Readonly<Record<string, unknown>>,
  caller: Caller,
  providers: Providers,
): ListQuery {
  const faults = new Faults();
  const { asked, filters } = readFilters(ListQueryDto, query, 'redemptions', providers, faults);
  checkTerminal(asked.terminal_id, caller, faults);
  faults.refuse();
  const stored = {
    accountId: caller.accountId,
    livemode: caller.livemode,
    ...filters,
    ...given({
      status: asked.status,
      outcome: asked.outcome,
      terminalId: caller.terminal?.terminalId ?? asked.terminal_id,
      createdFrom: latest(filters.createdFrom, caller.terminal?.since),
    }),
  };
  const acknowledged = asked.acknowledged === undefined ? undefined : asked.acknowledged === 'true';
  return { stored, acknowledged, kind: pageKind('redemptions', stored) };
}

/** To a terminal there are no others. */
function checkTerminal(asked: string | undefined, { terminal }: Caller, faults: Faults): void {
  if (!terminal || asked === undefined || asked === terminal.terminalId || faults.has('terminal_id')) return;
  faults.add('terminal_id', 'not_allowed', `must be ${terminal.terminalId}, the name of this terminal, or be left out`);
}

function latest(asked: number | undefined, since: number | undefined): number | undefined {
  return asked === undefined || since === undefined ? (asked ?? since) : Math.max(asked, since);
}
