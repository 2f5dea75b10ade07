// What the ids and references in a query name: one redemption, or one terminal.
import { belongsTo, type Caller } from '../../accounts/caller';
import type { Redemption } from '../../redemption/redemption';
import type { Part } from '../../search/read-query';
import { partWord } from '../../search/words';
import { readReference } from '../../values/reference';
import type { Services } from '../services';

/** What an id names. Of other accounts there is nothing: their redemptions are `null` like those that do not exist. */
export interface Named {
  readonly redemption: Redemption | null;
  readonly terminalId?: string;
  readonly otherMode?: boolean;
}

/** Null where the part is no name of one thing. */
export async function namedBy(services: Services, part: Part, caller: Caller): Promise<Named | null> {
  if (part.is === 'id') return inSight(await thingOf(services, part.id, caller), caller);
  if (part.is !== 'reference') return null;
  const { ours, reference } = readReference(part.text);
  const redemption = ours ? await services.store.redemptions.findByReference(reference) : null;
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
