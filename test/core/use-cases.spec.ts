// The calls of the API at the core, over the simulated installation with nothing going wrong: who may do what, and what a repeated
// call gets.
import { typeOf } from '../simulation/gate';
import { CALLER, Installation } from '../simulation/installation';
import { LEDGER_TYPE } from '../simulation/ledger-gate';
import { Chance, World } from '../simulation/world';
import { cancelRedemption } from '../../src/core/use-cases/cancel';
import { captureRedemption } from '../../src/core/use-cases/capture';
import { createRedemption, type CreateCommand } from '../../src/core/use-cases/create';
import type { Services } from '../../src/core/use-cases/services';
import type { Caller } from '../../src/core/accounts/caller';
import type { ProviderGate } from '../../src/core/providers/gate';
import { Pin } from '../../src/core/values/pin';
import { Refusal } from '../../src/core/values/refusal';
import { reserveRedemption } from '../../src/core/use-cases/reserve';
import { refreshRedemption, resolveRedemption } from '../../src/core/use-cases/resolve';
import { reverseRedemption } from '../../src/core/use-cases/reverse';
import { giveVerdict } from '../../src/core/reviews/redemption-reviews';
import { updateRedemption } from '../../src/core/use-cases/update';

/** Runs one story in a calm installation. Nothing stalls, crashes or gets lost unless the story says so. */
async function calm(story: (services: Services, installation: Installation) => Promise<void>): Promise<void> {
  const world = new World(new Chance(7));
  world.chaos = false;
  const installation = new Installation(world, {});
  installation.open = false;
  installation.trouble = 0;
  installation.start(0);
  world.spawn(() => story(installation.anyServer().services, installation));
  await world.run();
}

function command(pin: string, over: Partial<CreateCommand> = {}, key?: string): CreateCommand {
  return {
    type: typeOf('status'),
    source: { pin: new Pin(pin) },
    amountCents: 400,
    currency: 'ZAR',
    captureMethod: 'automatic',
    confirm: true,
    options: { partial: 'decline' },
    metadata: {},
    externalReference: null,
    relatedIds: [],
    ...(key === undefined ? {} : { idempotency: { key, request: `create ${pin} ${String(over.amountCents ?? 400)}` } }),
    ...over,
  };
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'no refusal';
}

test('each line of the timeline has the status right after it, also where one write brought several', () =>
  calm(async (services, installation) => {
    const pin = installation.books.status.issue(400);
    const { redemption } = await createRedemption(services, command(pin), CALLER);
    expect(redemption.journal.map(({ fact, status }) => `${fact} ${status}`)).toEqual([
      'created draft',
      'reserved reserved',
      'confirm_requested reserved',
      'confirm_answered confirmed',
    ]);
  }));

const OTHER_ACCOUNT: Caller = { ...CALLER, accountId: 'acc_2' };
const TILL: Caller = { ...CALLER, keyId: 'key_till', publishable: true };

test('a publishable key finds what an older version recorded for it, and nothing of another key', () =>
  calm(async (services, installation) => {
    // Older versions knew no caller within an account: what a publishable key sent stood where a secret key's stands.
    const older = { ...TILL, publishable: false };
    const pin = installation.books.status.issue(400);
    const held = await createRedemption(services, command(pin, { captureMethod: 'manual' }, 'k1'), older);
    // Its claim is free again, so that nothing but the key says that this was made before.
    await cancelRedemption(services, held.redemption.id, {}, CALLER);
    const again = await createRedemption(services, command(pin, { captureMethod: 'manual' }, 'k1'), TILL);
    expect([again.redemption.id, again.replayed?.route]).toEqual([held.redemption.id, 'create']);
    const stranger = { ...TILL, keyId: 'key_other' };
    const own = await createRedemption(services, command(pin, { captureMethod: 'manual' }, 'k1'), stranger);
    expect(own.replayed).toBeUndefined();
    expect(own.redemption.id).not.toBe(held.redemption.id);
  }));

