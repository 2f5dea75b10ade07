// What takes a second person, at the core: the free limit, proposals and their decisions, verdicts, and PINs that are looked at.
import { calm, refusalOf, servicesOf, sold } from '../simulation/calm';
import { CALLER, type Installation } from '../simulation/installation';
import { MachineClock } from '../simulation/machine-clock';
import { sampleUser } from '../store/contract/people';
import { personOf } from '../tools/console-people';
import type { Caller } from '../../src/core/accounts/caller';
import { ROLES } from '../../src/core/accounts/roles';
import {
  MOST_FREE_REVERSALS,
  MOST_PROPOSALS,
  MOST_PROPOSALS_EACH,
  MOST_REVERSALS,
  MOST_VERDICTS_EACH,
  MOST_WAITING,
  MOST_WAITING_EACH,
} from '../../src/core/redemption/bounds/bounds';
import { leftToReverse } from '../../src/core/redemption/people/headroom';
import type { Proposal } from '../../src/core/redemption/people/proposal';
import type { Redemption } from '../../src/core/redemption/redemption';
import { findReview, giveVerdict } from '../../src/core/reviews/redemption-reviews';
import { listProposals } from '../../src/core/use-cases/four-eyes/list-proposals';
import { approveProposal, proposeReversal, rejectProposal } from '../../src/core/use-cases/four-eyes/proposals';
import { revealPin } from '../../src/core/use-cases/four-eyes/reveal';
import { reversalTerms } from '../../src/core/use-cases/four-eyes/terms';
import { resolveRedemption } from '../../src/core/use-cases/resolve';
import { reverseRedemption } from '../../src/core/use-cases/reverse';
import type { Services } from '../../src/core/use-cases/services';
import { submit } from '../../src/core/use-cases/submit';
import { referenceOf } from '../../src/core/values/reference';
import { DAY_MS, HOUR_MS, isoTime } from '../../src/core/values/time';

const FOR_EVER = Number.MAX_SAFE_INTEGER;
const person = (id: string, role: (typeof ROLES)[number]) => personOf(id, role, CALLER, { presentUntil: FOR_EVER });
const AGENT = person('usr_agent', 'agent');
const ANNE = person('usr_anne', 'approver');
const BEN = person('usr_ben', 'approver');

let keys = 0;
/** One call of its own. */
const command = (amountCents?: number, key = `k${String((keys += 1))}`) => ({
  reason: 'returned',
  amountCents,
  idempotency: { key, request: `reverse ${String(amountCents)}` },
});

const limited = (above: number | null, abovePerDay: number | null = null) => {
  return (story: (services: Services, installation: Installation) => Promise<void>) =>
    calm(async (services, installation) => {
      installation.limits = { above, abovePerDay };
      await story(staffed(services), installation);
    });
};

/** Those of the account who are no callers of the moment: whether somebody still may is asked of the store. */
function staffed(services: Services, disabled: readonly string[] = [], reset: readonly string[] = []): Services {
  const { accountId } = CALLER;
  const users = [AGENT, ANNE, BEN].map(({ user }) => {
    const epoch = user.epoch + (reset.includes(user.id) ? 1 : 0);
    return sampleUser({ ...user, accountId, epoch, disabledAt: disabled.includes(user.id) ? 1 : null });
  });
  const findUser = (id: string) => Promise.resolve(users.find((user) => user.id === id) ?? null);
  return but(services, { store: but(services.store, { people: { findUser } as Services['store']['people'] }) });
}

const reverse = (services: Services, { id }: Redemption, cents: number | undefined, caller: Caller) =>
  reverseRedemption(services, id, command(cents), caller);
const newest = async (services: Services, { id }: Pick<Redemption, 'id'>): Promise<Redemption> => {
  const found = await services.store.redemptions.find(id);
  if (!found) throw new Error('It is gone');
  return found;
};
const approve = async (services: Services, proposal: Pick<Proposal, 'id'>, caller: Caller, redemption: Redemption) =>
  approveProposal(services, proposal.id, { ifMatch: (await newest(services, redemption)).version }, caller);

/** The same, but for what stands in `other`. */
function but<T extends object>(target: T, other: Partial<T>): T {
  return new Proxy(target, {
    get: (of, name) => {
      const value: unknown = Reflect.get(name in other ? other : of, name);
      return typeof value === 'function' ? (value as () => unknown).bind(of) : value;
    },
  });
}

