// All parts of a query as questions to the store. Where a word may mean several things there are several, and a row that answers one of
// them is found.
import type { Caller } from '../../accounts/caller';
import type { RedemptionQuery } from '../../redemption/store';
import type { Part } from '../../search/read-query';
import type { SearchQuery } from '../../search/store';
import type { Word } from '../../search/words';
import type { Instant } from '../../values/time';
import type { Services } from '../services';
import type { Named } from './named';
import { beginningOf, termOf } from './terms';

/** A search as it was asked for. Its parts may hold a PIN: they are neither logged nor stored. */
export interface SearchCommand extends Pick<
  RedemptionQuery,
  'status' | 'outcome' | 'type' | 'createdFrom' | 'createdTo' | 'after' | 'limit'
> {
  readonly parts: readonly Part[];
  /** When the first page was asked for: tills that came in later are not meant. */
  readonly asOf: Instant;
  /** On later pages: which part the first one took for a beginning (its place in the query), or null for none. */
  readonly beginning?: number | null;
}

/** What was found out about the parts of a query, each at its place. */
export interface Resolved {
  readonly named: readonly (Named | null)[];
  readonly tills: readonly (readonly string[] | null)[];
  readonly beginning: number | null;
}

/** None where no row can be meant. */
export function queriesOf(
  services: Services,
  resolved: Resolved,
  command: SearchCommand,
  caller: Caller,
): readonly SearchQuery[] {
  const { parts, asOf: _asOf, beginning: _beginning, ...filters } = command;
  const span = spanOf(command);
  if (span.createdFrom !== undefined && span.createdTo !== undefined && span.createdFrom >= span.createdTo) return [];
  const begins = resolved.beginning === null ? undefined : parts[resolved.beginning];
  const beginning = (begins && beginningOf(begins)) ?? undefined;
  const { accountId, livemode } = caller;
  return readingsOf(parts, resolved).flatMap((reading) => {
    const query = {
      ...filters,
      ...span,
      accountId,
      livemode,
      terms: termsOf(services, reading, command, caller),
      ...(beginning === undefined ? {} : { beginning }),
    };
    const terminals = terminalsOf(reading);
    return terminals ? terminals.map((terminalId) => ({ ...query, terminalId })) : [query];
  });
}

/** A word that is a till, and may be a reference, is the one and then the other. */
function readingsOf(parts: readonly Part[], resolved: Resolved): readonly Resolved[] {
  const either = parts.findIndex((part, index) => part.is === 'reference' && resolved.tills[index]);
  if (either < 0) return [resolved];
  return [resolved, { ...resolved, tills: resolved.tills.map((till, index) => (index === either ? null : till)) }];
}

function spanOf({
  parts,
  createdFrom = 0,
  createdTo = Infinity,
}: SearchCommand): Pick<SearchQuery, 'createdFrom' | 'createdTo'> {
  const spans = parts.flatMap((part) => (part.is === 'created' ? [part] : []));
  const from = Math.max(createdFrom, ...spans.map((span) => span.from));
  const to = Math.min(createdTo, ...spans.map((span) => span.to));
  return { ...(from > 0 ? { createdFrom: from } : {}), ...(to < Infinity ? { createdTo: to } : {}) };
}

/** The tills that every part allows which names one; null where none does. */
function terminalsOf({ named, tills }: Resolved): readonly string[] | null {
  const each = [...tills, ...named.map((thing) => (thing?.terminalId === undefined ? null : [thing.terminalId]))];
  const [first, ...others] = each.filter((ids) => ids !== null);
  return first?.filter((id) => others.every((ids) => ids.includes(id))) ?? null;
}

function termsOf(
  services: Services,
  { named, tills, beginning }: Resolved,
  { parts, type }: SearchCommand,
  caller: Caller,
): (readonly Word[])[] {
  return parts.flatMap((part, index) => {
    if (part.is === 'created' || named[index] || tills[index] || index === beginning) return [];
    return [termOf(services, part, type, caller)];
  });
}