test('a repeated call gets the first answer, and nothing is sent again', () =>
  calm(async (services, installation) => {
    const pin = installation.books.status.issue(400);
    const first = await createRedemption(services, command(pin, {}, 'k1'), CALLER);
    expect(first.redemption).toMatchObject({ status: 'confirmed', redeemedCents: 400, version: 2 });
    const key = { idempotency: { key: 'k2', request: 'reverse' }, reason: 'returned', amountCents: 100 };
    const reversed = await reverseRedemption(services, first.redemption.id, key, CALLER);
    const again = await createRedemption(services, command(pin, {}, 'k1'), CALLER);
    expect(again.replayed?.answer).toMatchObject({ version: 2, operationCount: 1 });
    const reversedAgain = await reverseRedemption(services, first.redemption.id, key, CALLER);
    expect(reversedAgain.reversal.id).toBe(reversed.reversal.id);
    expect(reversedAgain.redemption.reversedCents).toBe(100);
    expect(installation.books.status.given.size).toBe(1);
    expect(await refusalOf(createRedemption(services, command(pin, { amountCents: 300 }, 'k1'), CALLER))).toBe(
      'idempotency_key_reused',
    );
    expect(
      await refusalOf(createRedemption(services, command(installation.books.status.issue(1), {}, 'k2'), CALLER)),
    ).toBe('idempotency_key_reused');
  }));

test('while the first call still runs the second is told so; after 30 days the key is free again', () =>
  calm(async (services, installation) => {
    const pin = installation.books.status.issue(400);
    const running = createRedemption(services, command(pin, {}, 'k1'), CALLER);
    while (installation.database.rows.size === 0) await installation.world.ticket(null, 'wait');
    expect(await refusalOf(createRedemption(services, command(pin, {}, 'k1'), CALLER))).toBe('idempotency_key_in_use');
    const { redemption } = await running;
    installation.world.now += 30 * 86_400_000;
    const later = await createRedemption(services, command(installation.books.status.issue(400), {}, 'k1'), CALLER);
    expect(later.redemption.id).not.toBe(redemption.id);
    expect(installation.database.rows.get(redemption.id)?.idempotency).toEqual([]);
  }));

test('a redemption that is written at the second try has the time of that: lists show rows soon after it', () =>
  calm(async (services, installation) => {
    const { redemption: old } = await createRedemption(
      services,
      command(installation.books.status.issue(400), {}, 'k1'),
      CALLER,
    );
    installation.world.now += 30 * 86_400_000;
    const { redemptions } = services.store;
    const triedAt: number[] = [];
    const slow = new Proxy(redemptions, {
      get: (_, name: keyof typeof redemptions) => {
        if (name !== 'insert') return (redemptions[name] as (...args: never[]) => unknown).bind(redemptions);
        return async (...args: Parameters<typeof redemptions.insert>) => {
          triedAt.push(installation.world.now);
          const result = await redemptions.insert(...args);
          // Whatever stood in the way took its time to make room.
          installation.world.now += 90_000;
          return result;
        };
      },
    });
    const store = Object.assign({}, services.store, { redemptions: slow });
    const made = await createRedemption(
      Object.assign({}, services, { store }),
      command(installation.books.status.issue(400), { confirm: false }, 'k1'),
      CALLER,
    );
    expect(made.redemption.id).not.toBe(old.id);
    expect(triedAt).toHaveLength(2);
    expect(made.redemption.createdAt).toBe(triedAt[1]);
    expect(installation.database.rows.get(made.redemption.id)?.createdAt).toBe(triedAt[1]);
  }));

test('a draft is reserved, captured for less, given back; each call only where the table allows it', () =>
  calm(async (services, installation) => {
    const pin = installation.books.status.issue(400);
    const { redemption: draft } = await createRedemption(
      services,
      command(pin, { confirm: false, amountCents: 0 }),
      CALLER,
    );
    const { id } = draft;
    expect(await refusalOf(captureRedemption(services, id, {}, CALLER))).toBe('invalid_state');
    const { redemption: held } = await reserveRedemption(services, id, {}, CALLER);
    expect(held).toMatchObject({ status: 'reserved', outcome: 'open', reservedCents: 400, amountCents: 400 });
    expect(await refusalOf(reserveRedemption(services, id, {}, CALLER))).toBe('invalid_state');
    expect(await refusalOf(captureRedemption(services, id, { amountCents: 401 }, CALLER))).toBe(
      'capture_exceeds_reserved',
    );
    expect(await refusalOf(captureRedemption(services, id, { ifMatch: 1 }, CALLER))).toBe('version_conflict');
    const rival = createRedemption(services, command(pin), CALLER);
    expect(await refusalOf(rival)).toBe('voucher_in_use');
    const { redemption: paid } = await captureRedemption(services, id, { amountCents: 150 }, CALLER);
    expect(paid).toMatchObject({ status: 'confirmed', redeemedCents: 150, reservedCents: 0 });
    expect(await refusalOf(cancelRedemption(services, id, {}, CALLER))).toBe('invalid_state');
    const reverse = (more: object) => reverseRedemption(services, id, { reason: 'r', ...more }, CALLER);
    expect(await refusalOf(reverse({}))).toBe('idempotency_required');
    expect(await refusalOf(reverse({ ifMatch: paid.version, amountCents: 151 }))).toBe('reversal_exceeds_redeemed');
    await reverse({ ifMatch: paid.version, amountCents: 100 });
    expect(await refusalOf(reverse({ ifMatch: paid.version, amountCents: 10 }))).toBe('version_conflict');
    const { redemption: last } = await reverse({ ifMatch: paid.version + 1 });
    expect(last.reversedCents).toBe(150);
    await updateRedemption(services, id, { metadata: { a: '1' } }, CALLER);
    expect(installation.database.rows.get(id)).toMatchObject({ metadata: { a: '1' }, version: last.version });
  }));