describe('the free limit', () => {
  test('of one redemption: parts add up, whoever gives them back; keys are not bound', () =>
    limited(300)(async (services, installation) => {
      const redemption = await sold(services, installation);
      expect((await reverse(services, redemption, 200, AGENT)).reversal.status).toBe('succeeded');
      expect(await refusalOf(reverse(services, redemption, 101, ANNE))).toEqual({
        code: 'approval_required',
        free_now: 100,
        needs_second_person_above: 300,
        per_day: null,
        propose: true,
      });
      expect((await reverse(services, redemption, 100, ANNE)).reversal.status).toBe('succeeded');
      expect(await refusalOf(reverse(services, redemption, 1, AGENT))).toMatchObject({ free_now: 0 });
      expect((await reverse(services, redemption, undefined, CALLER)).reversal.amountCents).toBe(700);
      const other = await sold(services, installation, { valueCents: 300 });
      expect((await reverse(services, other, undefined, AGENT)).reversal.amountCents).toBe(300);
    }));

  test('ten by people alone, and then it takes two: nobody locks the rest up by giving back cents', () =>
    limited(300)(async (services, installation) => {
      const redemption = await sold(services, installation);
      for (let nth = 0; nth < MOST_FREE_REVERSALS; nth += 1)
        expect((await reverse(services, redemption, 1, nth % 2 ? ANNE : AGENT)).reversal.status).toBe('succeeded');
      expect(await refusalOf(reverse(services, redemption, 1, BEN))).toMatchObject({
        ...{ code: 'approval_required', free_now: 0 },
      });
      expect((await reversalTerms(services, await newest(services, redemption), AGENT)).freeCents).toBe(0);
      // And where nobody is bound: parts come to an end, and all that is left can be given back still.
      while ((await newest(services, redemption)).reversals.length < MOST_REVERSALS)
        await reverse(services, redemption, 1, CALLER);
      expect((await refusalOf(reverse(services, redemption, 1, CALLER))).code).toBe('too_many_reversals');
      expect((await reverse(services, redemption, undefined, CALLER)).redemption.reversedCents).toBe(1000);
    }));

  test('0 lets nobody give anything back alone, and no limit lets everybody', async () => {
    await limited(0)(async (services, installation) => {
      const redemption = await sold(services, installation);
      expect(await refusalOf(reverse(services, redemption, 1, ANNE))).toMatchObject({ code: 'approval_required' });
    });
    await limited(null)(async (services, installation) => {
      const redemption = await sold(services, installation);
      expect((await reverse(services, redemption, undefined, AGENT)).reversal.amountCents).toBe(1000);
      expect(installation.allowances.rows.size).toBe(0);
    });
  });

  test('of a day: of eleven small ones the one that passes the sum takes a second person, until the day is over', () =>
    limited(
      300,
      1000,
    )(async (services, installation) => {
      const redemptions: Redemption[] = [];
      for (let nth = 0; nth < 12; nth += 1) redemptions.push(await sold(services, installation));
      const given: string[] = [];
      for (const redemption of redemptions.slice(0, 11))
        given.push((await refusalOf(reverse(services, redemption, 100, AGENT))).code);
      expect(given).toEqual([...Array.from({ length: 10 }, () => 'no refusal'), 'approval_required']);
      const [last, next] = redemptions.slice(10) as [Redemption, Redemption];
      expect(await refusalOf(reverse(services, last, 1, AGENT))).toMatchObject({ free_now: 0, per_day: 1000 });
      // Of another person, and of keys, nothing was used.
      expect((await reverse(services, next, 100, ANNE)).reversal.status).toBe('succeeded');
      installation.world.now += DAY_MS - HOUR_MS;
      expect((await refusalOf(reverse(services, last, 1, AGENT))).code).toBe('approval_required');
      installation.world.now += 2 * HOUR_MS;
      expect((await refusalOf(reverse(services, last, 100, AGENT))).code).toBe('no refusal');
    }));

  test('of a day: a clock that leaps gives it nobody anew, and shuts nobody out for as long as it leapt', () =>
    limited(
      null,
      1000,
    )(async (services, installation) => {
      const { world } = installation;
      const redemptions: Redemption[] = [];
      for (let nth = 0; nth < 5; nth += 1) redemptions.push(await sold(services, installation));
      const clock = new MachineClock(world, 'leaps', 0);
      const leaping = but(services, { clock });
      clock.aged();
      const back = async (nth: number, cents: number) =>
        (await refusalOf(reverse(leaping, redemptions[nth] as Redemption, cents, AGENT))).code;
      expect(await back(0, 600)).toBe('no refusal');
      clock.aheadMs = 366 * DAY_MS;
      expect([await back(1, 500), await back(1, 400)]).toEqual(['approval_required', 'no refusal']);
      clock.aheadMs = 0;
      expect(await back(2, 500)).toBe('approval_required');
      world.now += DAY_MS;
      expect([await back(2, 500), await back(3, 500), await back(4, 1)]).toEqual([
        'no refusal',
        'no refusal',
        'approval_required',
      ]);
    }));

  test('two at once, in two processes, cannot both have the last of a day', () =>
    limited(
      300,
      300,
    )(async (services, installation) => {
      const redemptions = [await sold(services, installation), await sold(services, installation)];
      const codes = await Promise.all(
        redemptions.map((one, slot) => refusalOf(reverse(servicesOf(installation, slot as 0 | 1), one, 200, AGENT))),
      );
      expect(codes.map(({ code }) => code).sort()).toEqual(['approval_required', 'no refusal']);
    }));

  test('of a day: tries of one call for all that is left count for the most that one of them finds', () =>
    limited(
      1000,
      1000,
    )(async (services, installation) => {
      const redemption = await sold(services, installation);
      const { id } = redemption;
      const { proposal } = await proposeReversal(services, id, command(999), ANNE);
      const all = command(undefined);
      // The first try is about the one cent that is left, and is held up on its way to the store.
      let [arrive, letGo] = [(): void => undefined, (): void => undefined];
      const arrived = new Promise<void>((resolve) => (arrive = resolve));
      const held = new Promise<void>((resolve) => (letGo = resolve));
      const replace: Services['store']['redemptions']['replace'] = async (...written) => {
        arrive();
        await held;
        return services.store.redemptions.replace(...written);
      };
      const store = but(services.store, { redemptions: but(services.store.redemptions, { replace }) });
      const parts: Pick<Services, keyof Services> = services;
      const first = reverseRedemption({ ...parts, store }, id, all, ANNE);
      await arrived;
      const { version: ifMatch } = await newest(services, redemption);
      const elsewhere = servicesOf(installation, 1);
      await rejectProposal(elsewhere, proposal.id, { note: 'n', ifMatch }, ANNE);
      expect((await reverseRedemption(elsewhere, id, all, ANNE)).reversal.amountCents).toBe(1000);
      letGo();
      expect((await first).reversal.amountCents).toBe(1000);
      const other = await sold(services, installation);
      expect(await refusalOf(reverse(services, other, 1, ANNE))).toMatchObject({ code: 'approval_required' });
    }));

  test('what is refused, and what fails, does not count; a repeat counts once', () =>
    limited(
      300,
      300,
    )(async (services, installation) => {
      const redemption = await sold(services, installation);
      const free = async () => (await reversalTerms(services, await newest(services, redemption), AGENT)).freeCents;
      const stale = { ...command(300), ifMatch: 99 };
      expect((await refusalOf(reverseRedemption(services, redemption.id, stale, AGENT))).code).toBe('version_conflict');
      expect(await free()).toBe(300);
      const gate = services.providers.find(redemption.type, false);
      if (!gate) throw new Error('There is no such provider');
      const no = () => Promise.resolve({ kind: 'declined', code: 'provider_rejected', proof: 'record' } as const);
      const parts: Pick<Services, keyof Services> = services;
      const refusing: Services = { ...parts, providers: { find: () => ({ ...gate, refund: no }), list: () => [] } };
      expect((await reverse(refusing, redemption, 300, AGENT)).reversal.status).toBe('failed');
      expect(await free()).toBe(300);
      const once = command(200, 'once');
      for (let time = 0; time < 3; time += 1)
        expect((await reverseRedemption(services, redemption.id, once, AGENT)).redemption.reversedCents).toBe(200);
      expect(await free()).toBe(100);
    }));

  test('where a process died with a reversal that failed since, the next one that needs the room finds it out', () =>
    limited(
      null,
      300,
    )(async (services, installation) => {
      const redemption = await sold(services, installation);
      const gate = services.providers.find(redemption.type, false);
      if (!gate) throw new Error('There is no such provider');
      const no = () => Promise.resolve({ kind: 'declined', code: 'provider_rejected', proof: 'record' } as const);
      const parts: Pick<Services, keyof Services> = services;
      const refusing: Services = { ...parts, providers: { find: () => ({ ...gate, refund: no }), list: () => [] } };
      const before = new Map(installation.allowances.rows);
      await reverse(refusing, redemption, 300, AGENT);
      // As if nothing had been given up: the first write stands alone.
      const failed = (await newest(services, redemption)).reversals[0]?.id ?? '';
      const use = { kind: 'reversal', at: installation.world.now, redemptionId: redemption.id } as const;
      installation.allowances.rows.set('usr_agent:test', {
        ...{ id: 'usr_agent:test', accountId: 'acc_1', livemode: false, userId: 'usr_agent', rev: 9, updatedAt: 0 },
        uses: [{ ...use, key: 'left', reversalId: failed, amountCents: 300, holders: 1 }],
      });
      expect(before.size).toBe(0);
      expect((await reverse(services, redemption, 300, AGENT)).reversal.status).toBe('succeeded');
    }));

  test('of two tries of one call the refused one does not take the room of the other', () =>
    limited(
      300,
      300,
    )(async (services, installation) => {
      const redemption = await sold(services, installation);
      const call = command(300, 'one call');
      const other = servicesOf(installation, 1);
      await Promise.all([
        refusalOf(reverseRedemption(services, redemption.id, { ...call, ifMatch: 99 }, AGENT)),
        refusalOf(reverseRedemption(other, redemption.id, { ...call, ifMatch: redemption.version }, AGENT)),
      ]);
      const { reversedCents } = await newest(services, redemption);
      const second = await sold(services, installation);
      const free = (await reversalTerms(services, second, AGENT)).freeCents;
      expect(free + reversedCents).toBeLessThanOrEqual(300);
    }));
});

