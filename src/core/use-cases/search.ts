// Finds redemptions by what a person has in hand: any id, reference, PIN or part of one, amount, phone number, till, time.
import type { Caller } from '../accounts/caller';
import { belongsTo } from '../accounts/caller';
import { requirePermission, roleHolds } from '../accounts/permissions';
import type { Redemption } from '../redemption/redemption';
import type { RedemptionQuery } from '../redemption/store';
import type { ShownRedemption } from '../redemption/shown/shown';
import type { Part } from '../search/read-query';
import type { SearchQuery } from '../search/store';
import { understoodAs, type Understood } from '../search/understood';
import {
  amountWord,
  claimWord,
  externalWord,
  hasWords,
  nameWord,
  partWord,
  phoneWord,
  pinEndWord,
  type Word,
} from '../search/words';
import type { Paged } from '../values/page';
import { Pin } from '../values/pin';
import { readReference } from '../values/reference';
import { claimDigestOf } from './pin-in-text';
import type { Services } from './services';

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

const SEARCH_PIN = 'records.search_pin';

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
  return { page, understood, beginning, complete };
}

/** What an id names. Of other accounts there is nothing: their redemptions are `null` like those that do not exist. */
interface Named {
  readonly redemption: Redemption | null;
  readonly terminalId?: string;
  readonly otherMode?: boolean;
}

function kindOf(part: Part, named: Named | null | undefined, isBeginning: boolean): Understood['kind'] {
  if (isBeginning) return 'reference_beginning';
  return part.is === 'id' && named?.otherMode ? 'other_mode' : part.is;
}

/** Null where the part is no name of one thing. */
async function namedBy(services: Services, part: Part, caller: Caller): Promise<Named | null> {
  if (part.is === 'id') return inSight(await thingOf(services, part.id, caller), caller);
  if (part.is !== 'reference' || !readReference(part.text).ours) return null;
  const redemption = await services.store.redemptions.findByReference(part.text);
  return redemption && belongsTo(redemption, caller) ? { redemption } : null;
}

interface Thing {
  readonly accountId: string;
  readonly livemode: boolean;
  readonly redemption?: Redemption | null;
  readonly terminalId?: string;
}

function inSight(thing: Thing | null, caller: Caller): Named {
  if (thing?.accountId !== caller.accountId) return { redemption: null };
  if (thing.livemode !== caller.livemode) return { redemption: null, otherMode: true };
  const { redemption = null, terminalId } = thing;
  return { redemption, ...(terminalId === undefined ? {} : { terminalId }) };
}

/** The record that bears an id, whosever it is. */
async function thingOf({ store }: Services, id: string, caller: Caller): Promise<Thing | null> {
  switch (id.split('_', 1)[0]) {
    case 'rdm':
      return ofRedemption(await store.redemptions.find(id));
    case 'rvw':
      return ofRedemption(await store.redemptions.findByReview(id));
    case 'op':
    case 'rev':
      return partOf(store, id, caller);
    case 'trm':
      return store.terminals.find(id);
    case 'evt':
      return ofEvent(store, await store.events.find(id));
    case 'dlv': {
      const delivery = await store.webhooks.findDelivery(id);
      return delivery && ofEvent(store, { ...delivery });
    }
    default:
      return null;
  }
}

function ofRedemption(redemption: Redemption | null): Thing | null {
  return redemption && { accountId: redemption.accountId, livemode: redemption.livemode, redemption };
}

type Told = Pick<Redemption, 'accountId' | 'livemode'> & { readonly redemptionId: string | null };

/** Events and deliveries may outlive what they tell of, and may be of points. */
async function ofEvent(store: Services['store'], told: Told | null): Promise<Thing | null> {
  if (!told) return null;
  const { accountId, livemode, redemptionId } = told;
  const isVoucher = redemptionId?.startsWith('rdm_') === true;
  return { accountId, livemode, redemption: isVoucher ? await store.redemptions.find(redemptionId) : null };
}

/** A store may tell ids by a part of them alone: among a million of one second two are alike. */
const MOST_ALIKE = 10;

function hasPart({ operations, reversals }: Redemption, id: string): boolean {
  return [...operations, ...reversals].some((part) => part.id === id);
}

/** Operations and reversals are found by their words, in the caller's mode first. */
async function partOf(store: Services['store'], id: string, { accountId, livemode }: Caller): Promise<Thing | null> {
  for (const mode of [livemode, !livemode]) {
    const query = { accountId, livemode: mode, terms: [[partWord(id)]], limit: MOST_ALIKE };
    const { rows } = await store.search.page(query);
    for (const row of rows) {
      const redemption = await store.redemptions.find(row.id);
      if (redemption && hasPart(redemption, id)) return { accountId, livemode: mode, redemption };
    }
  }
  return null;
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

/** The words of which a row must have one. Digits may be somebody's order number whatever else they look like. */
function termOf(services: Services, part: Part, type: string | undefined, caller: Caller): readonly Word[] {
  switch (part.is) {
    case 'pin':
      return [...pinWords(services, part.digits, type, caller), ...referenceWords(part.digits)];
    case 'pin_end':
      return [pinEndWord(part.digits), externalWord(part.digits)];
    case 'amount':
      return [amountWord(part.amountCents)];
    case 'phone':
      return [
        phoneWord(services.sealer.phoneDigest(part.number)),
        ...(part.digits.length < LEAST_PIN_DIGITS || !mayLookForPins(caller)
          ? []
          : pinWords(services, part.digits, type, caller)),
        ...referenceWords(part.digits),
      ];
    case 'reference':
      return referenceWords(part.text);
    default:
      throw new Error(`${part.is} is no term`);
  }
}

/** A phone number with its country in front may be a PIN of another kind. */
const LEAST_PIN_DIGITS = 12;

function mayLookForPins({ user }: Caller): boolean {
  return user === undefined || roleHolds(user.role, SEARCH_PIN);
}

function referenceWords(text: string): readonly Word[] {
  return [nameWord(text), externalWord(text)];
}

/** A PIN does not say of which type it is: the claim it would have as each of them. */
function pinWords(
  { providers, sealer }: Services,
  digits: string,
  only: string | undefined,
  { livemode }: Caller,
): readonly Word[] {
  const claims = providers.list(false).flatMap(({ type }): Word[] => {
    if (only !== undefined && only !== type) return [];
    const gate = providers.find(type, livemode) ?? providers.find(type, false);
    const field = gate?.traits.sourceFields.find(({ sensitive }) => sensitive);
    const claim = field && gate?.claimOf?.({ [field.name]: new Pin(digits) });
    return claim === undefined ? [] : [claimWord(claimDigestOf(sealer, type, livemode, claim))];
  });
  return [...new Set(claims)];
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