test('a capture of 0 takes what is held, never the whole voucher', () =>
  calm(async (services, installation) => {
    const pin = installation.books.status.issue(1900);
    const { redemption } = await createRedemption(services, command(pin, { captureMethod: 'manual' }), CALLER);
    const captured = await captureRedemption(services, redemption.id, { amountCents: 0 }, CALLER);
    expect(captured.redemption.redeemedCents).toBe(400);
  }));

test('a reservation lapses and frees the voucher; a capture after that is refused, and says so in the books', () =>
  calm(async (services, installation) => {
    const pin = installation.books.status.issue(400);
    const { redemption } = await createRedemption(services, command(pin, { captureMethod: 'manual' }), CALLER);
    installation.world.now += services.schedule.reservationMs;
    expect(await refusalOf(captureRedemption(services, redemption.id, {}, CALLER))).toBe('invalid_state');
    expect(installation.database.rows.get(redemption.id)).toMatchObject({
      status: 'failed',
      lastError: { code: 'reservation_lapsed' },
    });
    expect((await createRedemption(services, command(pin), CALLER)).redemption.status).toBe('confirmed');
  }));

test('a capture that comes too late frees at once what the provider holds', () =>
  calm(async (services, installation) => {
    await installation.openLedger();
    const source = installation.members.source();
    const asked = { type: LEDGER_TYPE, source, amountCents: 600, captureMethod: 'manual' } as const;
    const { redemption } = await createRedemption(services, command('', asked), CALLER);
    const held = () => installation.disk.plain.every('holds').map(({ units }) => units);
    expect(held()).toEqual([6000n]);
    installation.world.now += services.schedule.reservationMs;
    expect(await refusalOf(captureRedemption(services, redemption.id, {}, CALLER))).toBe('invalid_state');
    expect(held()).toEqual([0n]);
    const release = installation.database.rows.get(redemption.id)?.operations.at(-1);
    expect(release).toMatchObject({ type: 'release', status: 'succeeded' });
  }));

test('others see nothing; a till sees its own', () =>
  calm(async (services, installation) => {
    const pin = installation.books.status.issue(400);
    const { redemption } = await createRedemption(services, command(pin, { captureMethod: 'manual' }), CALLER);
    for (const stranger of [OTHER_ACCOUNT, TILL, { ...CALLER, livemode: true }]) {
      expect(await refusalOf(cancelRedemption(services, redemption.id, {}, stranger))).toBe('not_found');
    }
    const rival = await createRedemption(services, command(pin), TILL).catch((error: unknown) => error);
    expect(rival).toMatchObject({ code: 'voucher_in_use', detail: {} });
    const own = await createRedemption(services, command(pin), CALLER).catch((error: unknown) => error);
    expect(own).toMatchObject({ code: 'voucher_in_use', detail: { extra: { redemption_id: redemption.id } } });
  }));

test('reading a redemption in doubt asks the provider, once: the lease keeps the resolver away', () =>
  calm(async (services, installation) => {
    const pin = installation.books.status.issue(400);
    installation.setTrouble(1);
    let id = '';
    // Until one call goes wrong in a way that leaves doubt behind, as the weather of this installation has it.
    for (let tries = 0; id === ''; tries += 1) {
      const fresh = tries === 0 ? pin : installation.books.status.issue(400);
      const { redemption } = await createRedemption(services, command(fresh), CALLER);
      if (redemption.outcome === 'checking') id = redemption.id;
    }
    installation.setTrouble(0);
    const row = await services.store.redemptions.find(id);
    if (!row?.dueAt) throw new Error('Not due');
    installation.world.now = row.dueAt;
    const [read, resolved] = await Promise.all([
      refreshRedemption(services, row, CALLER),
      resolveRedemption(services, id),
    ]);
    expect([read.operations[0]?.inquiries, resolved?.operations[0]?.inquiries]).toEqual([1, 1]);
  }));