describe('a proposal', () => {
  test('is approved by somebody else, on the version that was seen, and its reversal begins in the same write', () =>
    limited(300)(async (services, installation) => {
      const redemption = await sold(services, installation);
      const { proposal, redemption: proposed } = await proposeReversal(services, redemption.id, command(700), ANNE);
      expect(proposal).toMatchObject({ status: 'waiting', amountCents: 700, by: { kind: 'user', id: 'usr_anne' } });
      expect([proposed.version, proposed.dueAt]).toEqual([redemption.version, proposal.lapsesAt]);
      const { version } = proposed;
      const refused = async (caller: Caller, ifMatch: number | undefined = version) =>
        (await refusalOf(approveProposal(services, proposal.id, { ifMatch }, caller))).code;
      expect(await refused(ANNE)).toBe('own_proposal');
      expect(await refused(CALLER)).toBe('key_not_allowed');
      for (const role of ['viewer', 'agent', 'admin'] as const)
        expect(await refused(person(`usr_${role}`, role))).toBe('permission_missing');
      expect(await refused(personOf('usr_ben', 'approver', CALLER, { presentUntil: null }))).toBe('step_up_required');
      expect(await refused(BEN, 99)).toBe('version_conflict');
      expect((await refusalOf(approveProposal(services, proposal.id, {}, BEN))).code).toBe('if_match_required');
      expect(await refused({ ...BEN, accountId: 'acc_2' })).toBe('not_found');
      expect(await refused({ ...BEN, livemode: true })).toBe('not_found');
      expect(installation.books.status.given.size).toBe(0);

      const done = await approveProposal(services, proposal.id, { ifMatch: version }, BEN);
      expect(done.reversal).toMatchObject({ status: 'succeeded', amountCents: 700, reason: 'returned' });
      expect(done.proposal).toMatchObject({ status: 'approved', decidedBy: { id: 'usr_ben' } });
      const lines = done.redemption.journal.filter(({ fact }) => /approved|reverse_requested/.test(fact));
      expect(lines.map(({ fact }) => fact)).toEqual(['reversal_approved', 'reverse_requested']);
      expect(new Set(lines.map(({ writeId }) => writeId)).size).toBe(1);
      // The same again finds it; somebody else is told; nothing more is given.
      const again = await approveProposal(services, proposal.id, { ifMatch: version }, BEN);
      expect([again.reversal.id, again.replayed?.reversalId]).toEqual([done.reversal.id, done.reversal.id]);
      const { code, proposal_status: status } = await refusalOf(
        approve(services, proposal, person('usr_c', 'approver'), redemption),
      );
      expect([code, status]).toEqual(['proposal_decided', 'approved']);
      expect(installation.books.status.given.size).toBe(1);
      // What was approved is nobody's free reversal.
      expect((await reverse(services, redemption, 300, AGENT)).reversal.amountCents).toBe(300);
    }));

  test('of two who approve at once, in two processes, one begins the reversal', () =>
    limited(0)(async (services, installation) => {
      for (let round = 0; round < 10; round += 1) {
        const redemption = await sold(services, installation);
        const { proposal } = await proposeReversal(services, redemption.id, command(), AGENT);
        const given = installation.books.status.given.size;
        const codes = await Promise.all(
          [ANNE, BEN].map((one, slot) =>
            refusalOf(approve(servicesOf(installation, slot as 0 | 1), proposal, one, redemption)),
          ),
        );
        expect(codes.map(({ code }) => code).sort()).toEqual(['no refusal', 'proposal_decided']);
        expect(installation.books.status.given.size).toBe(given + 1);
        expect((await newest(services, redemption)).reversals).toHaveLength(1);
      }
    }));

  test('sets its amount aside, also against keys, until it is rejected', () =>
    limited(300)(async (services, installation) => {
      const redemption = await sold(services, installation);
      const { proposal } = await proposeReversal(services, redemption.id, command(700), AGENT);
      expect(await refusalOf(reverse(services, redemption, 301, CALLER))).toEqual({
        code: 'reversal_exceeds_redeemed',
        redeemed_amount: 1000,
        reversible_amount: 300,
        proposed_amount: 700,
      });
      expect((await refusalOf(proposeReversal(services, redemption.id, command(301), ANNE))).code).toBe(
        'reversal_exceeds_redeemed',
      );
      expect((await reverse(services, redemption, undefined, CALLER)).reversal.amountCents).toBe(300);
      const { version } = await newest(services, redemption);
      const no = { note: 'helped already', ifMatch: version };
      expect((await refusalOf(rejectProposal(services, proposal.id, no, CALLER))).code).toBe('key_not_allowed');
      expect((await refusalOf(rejectProposal(services, proposal.id, no, AGENT))).code).toBe('permission_missing');
      const rejected = await rejectProposal(services, proposal.id, no, BEN);
      expect(rejected.proposal).toMatchObject({ status: 'rejected', note: 'helped already', reversalId: null });
      expect((await rejectProposal(services, proposal.id, no, BEN)).redemption.rev).toBe(rejected.redemption.rev);
      expect((await refusalOf(approve(services, proposal, BEN, redemption))).code).toBe('proposal_decided');
      expect(leftToReverse(await newest(services, redemption))).toBe(700);
    }));

  test('lapses after a day, whoever comes first', () =>
    limited(0)(async (services, installation) => {
      const redemption = await sold(services, installation);
      const { proposal } = await proposeReversal(services, redemption.id, command(), AGENT);
      installation.world.now = proposal.lapsesAt - 1;
      expect((await resolveRedemption(services, redemption.id))?.proposals?.[0]?.status).toBe('waiting');
      installation.world.now = proposal.lapsesAt;
      expect((await refusalOf(approve(services, proposal, BEN, redemption))).code).toBe('proposal_lapsed');
      const lapsed = await resolveRedemption(services, redemption.id);
      expect(lapsed?.proposals).toMatchObject([{ status: 'lapsed', decidedBy: null, decidedAt: proposal.lapsesAt }]);
      expect(lapsed).toMatchObject({ dueAt: null, proposalWaitsSince: null });
      expect(lapsed?.journal.at(-1)).toMatchObject({ fact: 'reversal_proposal_lapsed', actor: { kind: 'resolver' } });
      expect((await refusalOf(approve(services, proposal, BEN, redemption))).code).toBe('proposal_lapsed');
      expect((await reverse(services, redemption, undefined, CALLER)).reversal.amountCents).toBe(1000);
    }));

  test('says so where the state has changed meanwhile', () =>
    limited(300)(async (services, installation) => {
      const redemption = await sold(services, installation);
      const { proposal, redemption: seen } = await proposeReversal(services, redemption.id, command(500), AGENT);
      await reverse(services, redemption, 200, ANNE);
      const late = approveProposal(services, proposal.id, { ifMatch: seen.version }, BEN);
      expect(await refusalOf(late)).toEqual({ code: 'version_conflict', current_version: seen.version + 1 });
      expect((await approve(services, proposal, BEN, redemption)).redemption.reversedCents).toBe(700);
    }));

  test('a repeat of the call finds the same one, and what holds a PIN is refused', () =>
    limited(0)(async (services, installation) => {
      const redemption = await sold(services, installation, {
        valueCents: 400,
        recovery: 'lookup',
        over: { amountCents: 100 },
      });
      const call = command(50, 'one dialog');
      const first = await proposeReversal(services, redemption.id, call, AGENT);
      const again = await proposeReversal(services, redemption.id, call, AGENT);
      expect([again.proposal.id, again.replayed?.route]).toEqual([first.proposal.id, 'propose']);
      const other = { ...call, idempotency: { key: 'one dialog', request: 'a reversal' } };
      expect((await refusalOf(reverseRedemption(services, redemption.id, other, AGENT))).code).toBe(
        'idempotency_key_reused',
      );
      const change = installation.books.lookup.takes.values().next().value?.changePin ?? '';
      const telling = { ...command(10), reason: `he says ${change}` };
      expect((await refusalOf(proposeReversal(services, redemption.id, telling, AGENT))).code).toBe('pin_in_text');
      const note = { note: `he says ${change}`, ifMatch: redemption.version };
      expect((await refusalOf(rejectProposal(services, first.proposal.id, note, BEN))).code).toBe('pin_in_text');
    }));

  test('what people write holds no number that may be a PIN, of whatever voucher', () =>
    limited(0)(async (services, installation) => {
      const redemption = await sold(services, installation);
      const reason = 'he says 5433 4904-7532 2326';
      const told = { code: 'pin_in_text' };
      expect(
        await refusalOf(proposeReversal(services, redemption.id, { ...command(10), reason }, AGENT)),
      ).toMatchObject(told);
      expect(
        await refusalOf(reverseRedemption(services, redemption.id, { ...command(10), reason }, AGENT)),
      ).toMatchObject(told);
      const { proposal } = await proposeReversal(services, redemption.id, command(10), AGENT);
      const rejected = { note: reason, ifMatch: redemption.version };
      expect(await refusalOf(rejectProposal(services, proposal.id, rejected, BEN))).toMatchObject(told);
      // A phone number is none, and a program knows what it writes.
      await proposeReversal(services, redemption.id, { ...command(11, 'phone'), reason: 'call 082 123 4567' }, AGENT);
      await reverseRedemption(services, redemption.id, { ...command(10, 'program'), reason }, CALLER);
    }));

  test('one person asks for the same once while that waits, to the cent; another amount, another person and a key may', () =>
    limited(0)(async (services, installation) => {
      const redemption = await sold(services, installation);
      const ask = (cents: number | undefined, caller: Caller) =>
        refusalOf(proposeReversal(services, redemption.id, command(cents), caller));
      const call = command(150, 'one dialog');
      const { proposal } = await proposeReversal(services, redemption.id, call, AGENT);
      installation.world.now += HOUR_MS;
      const refused = {
        ...{ code: 'proposal_waiting', proposal_id: proposal.id },
        ...{ asked_at: isoTime(proposal.at), lapses_at: isoTime(proposal.lapsesAt) },
      };
      expect(await ask(150, AGENT)).toEqual(refused);
      expect((await newest(services, redemption)).proposals).toHaveLength(1);
      // The same call is answered as it was.
      const again = await proposeReversal(services, redemption.id, call, AGENT);
      expect([again.proposal.id, again.replayed?.proposalId]).toEqual([proposal.id, proposal.id]);
      // What is not there cannot be asked for in any case.
      expect((await ask(1001, AGENT)).code).toBe('reversal_exceeds_redeemed');
      for (const [cents, caller] of [
        [151, AGENT],
        [150, ANNE],
        [150, CALLER],
        [150, CALLER],
      ] as const)
        expect([cents, (await ask(cents, caller)).code]).toEqual([cents, 'no refusal']);
      // Five wait: that the same waits is said all the same.
      expect(await ask(150, AGENT)).toEqual(refused);
      const seen = { ifMatch: redemption.version };
      await rejectProposal(services, proposal.id, { ...seen, note: 'no' }, BEN);
      expect((await ask(150, AGENT)).code).toBe('no refusal');
    }));

  test('what was approved or has run out waits no more: the same can be asked for again', () =>
    limited(0)(async (services, installation) => {
      const redemption = await sold(services, installation);
      const { proposal } = await proposeReversal(services, redemption.id, command(100), AGENT);
      await approve(services, proposal, BEN, redemption);
      const { proposal: second } = await proposeReversal(services, redemption.id, command(100), AGENT);
      installation.world.now = second.lapsesAt;
      // Nobody has come by yet to say that it has.
      expect((await newest(services, redemption)).proposals?.at(-1)?.status).toBe('waiting');
      const third = await refusalOf(proposeReversal(services, redemption.id, command(100), AGENT));
      expect(third.code).toBe('no refusal');
    }));

  test('of who was disabled, reset or lost the right since nobody approves any more; rejected it sets free what it had', () =>
    limited(0)(async (services, installation) => {
      const redemption = await sold(services, installation);
      const { proposal } = await proposeReversal(services, redemption.id, command(600), AGENT);
      for (const now of [staffed(services, ['usr_agent']), staffed(services, [], ['usr_agent'])])
        expect((await refusalOf(approve(now, proposal, BEN, redemption))).code).toBe('proposal_lapsed');
      const reset = staffed(services, [], ['usr_agent']);
      await rejectProposal(reset, proposal.id, { note: 'ask anew', ifMatch: redemption.version }, BEN);
      expect((await newest(services, redemption)).reversals).toHaveLength(0);
      const { proposal: second } = await proposeReversal(services, redemption.id, command(600), AGENT);
      const approved = await approve(services, second, BEN, redemption);
      // What began before is shown again, whatever became of who asked.
      const again = await approve(reset, second, BEN, redemption);
      expect(again.reversal.id).toBe(approved.reversal.id);
    }));

  test('of two windows that ask for the same at once, at two processes, one makes a proposal', () =>
    limited(0)(async (services, installation) => {
      for (let round = 0; round < 10; round += 1) {
        const redemption = await sold(services, installation);
        const codes = await Promise.all(
          ([0, 1] as const).map((slot) =>
            refusalOf(proposeReversal(servicesOf(installation, slot), redemption.id, command(150), AGENT)),
          ),
        );
        expect(codes.map(({ code }) => code).sort()).toEqual(['no refusal', 'proposal_waiting']);
        const { proposals = [] } = await newest(services, redemption);
        expect(proposals).toHaveLength(1);
        expect(codes.find(({ code }) => code === 'proposal_waiting')).toMatchObject({ proposal_id: proposals[0]?.id });
      }
    }));

  test('there may be two of one person that wait, and five; five of one person, and twenty in all', () =>
    limited(0)(async (services, installation) => {
      const redemption = await sold(services, installation);
      let cents = 0;
      const propose = (caller = CALLER) =>
        refusalOf(proposeReversal(services, redemption.id, command((cents += 1)), caller));
      const rejectAll = async () => {
        for (const { id, status } of (await newest(services, redemption)).proposals ?? [])
          if (status === 'waiting')
            await rejectProposal(services, id, { note: 'no', ifMatch: redemption.version }, BEN);
      };
      for (let made = 0; made < MOST_PROPOSALS_EACH; made += 1) {
        if (made > 0 && made % MOST_WAITING_EACH === 0) {
          const full = { code: 'too_many_proposals', most_waiting: MOST_WAITING_EACH };
          expect(await propose(AGENT)).toEqual(full);
          await rejectAll();
        }
        expect((await propose(AGENT)).code).toBe('no refusal');
      }
      expect(await propose(AGENT)).toEqual({ code: 'too_many_proposals', most_proposals: MOST_PROPOSALS_EACH });
      expect((await propose(ANNE)).code).toBe('no refusal');
      await rejectAll();
      for (let made = 0; made < MOST_PROPOSALS - MOST_PROPOSALS_EACH - 1; made += 1) {
        if (made > 0 && made % MOST_WAITING === 0) {
          expect(await propose()).toEqual({ code: 'too_many_proposals', most_waiting: MOST_WAITING });
          await rejectAll();
        }
        expect((await propose()).code).toBe('no refusal');
      }
      await rejectAll();
      expect(await propose()).toEqual({ code: 'too_many_proposals', most_proposals: MOST_PROPOSALS });
    }));

  test('the list goes over redemptions in pages, and leaves out what is of others', () =>
    limited(0)(async (services, installation) => {
      const made: string[] = [];
      for (let nth = 0; nth < 4; nth += 1) {
        const redemption = await sold(services, installation);
        for (const cents of [10, 20]) {
          installation.world.now += 1000;
          made.unshift((await proposeReversal(services, redemption.id, command(cents), AGENT)).proposal.id);
        }
      }
      const read = async (limit: number, caller: Caller = ANNE) => {
        const ids: string[] = [];
        for (let page = await listProposals(services, { limit }, caller); ;) {
          ids.push(...page.proposals.map(({ proposal }) => proposal.id));
          if (!page.next) return ids;
          page = await listProposals(services, { limit, after: page.next }, caller);
        }
      };
      for (const limit of [1, 3, 100]) expect(await read(limit)).toEqual(made);
      expect(await read(100, { ...ANNE, accountId: 'acc_2' })).toEqual([]);
      const approved = await listProposals(services, { limit: 10, status: 'approved' }, ANNE);
      expect(approved.proposals).toEqual([]);
    }));
});

