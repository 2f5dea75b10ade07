// Finds redemptions by what a person has in hand: any id, reference, PIN or part of one, amount, phone number, till, time.
import type { Caller } from '../../accounts/caller';
import { requirePermission } from '../../accounts/permissions';
import type { Redemption } from '../../redemption/redemption';
import { recordAct } from '../../people/record-act';
import type { RedemptionQuery } from '../../redemption/store';
import type { ShownRedemption } from '../../redemption/shown/shown';
import type { Part } from '../../search/read-query';
import type { SearchQuery } from '../../search/store';
import { understoodAs, type Understood } from '../../search/understood';
import { hasWords, type Word } from '../../search/words';
import type { Paged } from '../../values/page';
import { maskPin } from '../../values/pin';
import { readReference } from '../../values/reference';
import type { Services } from '../services';
import { namedBy, type Named } from './named';
import { looksForPin, referenceWords, SEARCH_PIN, termOf } from './terms';

/** A search as it was asked for. Its parts may hold a PIN: they are neither logged nor stored. */
export interface SearchCommand extends Pick<
  RedemptionQuery,
  'status' | 'outcome' | 'type' | 'createdFrom' | 'createdTo' | 'after' | 'limit'
> {
  readonly parts: readonly Part[];
  /** On later pages: which part the first one took for a beginning (its place in the query), or null for none. */
  readonly beginning?: number | null;
}

export interface SearchResult {
  readonly page: Paged<ShownRedemption>;
  readonly understood: readonly Understood[];
  /** The part that was taken for a beginning: later pages say it again. */
  readonly beginning: number | null;
  /** False while redemptions of an earlier version are still being brought in: what is not found may be there. */
  readonly complete: boolean;
}

const NOTHING: Paged<ShownRedemption> = { rows: [], next: null };

/** What no row can be is an empty page, and `understood` says why. Throws `Refusal` permission_missing where a person may not look for a PIN. */
export async function searchRedemptions(
  services: Services,
  command: SearchCommand,
  caller: Caller,
): Promise<SearchResult> {
  const { parts } = command;
  if (parts.some(({ is }) => is === 'pin')) requirePermission(caller, SEARCH_PIN, services.clock.now());
  const complete = await services.store.search.isFilled();
  const named = await Promise.all(parts.map((part) => namedBy(services, part, caller)));
  const beginning = command.beginning === undefined ? await findBeginning(services, parts, caller) : command.beginning;
  const understood = parts.map((part, index) => understoodAs(part, kindOf(part, named[index], index === beginning)));
  const query = queryOf(services, { named, beginning }, command, caller);
  const page = query ? await pageOf(services, query, named) : NOTHING;
  await noteLook(services, command, page.rows.length, caller);
  return { page, understood, beginning, complete };
}

/** Written before anything is told: who tries PINs is found by what was looked for, by its last four digits, and how much that found. */
async function noteLook(services: Services, { parts }: SearchCommand, found: number, caller: Caller): Promise<void> {
  if (!caller.user) return;
  const pins = parts.flatMap((part) => (looksForPin(part, caller) ? maskPin(part.digits) : []));
  if (pins.length > 0) await recordAct(services, caller, 'pin_searched', null, { pins: pins.join(' '), found });
}

function kindOf(part: Part, named: Named | null | undefined, isBeginning: boolean): Understood['kind'] {
  if (isBeginning) return 'reference_beginning';
  return part.is === 'id' && named?.otherMode ? 'other_mode' : part.is;
}

/** The one reference that nothing is called by exactly. Where there are two, nothing can be meant: a row has one external reference. */
async function findBeginning(services: Services, parts: readonly Part[], caller: Caller): Promise<number | null> {
  for (const [index, part] of parts.entries()) {
    if (part.is !== 'reference' || readReference(part.text).ours) continue;
    const { accountId, livemode } = caller;
    const query = { accountId, livemode, terms: [referenceWords(part.text)], limit: 1 };
    const { rows } = await services.store.search.page(query);
    if (rows.length === 0) return index;
  }
  return null;
}

interface Resolved {
  readonly named: readonly (Named | null)[];
  readonly beginning: number | null;
}

/** All parts as one question to the store. Null where no row can be meant. */
function queryOf(
  services: Services,
  { named, beginning }: Resolved,
  { parts, beginning: _beginning, ...filters }: SearchCommand,
  caller: Caller,
): SearchQuery | null {
  const { accountId, livemode } = caller;
  let from = filters.createdFrom ?? 0;
  let to = filters.createdTo ?? Infinity;
  const terms: (readonly Word[])[] = [];
  const terminals = new Set(named.flatMap((thing) => thing?.terminalId ?? []));
  for (const [index, part] of parts.entries()) {
    if (part.is === 'created') {
      from = Math.max(from, part.from);
      to = Math.min(to, part.to);
    } else if (part.is === 'terminal') terminals.add(part.terminalId);
    else if (!named[index] && index !== beginning) terms.push(termOf(services, part, filters.type, caller));
  }
  const begins = beginning === null ? undefined : parts[beginning];
  if (terminals.size > 1 || from >= to) return null;
  const [terminalId] = terminals;
  return {
    ...filters,
    accountId,
    livemode,
    terms,
    ...(terminalId === undefined ? {} : { terminalId }),
    ...(begins?.is === 'reference' ? { beginning: begins.text } : {}),
    ...(from > 0 ? { createdFrom: from } : {}),
    ...(to < Infinity ? { createdTo: to } : {}),
  };
}

/** Where an id names a redemption it can only be that one, and everything else is checked on it. */
async function pageOf(
  { store }: Services,
  query: SearchQuery,
  named: readonly (Named | null)[],
): Promise<Paged<ShownRedemption>> {
  const things = named.filter((thing) => thing !== null && thing.terminalId === undefined);
  if (things.length === 0) return store.search.page(query);
  const [first] = things;
  const redemption = first?.redemption;
  const isOne = redemption && things.every((thing) => thing?.redemption?.id === redemption.id);
  return isOne && query.after === undefined && isMeant(redemption, query)
    ? { rows: [redemption], next: null }
    : NOTHING;
}

function isMeant(redemption: Redemption, query: SearchQuery): boolean {
  const { status, outcome, type, terminalId, beginning, createdFrom = 0, createdTo = Infinity } = query;
  return (
    hasWords(redemption, query.terms) &&
    (status === undefined || redemption.status === status) &&
    (outcome === undefined || redemption.outcome === outcome) &&
    (type === undefined || redemption.type === type) &&
    (terminalId === undefined || redemption.options.terminal_id === terminalId) &&
    (beginning === undefined || (redemption.externalReference?.startsWith(beginning) ?? false)) &&
    redemption.createdAt >= createdFrom &&
    redemption.createdAt < createdTo
  );
}
