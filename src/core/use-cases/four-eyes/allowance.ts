// Takes something from what a person may do in a day, before it is done, and gives it back where it was not. Two calls at once
// cannot both have the last of it: each write is a compare-and-set.
import {
  allowanceId,
  liesAhead,
  recentUses,
  reversalsOf,
  type Allowance,
  type ApprovalLimits,
  type Use,
  type UsesAsOf,
} from '../../accounts/allowance';
import type { Caller } from '../../accounts/caller';
import type { Clock } from '../../values/ports';
import { Refusal } from '../../values/refusal';
import type { Services } from '../services';

/** Only other processes take the same person's: each race is lost to one of them. */
const MOST_TRIES = 20;

/** A person who calls. */
export type Person = Caller & Required<Pick<Caller, 'user'>>;

/** Whether the caller is a person of the console, and not a key. */
export function isPerson(caller: Caller): caller is Person {
  return caller.user !== undefined;
}

/** The limits of the caller's account. A key has none. */
export async function limitsFor(services: Services, caller: Caller): Promise<ApprovalLimits> {
  if (!isPerson(caller)) return { above: null, abovePerDay: null };
  return services.approvalLimits(caller.accountId, caller.livemode);
}

/** What this person used in the last 24 hours. */
export async function usesOf({ store, clock }: Services, { user, livemode }: Person): Promise<Use[]> {
  return recentUses(await store.allowances.find(allowanceId(user.id, livemode)), asOf(clock));
}

function asOf(clock: Clock): UsesAsOf {
  return { now: clock.now(), aged: clock.aged() };
}

/**
 * Durably notes the use, and returns it; where a use with its key stands, that one, held by one more call, for the greater of both
 * amounts. `refusalOf` is asked with all else that stands, and says why this one is too much; not for a repeat that asks for no more. Before that is the last word, reversals that have failed since are taken out. Throws
 * that refusal, and too_many_concurrent_writes.
 */
export function takeUse(
  services: Services,
  person: Person,
  wanted: Omit<Use, 'at'>,
  refusalOf: (uses: readonly Use[]) => Refusal | null,
): Promise<Use> {
  const id = allowanceId(person.user.id, person.livemode);
  return services.lock.run(id, async () => {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const standing = await services.store.allowances.find(id);
      const times = asOf(services.clock);
      const use: Use = { ...wanted, at: services.clock.dated() };
      let uses = recentUses(standing, times);
      const earlier = uses.find(({ key }) => key === use.key);
      if (!earlier || earlier.amountCents < use.amountCents) {
        // By now it is about more than was counted: the earlier try has let that through, and not this.
        const besides = () => uses.filter(({ key }) => key !== use.key);
        if (refusalOf(besides())) uses = await withoutFailed(services, uses);
        const refusal = refusalOf(besides());
        if (refusal) {
          // Otherwise nothing is written for who is refused, and he would be for as long as the clock ran ahead.
          const isOld = !liesAhead(standing, times.now);
          if (isOld || (await services.store.allowances.put(nextOf(person, standing, uses, times.now)))) throw refusal;
          continue;
        }
      }
      const taken = earlier ? heldOnceMore(earlier, use) : use;
      const others = uses.filter(({ key }) => key !== use.key);
      if (await services.store.allowances.put(nextOf(person, standing, [...others, taken], times.now))) return taken;
    }
    throw new Refusal('too_many_concurrent_writes', 'Others keep counting for this person: try again', {
      retryAfterMs: 1000,
    });
  });
}

/** Any of the tries may be the one that is written: what counts is the most that one of them asks for. */
function heldOnceMore(earlier: Use, { at, amountCents }: Use): Use {
  return { ...earlier, at, amountCents: Math.max(earlier.amountCents, amountCents), holders: earlier.holders + 1 };
}

/**
 * For a call that did not do it after all; the last of those that hold it takes it out. A process that dies before leaves it standing
 * for the rest of its day: that counts too much, and never too little.
 */
export function releaseUse(services: Services, person: Person, { key }: Use): Promise<void> {
  const { allowances } = services.store;
  const id = allowanceId(person.user.id, person.livemode);
  return services.lock.run(id, async () => {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const standing = await allowances.find(id);
      const times = asOf(services.clock);
      const uses = recentUses(standing, times);
      const held = uses.find((use) => use.key === key);
      if (!held) return;
      const others = uses.filter((use) => use !== held);
      const left = held.holders > 1 ? [{ ...held, holders: held.holders - 1 }] : [];
      if (await allowances.put(nextOf(person, standing, [...others, ...left], times.now))) return;
    }
  });
}

function nextOf(person: Person, standing: Allowance | null, uses: readonly Use[], at: number): Allowance {
  const { accountId, livemode, user } = person;
  const rev = (standing?.rev ?? 0) + 1;
  return { id: allowanceId(user.id, livemode), accountId, livemode, userId: user.id, rev, updatedAt: at, uses };
}

/**
 * A reversal that is known to have failed gave nothing back, and will not. One that its redemption does not know counts on: it may still be
 * about to be written.
 */
async function withoutFailed({ store }: Services, uses: readonly Use[]): Promise<Use[]> {
  const ids = [...new Set(reversalsOf(uses).map(({ redemptionId }) => redemptionId))];
  const found = await Promise.all(ids.map((id) => store.redemptions.find(id)));
  const failed = new Set(
    found.flatMap((redemption) =>
      (redemption?.reversals ?? []).filter(({ status }) => status === 'failed').map(({ id }) => id),
    ),
  );
  return uses.filter(({ reversalId }) => reversalId === null || !failed.has(reversalId));
}