describe('a verdict', () => {
  const doubtful = async (
    services: Services,
    installation: Installation,
    asker = CALLER,
    before = (_sold: Redemption): Promise<void> => Promise.resolve(),
  ): Promise<Redemption> => {
    const redemption = await sold(services, installation);
    await before(redemption);
    const gate = services.providers.find(redemption.type, false);
    if (!gate) throw new Error('There is no such provider');
    const silent = () => Promise.resolve({ kind: 'unknown', reason: 'No answer' } as const);
    const parts: Pick<Services, keyof Services> = services;
    const mute = { ...gate, refund: silent, can: { ...gate.can, inquireRefund: false } };
    const deaf: Services = { ...parts, providers: { find: () => mute, list: () => [] } };
    const { redemption: open } = await reverse(deaf, redemption, 500, asker);
    installation.world.now = open.dueAt ?? 0;
    return (await resolveRedemption(deaf, redemption.id)) ?? open;
  };

  test('over the limit counts once another person gives the same within a day', () =>
    limited(300)(async (services, installation) => {
      const open = await doubtful(services, installation);
      const review = open.reviews[0]?.id ?? '';
      const give = (decision: 'paid' | 'not_paid', caller: Caller) =>
        giveVerdict(services, review, { decision, note: 'n', evidence: 'e', ifMatch: open.version }, caller);
      expect((await refusalOf(give('paid', AGENT))).code).toBe('permission_missing');
      const first = await give('paid', ANNE);
      expect(first.review).toMatchObject({ closedAt: null, proposed: { decision: 'paid', by: { id: 'usr_anne' } } });
      // The same person is no second one, and another verdict is not the same.
      expect((await give('paid', ANNE)).redemption.rev).toBe(first.redemption.rev);
      expect((await give('not_paid', BEN)).review).toMatchObject({
        closedAt: null,
        proposed: { decision: 'not_paid' },
      });
      expect((await give('paid', ANNE)).review.closedAt).toBeNull();
      installation.world.now += DAY_MS;
      expect((await give('paid', BEN)).review.closedAt).toBeNull();
      // Who was let out since is no first of two, and what comes after begins anew.
      const without = staffed(services, ['usr_ben']);
      const alone = { decision: 'paid', note: 'n', evidence: 'e', ifMatch: open.version } as const;
      expect((await giveVerdict(without, review, alone, ANNE)).review.closedAt).toBeNull();
      // What else he quotes is his own.
      const quoting = { ...alone, evidence: `As of ${referenceOf(`rdm_${'a'.repeat(24)}`, `op_${'b'.repeat(24)}`)}` };
      const settled = await giveVerdict(services, review, quoting, BEN);
      expect(settled.review.verdict).toMatchObject({ decision: 'paid', by: { id: 'usr_ben' } });
      expect(settled.redemption.reversedCents).toBe(500);
    }));

  test('of a person who changes his mind without end leaves the others room to say otherwise', () =>
    limited(300)(async (services, installation) => {
      // Nor do proposals to give value back, of which there were as many as there may be.
      const open = await doubtful(services, installation, CALLER, async ({ id, version }) => {
        for (let made = 0; made < MOST_PROPOSALS; made += 1) {
          const { proposal } = await proposeReversal(services, id, command(1), CALLER);
          await rejectProposal(services, proposal.id, { note: 'no', ifMatch: version }, BEN);
        }
      });
      const review = open.reviews[0]?.id ?? '';
      const give = (decision: 'paid' | 'not_paid', caller: Caller) =>
        giveVerdict(services, review, { decision, note: 'n', evidence: 'e', ifMatch: open.version }, caller);
      for (let given = 0; given < MOST_VERDICTS_EACH; given += 1) await give(given % 2 ? 'paid' : 'not_paid', ANNE);
      const refused = refusalOf(give('paid', ANNE));
      expect(await refused).toEqual({ code: 'too_many_proposals', most_verdicts: MOST_VERDICTS_EACH });
      await expect(give('paid', ANNE)).rejects.toThrow('somebody else can give another one');
      // What she said last lapses, and another person begins anew; she can still agree.
      installation.world.now += DAY_MS;
      expect((await give('paid', BEN)).review.closedAt).toBeNull();
      const settled = await give('paid', ANNE);
      expect(settled.review.verdict).toMatchObject({ decision: 'paid', by: { id: 'usr_anne' } });
    }));

  test('of who was reset since counts once he has said it anew', () =>
    limited(300)(async (services, installation) => {
      const open = await doubtful(services, installation);
      const review = open.reviews[0]?.id ?? '';
      const said = { decision: 'not_paid', note: 'n', evidence: 'e', ifMatch: open.version } as const;
      // Whoever had taken over the account of Ben.
      const first = await giveVerdict(services, review, said, BEN);
      const after = staffed(services, [], ['usr_ben']);
      const ben: Caller = { ...BEN, user: { ...BEN.user, epoch: BEN.user.epoch + 1 } };
      const anew = await giveVerdict(after, review, said, ben);
      expect([anew.review.closedAt, anew.redemption.rev]).toEqual([null, first.redemption.rev + 1]);
      expect((await giveVerdict(after, review, said, ben)).redemption.rev).toBe(anew.redemption.rev);
      const { review: closed } = await giveVerdict(after, review, said, ANNE);
      expect(closed.verdict).toMatchObject({ decision: 'not_paid', by: { id: 'usr_anne' } });
    }));

  test('of two people at the same moment: the same one counts, another one settles nothing', () =>
    limited(300)(async (services, installation) => {
      const atOnce = async (within: Services, anne: 'paid' | 'not_paid', ben: 'paid' | 'not_paid') => {
        const open = await doubtful(services, installation);
        const review = open.reviews[0]?.id ?? '';
        const give = (decision: 'paid' | 'not_paid', caller: Caller) =>
          giveVerdict(within, review, { decision, note: 'n', evidence: 'e', ifMatch: open.version }, caller);
        await Promise.all([give(anne, ANNE), give(ben, BEN)]);
        const { journal, reversedCents } = await newest(services, open);
        return [reversedCents, ...journal.map(({ fact }) => fact).filter((fact) => fact.startsWith('verdict_'))];
      };
      expect(await atOnce(services, 'paid', 'paid')).toEqual([500, 'verdict_proposed', 'verdict_given']);
      expect(await atOnce(services, 'not_paid', 'not_paid')).toEqual([0, 'verdict_proposed', 'verdict_given']);
      expect(await atOnce(services, 'paid', 'not_paid')).toEqual([0, 'verdict_proposed', 'verdict_proposed']);
      // Who was let out as he said it is no first of two in a race either, whichever of them that is.
      const without = staffed(services, ['usr_anne', 'usr_ben']);
      expect(await atOnce(without, 'paid', 'paid')).toEqual([0, 'verdict_proposed', 'verdict_proposed']);
    }));

  test('that a cent of it moved is a verdict on all of it', () =>
    limited(300)(async (services, installation) => {
      const open = await doubtful(services, installation);
      const said = { decision: 'paid', note: 'n', evidence: 'e', ifMatch: open.version, amountCents: 1 } as const;
      const review = open.reviews[0]?.id ?? '';
      const first = await giveVerdict(services, review, said, ANNE);
      expect(first.review).toMatchObject({ closedAt: null, proposed: { amountCents: 1 } });
      expect(leftToReverse(first.redemption)).toBe(500);
      const { redemption } = await giveVerdict(services, review, said, BEN);
      expect(redemption.journal.find(({ fact }) => fact === 'verdict_given')?.detail).toMatchObject({ amount: 1 });
    }));

  test('on a reversal of his own takes another person, whatever it comes to, where there is a limit', async () => {
    const story = (above: number | null, abovePerDay: number | null) =>
      limited(
        above,
        abovePerDay,
      )(async (services, installation) => {
        const open = await doubtful(services, installation, ANNE);
        const said = { decision: 'not_paid', note: 'n', evidence: 'e', ifMatch: open.version } as const;
        const review = open.reviews[0]?.id ?? '';
        const first = await giveVerdict(services, review, said, ANNE);
        const isBound = above !== null || abovePerDay !== null;
        expect(first.review.closedAt === null).toBe(isBound);
        if (isBound) expect((await giveVerdict(services, review, said, BEN)).review.closedAt).not.toBeNull();
      });
    await story(1000, null);
    // A limit of the day alone as well: what a verdict calls failed is taken out of the day, and could be had again.
    await story(null, 2000);
    await story(null, null);
  });

  test('up to the limit, of a key, and where it moves nothing takes one', () =>
    limited(500)(async (services, installation) => {
      const open = await doubtful(services, installation);
      const review = open.reviews[0]?.id ?? '';
      const verdict = { decision: 'not_paid', note: 'n', evidence: 'e', ifMatch: open.version } as const;
      expect((await giveVerdict(services, review, verdict, ANNE)).review.verdict).not.toBeNull();
      installation.limits = { above: 0, abovePerDay: null };
      const other = await doubtful(services, installation);
      const id = other.reviews[0]?.id ?? '';
      const paid = { ...verdict, decision: 'paid', ifMatch: other.version } as const;
      expect((await giveVerdict(services, id, paid, CALLER)).review.verdict).not.toBeNull();
      const by = { actor: { kind: 'system', id: 'test' }, requestId: null } as const;
      const seen = await submit(services, other.id, by, () => ({
        facts: [{ kind: 'review_opened', reason: 'statement_differs', operationId: null, summary: 's' }],
      }));
      const last = seen.reviews.at(-1)?.id ?? '';
      expect(
        (await giveVerdict(services, last, { ...paid, ifMatch: seen.version }, BEN)).review.closedAt,
      ).not.toBeNull();
      expect((await findReview(services, last, BEN)).review.proposed).toBeUndefined();
    }));
});

