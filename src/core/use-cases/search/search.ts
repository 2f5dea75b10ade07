// Finds redemptions by what a person has in hand: any id, reference, PIN or part of one, amount, phone number, till, time.
import type { Caller } from '../../accounts/caller';
import { requirePermission } from '../../accounts/permissions';
import { recordAct } from '../../people/record-act';
import type { ShownRedemption } from '../../redemption/shown/shown';
import { StoreUnavailable } from '../../store-unavailable';
import { type Known, understoodAs, type Understood } from '../../search/understood';
import type { Paged, Position } from '../../values/page';
import { maskPin } from '../../values/pin';
import { countGuess } from '../pins/pin-in-text';
import type { Services } from '../services';
import { namedBy } from './named';
import { pageOf } from './pages';
import { queriesOf, type Resolved, type SearchCommand } from './queries';
import { beginningOf, isGuess, looksForPin, SEARCH_PIN, termOf } from './terms';
import { tillsIn } from './tills';

export interface SearchResult {
  readonly page: Paged<ShownRedemption>;
  /** Another page of the same search: the words stay what they were taken for, and the look is not written down again. */
  readonly pageAfter: (position: Position) => Promise<Paged<ShownRedemption>>;
  readonly understood: readonly Understood[];
  /** The part that was taken for a beginning: later pages say it again. */
  readonly beginning: number | null;
  /** False while redemptions of an earlier version are still being brought in: what is not found may be there. */
  readonly complete: boolean;
}

/** For a file, which has no place to say that rows are missing. Throws `StoreUnavailable` where a search would not be `complete`. */
export async function requireComplete({ store }: Pick<Services, 'store'>): Promise<void> {
  if (await store.search.isFilled()) return;
  throw new StoreUnavailable(new Error('the words of redemptions of an earlier version are still being brought in'));
}

/**
 * What no row can be is an empty page, and `understood` says why. Throws `Refusal` permission_missing where a person may not look for a
 * PIN, too_many_pin_attempts where he has looked for too many PINs and phone numbers.
 */
export async function searchRedemptions(
  services: Services,
  command: SearchCommand,
  caller: Caller,
): Promise<SearchResult> {
  const { parts } = command;
  if (parts.some(({ is }) => is === 'pin')) requirePermission(caller, SEARCH_PIN, services.clock.now());
  for (const part of parts) if (isGuess(part)) countGuess(services, caller);
  const complete = await services.store.search.isFilled();
  const named = await Promise.all(parts.map((part) => namedBy(services, part, caller)));
  const carried = carriedBeginning(command);
  const tills = (await tillsIn(services, command, caller)).map((ids, index) => (index === carried ? null : ids));
  const beginning = carried === undefined ? await findBeginning(services, { parts, tills }, caller) : carried;
  const resolved: Resolved = { named, tills, beginning };
  const understood = parts.map((part, index) => understoodAs(part, knownOf(resolved, index)));
  const read = (asked: SearchCommand) =>
    pageOf(services.store.search, queriesOf(services, resolved, asked, caller), named);
  const page = await read(command);
  await noteLook(services, command, page.rows.length, caller);
  return { page, pageAfter: (after) => read({ ...command, after }), understood, beginning, complete };
}

/**
 * Written before anything is told: who tries PINs or phone numbers is found by what was looked for, by its last four digits, and how much
 * that found.
 */
async function noteLook(services: Services, { parts }: SearchCommand, found: number, caller: Caller): Promise<void> {
  if (!caller.user) return;
  const pins = parts.flatMap((part) => (looksForPin(part, caller) ? maskPin(part.digits) : []));
  if (pins.length > 0) await recordAct(services, caller, 'pin_searched', null, { pins: pins.join(' '), found });
  const phones = parts.flatMap((part) => (part.is === 'phone' ? maskPin(part.number) : []));
  if (phones.length > 0)
    await recordAct(services, caller, 'phone_searched', null, { phone_numbers: phones.join(' '), found });
}

/** A cursor may be of a version that read the query otherwise. */
function carriedBeginning({ parts, beginning }: SearchCommand): number | null | undefined {
  const part = parts[beginning ?? -1];
  return part && beginningOf(part) === null ? null : beginning;
}

/** What is known of each part beyond its form. */
function knownOf({ named, tills, beginning }: Resolved, index: number): Known {
  if (index === beginning) return { kind: 'reference_beginning' };
  if (named[index]?.otherMode) return { kind: 'other_mode' };
  return { tills: tills[index] ?? undefined };
}

/**
 * The one reference that nothing is called by exactly, nor is of that amount. Where there are two, nothing can be meant: a row has one
 * external reference.
 */
async function findBeginning(
  services: Services,
  { parts, tills }: Pick<SearchCommand & Resolved, 'parts' | 'tills'>,
  caller: Caller,
): Promise<number | null> {
  for (const [index, part] of parts.entries()) {
    if (tills[index] || beginningOf(part) === null) continue;
    const { accountId, livemode } = caller;
    const query = { accountId, livemode, terms: [termOf(services, part, undefined, caller)], limit: 1 };
    const { rows } = await services.store.search.page(query);
    if (rows.length === 0) return index;
  }
  return null;
}