test('a process that was stopped between writing and sending does not send any more', () =>
  calm(async (services, installation) => {
    const pin = installation.books.resend.issue(400);
    const { store } = services;
    const insert = store.redemptions.insert.bind(store.redemptions);
    jest.spyOn(store.redemptions, 'insert').mockImplementation(async (...written) => {
      const result = await insert(...written);
      installation.world.now += 60_000;
      return result;
    });
    const stopped = await createRedemption(services, command(pin, { type: typeOf('resend') }), CALLER);
    expect(stopped.redemption).toMatchObject({ status: 'failed', lastError: { code: 'provider_unavailable' } });
    expect(installation.books.resend.takes.size).toBe(0);
  }));

test('a replay does not call a voucher reserved while its check was never answered: the hold is about to be given up', () =>
  calm(async (services, installation) => {
    const manual = command(installation.books.status.issue(400), { captureMethod: 'manual' }, 'k1');
    const { store } = services;
    const insert = store.redemptions.insert.bind(store.redemptions);
    const dying = jest.spyOn(store.redemptions, 'insert').mockImplementation(async (...written) => {
      await insert(...written);
      return new Promise(() => undefined);
    });
    void createRedemption(services, manual, CALLER);
    while (installation.database.rows.size === 0) await installation.world.ticket(null, 'wait');
    dying.mockRestore();
    installation.world.now += 60_000;
    expect(await refusalOf(createRedemption(services, manual, CALLER))).toBe('idempotency_key_in_use');
    const [id = ''] = installation.database.rows.keys();
    await resolveRedemption(services, id);
    const { redemption, replayed } = await createRedemption(services, manual, CALLER);
    expect([replayed !== undefined, redemption.id, redemption.status]).toEqual([true, id, 'failed']);
  }));

test('doubt about a refund that nobody can be asked about goes to a person at once, and is said as it is', () =>
  calm(async (services, installation) => {
    const gate = services.providers.find(typeOf('status'), false);
    if (!gate) throw new Error('There is no such provider');
    let asked = 0;
    const mute: ProviderGate = {
      ...gate,
      can: { ...gate.can, restore: false, inquireRefund: false },
      refund: () => Promise.resolve({ kind: 'unknown', reason: 'No answer in time' }),
      inquireRefund: () => {
        asked += 1;
        return Promise.resolve({ kind: 'unknown', reason: 'Nobody knows' });
      },
    };
    const parts: Pick<Services, keyof Services> = services;
    const deaf: Services = { ...parts, providers: { find: () => mute, list: () => [mute.traits] } };
    const { redemption } = await createRedemption(deaf, command(installation.books.status.issue(400)), CALLER);
    const back = { reason: 'r', ifMatch: redemption.version };
    const reversed = await reverseRedemption(deaf, redemption.id, back, CALLER);
    expect(reversed.reversal.status).toBe('unknown');
    expect(reversed.redemption.operations.at(-1)?.error?.message).toBe('No answer in time');

    installation.world.now = reversed.redemption.dueAt ?? 0;
    const told = await resolveRedemption(deaf, redemption.id);
    const words = expect.stringMatching(/no way to ask what became of a refund/) as string;
    expect(told).toMatchObject({ outcome: 'paid', dueAt: null, reversals: [{ status: 'unknown' }] });
    expect(told?.operations.at(-1)).toMatchObject({ status: 'unknown', nextAskAt: null, error: { message: words } });
    expect(told?.reviews).toMatchObject([{ reason: 'doubt_unresolved', summary: words, closedAt: null }]);
    expect(asked).toBe(0);

    // It stays so, and a person ends it.
    installation.world.now += 86_400_000;
    expect((await resolveRedemption(deaf, redemption.id))?.rev).toBe(told?.rev);
    const verdict = {
      decision: 'paid',
      note: 'Blue Label says so',
      evidence: 'e-mail',
      ifMatch: told?.version,
    } as const;
    const settled = await giveVerdict(deaf, told?.reviews[0]?.id ?? '', verdict, CALLER).catch(
      (error: unknown) => error,
    );
    expect(settled).toMatchObject({ redemption: { reversedCents: 400, reversals: [{ status: 'succeeded' }] } });
  }));