describe('a look at a PIN', () => {
  const changed = (services: Services, installation: Installation) =>
    sold(services, installation, { recovery: 'lookup', over: { amountCents: 100 } });
  const look = (services: Services, { id }: Redemption, caller: Caller, reason = 'lost the slip') =>
    revealPin(services, id, { voucher: 'change', reason }, caller);

  test('takes the right, presence and a reason, and stands in the journal without the PIN', () =>
    calm(async (services, installation) => {
      const redemption = await changed(services, installation);
      const { changePin } = [...installation.books.lookup.takes.values()].at(-1) ?? {};
      for (const role of ['viewer', 'agent', 'admin'] as const)
        expect((await refusalOf(look(services, redemption, person(`usr_${role}`, role)))).code).toBe(
          'permission_missing',
        );
      const absent = personOf('usr_anne', 'approver', CALLER, { presentUntil: null });
      expect((await refusalOf(look(services, redemption, absent))).code).toBe('step_up_required');
      expect((await refusalOf(look(services, redemption, { ...ANNE, accountId: 'acc_2' }))).code).toBe('not_found');
      expect((await refusalOf(look(services, redemption, ANNE, `it is ${String(changePin)}`))).code).toBe(
        'pin_in_text',
      );
      const refund = { voucher: 'refund', reason: 'r' } as const;
      expect((await refusalOf(revealPin(services, redemption.id, refund, ANNE))).code).toBe('not_found');
      const seen = await look(services, redemption, ANNE);
      expect(seen.pin).toBe(changePin);
      const { version, journal } = seen.redemption;
      expect(version).toBe(redemption.version);
      expect(journal.at(-1)).toMatchObject({
        fact: 'pin_revealed',
        actor: { kind: 'user', id: 'usr_anne' },
        detail: { voucher: 'change', reversal_id: null, reason: 'lost the slip' },
      });
      expect(JSON.stringify(journal)).not.toContain(changePin);
    }));

  test('is written before the PIN leaves: a store that does not take it shows nothing', () =>
    calm(async (services, installation) => {
      const redemption = await changed(services, installation);
      const { redemptions } = services.store;
      const failing = jest.spyOn(redemptions, 'replace').mockRejectedValue(new Error('away'));
      await expect(look(services, redemption, ANNE)).rejects.toThrow('away');
      failing.mockRestore();
      expect((await newest(services, redemption)).journal.some(({ fact }) => fact === 'pin_revealed')).toBe(false);
    }));

  test('ten a day of one person, and no more; another person has ten of her own', () =>
    calm(async (services, installation) => {
      const redemption = await changed(services, installation);
      for (let nth = 0; nth < 10; nth += 1) await look(services, redemption, ANNE);
      expect(await refusalOf(look(services, redemption, ANNE))).toEqual({ code: 'too_many_reveals', most_reveals: 10 });
      expect((await refusalOf(look(services, redemption, BEN))).code).toBe('no refusal');
      expect((await refusalOf(look(services, redemption, CALLER))).code).toBe('no refusal');
      installation.world.now += DAY_MS;
      expect((await refusalOf(look(services, redemption, ANNE))).code).toBe('no refusal');
    }));

  test('of a refund: of the one there is, of the one that is named, and never of one that was erased', () =>
    calm(async (services, installation) => {
      const redemption = await sold(services, installation);
      const first = await reverse(services, redemption, 100, CALLER);
      const of = (reversalId?: string) =>
        revealPin(services, redemption.id, { voucher: 'refund', reversalId, reason: 'r' }, ANNE);
      const pins = [...installation.books.status.given.values()].map(({ pin }) => pin);
      expect(await of()).toMatchObject({ pin: pins[0], reversalId: first.reversal.id });
      const second = await reverse(services, redemption, 200, CALLER);
      expect((await refusalOf(of())).code).toBe('validation_failed');
      expect((await of(first.reversal.id)).pin).toBe(pins[0]);
      const sealedPins = [second.reversal.refundVoucher?.sealedPin ?? ''];
      const by = { actor: { kind: 'system', id: 'upkeep' }, requestId: null } as const;
      await submit(services, redemption.id, by, () => ({ facts: [{ kind: 'pins_erased', sealedPins, why: 'spent' }] }));
      expect((await refusalOf(of(second.reversal.id))).code).toBe('pin_erased');
      expect((await refusalOf(of('rev_none'))).code).toBe('not_found');
    }));
});

describe('terms', () => {
  test('say before anything is sent what is left, what is free, and how it comes back', () =>
    limited(
      300,
      1000,
    )(async (services, installation) => {
      const redemption = await sold(services, installation);
      const terms = async (caller: Caller) => {
        const { redemption: shown, ...rest } = await reversalTerms(
          services,
          await newest(services, redemption),
          caller,
        );
        expect(shown.id).toBe(redemption.id);
        return rest;
      };
      const fresh = {
        ...{ leftCents: 1000, waitingCents: 0, waiting: [] },
        ...{ givesBack: 'new_voucher', givesBackPart: 'new_voucher', reversible: true, whyNot: null },
      };
      expect(await terms(CALLER)).toEqual({ ...fresh, freeCents: 1000, secondPersonAboveCents: null });
      expect(await terms(AGENT)).toEqual({ ...fresh, freeCents: 300, secondPersonAboveCents: 300 });
      await proposeReversal(services, redemption.id, command(800), AGENT);
      expect(await terms(AGENT)).toMatchObject({ leftCents: 200, waitingCents: 800, secondPersonAboveCents: null });
      expect((await terms(ANNE)).waiting).toMatchObject([{ amountCents: 800, by: { id: 'usr_agent' } }]);
      await reverse(services, redemption, undefined, CALLER);
      expect(await terms(ANNE)).toMatchObject({
        ...{ leftCents: 0, freeCents: 0, reversible: false, givesBack: 'unknown' },
        whyNot: { code: 'reversal_exceeds_redeemed' },
      });
      const whole = await sold(services, installation, { recovery: 'resend' });
      const parts = { givesBack: 'same_voucher', givesBackPart: 'new_voucher' };
      expect(await reversalTerms(services, whole, ANNE)).toMatchObject(parts);
    }));
});
