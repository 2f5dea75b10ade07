// The ledger on every engine: calls that race each other inside one server and between two, and books that add up afterwards.
import { balanceOf, type Book } from '../../src/core/points/book/book';
import { differencesFromJournal } from '../../src/core/points/verify/compare-book';
import type { Entry } from '../../src/core/points/book/entry';
import { adjust, forfeit, hold, moveWallet, release } from '../../src/core/points/use-cases/movements';
import { redeem, redeemItem, reverse } from '../../src/core/points/use-cases/redemptions';
import type { PointsServices } from '../../src/core/points/use-cases/services';
import {
  createReward,
  findParticipant,
  findReward,
  findWallets,
  setParticipantStatus,
  updateReward,
} from '../../src/core/points/use-cases/setup';
import type { NewReward } from '../../src/core/points/decide/setup/rewards';
import { forEachEngine } from '../tools/engines';
import { FULL } from '../tools/scale';
import { ASKER, give, participant, pointsOver, program, SetClock, sha256, type Setting } from './world';

jest.setTimeout(120_000);

const DAY = 86_400_000;

interface Settled {
  readonly ok: number;
  readonly codes: Readonly<Record<string, number>>;
}

async function settled(calls: readonly Promise<unknown>[]): Promise<Settled> {
  const codes: Record<string, number> = {};
  let ok = 0;
  for (const result of await Promise.allSettled(calls)) {
    if (result.status === 'fulfilled') ok += 1;
    else {
      const { code, message } = result.reason as { code?: string; message: string };
      codes[code ?? message] = (codes[code ?? message] ?? 0) + 1;
    }
  }
  return { ok, codes };
}

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** Far more than one page of lots, or one write, holds. */
const LOTS = FULL ? 5000 : 1500;
/** Two days pass, so that what was given at first runs out. */
const ROUNDS = FULL ? 12 : 8;

forEachEngine('The ledger', (openStore) => {
  let opened: Awaited<ReturnType<typeof openStore>>;
  let clock: SetClock;
  let one: PointsServices;
  /** A second server over the same store: its rounds know nothing of those of the first. */
  let two: PointsServices;

  beforeAll(async () => {
    opened = await openStore();
    clock = new SetClock();
    one = pointsOver(opened.store.points, clock);
    two = pointsOver(opened.store.points, clock);
  });
  afterAll(() => opened.drop());

  const take = (
    services: PointsServices,
    setting: Setting,
    participantId: string,
    amount: string,
    key: string | null = null,
  ) =>
    redeem(
      services,
      ASKER,
      { ...setting, participantId, amount, description: 'coffee', holdReferenceId: null, managedBy: null },
      key,
    );
  const giveBack = (
    services: PointsServices,
    redemptionId: string,
    amount: string | null,
    quantity: number | null = null,
  ) =>
    reverse(
      services,
      ASKER,
      { redemptionId, amount, quantity, reason: 'sorry', restoreExpiresAt: null, managedBy: null },
      null,
    );
  const holding = (setting: Setting, participantId: string, amount: string | null, referenceId: string | null) => ({
    ...setting,
    participantId,
    amount,
    description: 'hold',
    referenceId,
    selection: {},
  });
  const available = async (participantId: string, { assetId }: Setting) =>
    balanceOf(await findParticipant(one, ASKER, participantId), assetId).available;

  async function journalOf(participantId: string): Promise<Entry[]> {
    const entries: Entry[] = [];
    for (;;) {
      const page = await one.store.journal(participantId, entries.length, 500);
      entries.push(...page);
      if (page.length < 500) return entries;
    }
  }

  async function expectBooks(): Promise<number> {
    let books = 0;
    for (let after = ''; ;) {
      const page: Book[] = await one.store.books(ASKER, after, 100);
      for (const book of page) {
        expect(differencesFromJournal(book, await journalOf(book.participantId), sha256)).toEqual([]);
        books += 1;
      }
      const last = page.at(-1);
      if (!last) return books;
      after = last.participantId;
    }
  }

  test('a hundred redemptions of sixty points, from two servers at once', async () => {
    const setting = await program(one);
    const who = await participant(one, 'sixty');
    await give(one, setting, who, '60');
    const result = await settled(times(100, (index) => take(index % 2 ? one : two, setting, who, '1.00')));
    expect(result).toEqual({ ok: 60, codes: { insufficient_balance: 40 } });
    expect(await available(who, setting)).toBe(0n);
    const entries = await journalOf(who);
    expect(entries.filter(({ actionType }) => actionType === 'REDEMPTION')).toHaveLength(60);
  });

  test('fifty calls with one key are one redemption; another meaning is a conflict', async () => {
    const setting = await program(one);
    const who = await participant(one, 'keyed');
    expect(await settled([take(one, setting, who, '10', 'k')])).toEqual({ ok: 0, codes: { insufficient_balance: 1 } });
    await give(one, setting, who, '100');
    const answers = await Promise.all(
      times(50, (index) => take(index % 2 ? one : two, setting, who, index % 3 ? '10.0' : '10', 'k')),
    );
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(new Set(answers.map(({ value }) => value.redemption.id)).size).toBe(1);
    expect(await available(who, setting)).toBe(9_000n);
    expect((await settled([take(one, setting, who, '10.01', 'k')])).codes).toEqual({ idempotency_conflict: 1 });
    const redemption = answers[0]?.value.redemption;
    if (!redemption) throw new Error('redeemed');
    await giveBack(one, redemption.id, '4');
    const replay = await take(one, setting, who, '10.00', 'k');
    expect(replay).toMatchObject({
      replayed: true,
      value: { redemption: { id: redemption.id, reversedAmount: 400n } },
    });
    const elsewhere = await program(one);
    await give(one, elsewhere, who, '10');
    expect((await take(one, elsewhere, who, '10', 'k')).replayed).toBe(false);
  });

  test('twenty reversals of a hundred on a thousand: ten, and everything is back', async () => {
    const setting = await program(one);
    const who = await participant(one, 'reversed');
    await give(one, setting, who, '1000');
    const { value } = await take(one, setting, who, '1000');
    const result = await settled(times(20, (index) => giveBack(index % 2 ? one : two, value.redemption.id, '100')));
    expect(result).toEqual({ ok: 10, codes: { reversal_exceeds_redeemed: 10 } });
    expect(await available(who, setting)).toBe(100_000n);
    const reversals = await one.store.reversals(value.redemption.id, 0, 50);
    expect(reversals.map(({ number }) => number)).toEqual(times(10, (index) => index + 1));
  });

  const item = (setting: Setting, over: Partial<NewReward>): NewReward => ({
    ...setting,
    kind: 'UNIT_BASED',
    name: 'Mug',
    description: null,
    category: null,
    unitCost: '5',
    maxTotal: null,
    maxPerParticipant: null,
    status: 'ACTIVE',
    availableFrom: null,
    availableUntil: null,
    metadata: {},
    ...over,
  });
  const buy = (services: PointsServices, setting: Setting, rewardId: string, participantId: string, quantity: number) =>
    redeemItem(
      services,
      ASKER,
      {
        participantId,
        programId: setting.programId,
        rewardId,
        quantity,
        amount: null,
        description: null,
        holdReferenceId: null,
        managedBy: null,
      },
      null,
    );

  test('a stock of one hundred is sold in threes, to thirty-three of sixty, from two servers', async () => {
    const setting = await program(one);
    const { reward } = await createReward(one, ASKER, item(setting, { maxTotal: 100 }));
    const buyers = await Promise.all(times(60, (index) => participant(one, `buyer ${String(index)}`)));
    await Promise.all(buyers.map((who) => give(one, setting, who, '200')));
    const result = await settled(buyers.map((who, index) => buy(index % 2 ? one : two, setting, reward.id, who, 3)));
    expect(result).toEqual({ ok: 33, codes: { out_of_stock: 27 } });
    const ids = { programId: setting.programId, rewardId: reward.id };
    expect((await findReward(one, ASKER, ids)).stock?.used).toBe(99n);
    const last = await buy(one, setting, reward.id, buyers[0] ?? '', 1);
    expect((await settled([buy(one, setting, reward.id, buyers[1] ?? '', 1)])).codes).toEqual({ out_of_stock: 1 });
    await giveBack(one, last.value.redemption.id, null, 1);
    await buy(two, setting, reward.id, buyers[1] ?? '', 1);
    await updateReward(one, ASKER, ids, { maxTotal: 120 });
    await buy(two, setting, reward.id, buyers[2] ?? '', 20);
    expect((await settled([buy(one, setting, reward.id, buyers[3] ?? '', 1)])).codes).toEqual({ out_of_stock: 1 });
  });

  test('a participant has its own limit, and a refused redemption counts nothing', async () => {
    const setting = await program(one);
    const { reward } = await createReward(one, ASKER, item(setting, { maxPerParticipant: 2, maxTotal: 10 }));
    const who = await participant(one, 'two at most');
    expect((await settled([buy(one, setting, reward.id, who, 1)])).codes).toEqual({ insufficient_balance: 1 });
    await give(one, setting, who, '100');
    const result = await settled(times(10, (index) => buy(index % 2 ? one : two, setting, reward.id, who, 1)));
    expect(result).toEqual({ ok: 2, codes: { participant_limit_reached: 8 } });
    expect((await findReward(one, ASKER, { programId: setting.programId, rewardId: reward.id })).stock?.used).toBe(2n);
  });

  test('five holds pass and the sixth does not; one hold is redeemed once, and the rest of it is free', async () => {
    const setting = await program(one, 'SIMPLE');
    const who = await participant(one, 'holder');
    await give(one, setting, who, '5000');
    const holds = times(6, (index) =>
      hold(one, ASKER, { ...holding(setting, who, '1000', `h${String(index)}`), expiresAt: null }, null),
    );
    expect(await settled(holds)).toEqual({ ok: 5, codes: { insufficient_balance: 1 } });
    const redeemHeld = (services: PointsServices) =>
      redeem(
        services,
        ASKER,
        { ...setting, participantId: who, amount: '600', description: 'x', holdReferenceId: 'h1', managedBy: null },
        null,
      );
    const result = await settled(times(20, (index) => redeemHeld(index % 2 ? one : two)));
    expect(result).toEqual({ ok: 1, codes: { hold_not_found: 19 } });
    expect(await available(who, setting)).toBe(40_000n);
    await release(one, ASKER, holding(setting, who, null, 'h2'), null);
    expect((await settled([release(one, ASKER, holding(setting, who, null, 'h2'), null)])).codes).toEqual({
      hold_not_found: 1,
    });
    const { value } = await forfeit(one, ASKER, { ...holding(setting, who, null, null), bucket: 'HELD' }, null);
    expect(value.balance).toMatchObject({ held: 0n, available: 140_000n });
  });

  test('a wallet of a hundred funds ten credits of ten', async () => {
    const setting = await program(one, 'SIMPLE', true);
    const who = await participant(one, 'funded');
    const fund = { ...setting, action: 'FUND' as const, amount: '100', description: 'budget' };
    await moveWallet(one, ASKER, fund, null);
    const result = await settled(times(30, (index) => give(index % 2 ? one : two, setting, who, '10')));
    expect(result).toEqual({ ok: 10, codes: { wallet_empty: 20 } });
    const [wallet] = await findWallets(one, ASKER, setting.programId);
    expect(wallet?.wallet).toMatchObject({ used: 10_000n, ceiling: 10_000n });
    expect((await settled([moveWallet(one, ASKER, { ...fund, action: 'BURN', amount: '1' }, null)])).codes).toEqual({
      wallet_empty: 1,
    });
  });

  test(`${String(LOTS)} lots: the right ones are spent, held and given back`, async () => {
    const setting = await program(one);
    const who = await participant(one, 'collector');
    await Promise.all(times(LOTS, () => give(one, setting, who, '1')));
    const { value } = await take(one, setting, who, '40');
    expect(value.redemption.taken).toHaveLength(40);
    const rest = await take(two, setting, who, String(LOTS - 40));
    expect(rest.value.redemption.taken).toHaveLength(LOTS - 40);
    await giveBack(one, rest.value.redemption.id, '2.5');
    expect(await available(who, setting)).toBe(250n);
    const { rows: lots } = await one.store.lots({
      participantId: who,
      assetId: setting.assetId,
      status: 'AVAILABLE',
      limit: 10,
    });
    expect(lots.map(({ available: left }) => left)).toEqual([50n, 100n, 100n]);
  });

  test('what is due happens by itself, also where it takes several writes', async () => {
    const setting = await program(one);
    const who = await participant(one, 'due');
    await Promise.all(times(450, () => give(one, setting, who, '1', { expiresAt: clock.at + DAY })));
    await give(one, setting, who, '7', { maturesAt: clock.at + DAY });
    clock.at += DAY;
    expect((await one.store.due(clock.at, 10)).map(({ participantId }) => participantId)).toContain(who);
    expect((await settled([take(one, setting, who, '8')])).codes).toEqual({ insufficient_balance: 1 });
    await take(one, setting, who, '7');
    expect((await one.store.due(clock.at, 10)).map(({ participantId }) => participantId)).not.toContain(who);
    const book = await findParticipant(one, ASKER, who);
    const { assetId, programId } = setting;
    expect(balanceOf(book, assetId)).toMatchObject({ available: 0n, deferred: 0n });
    expect(balanceOf(book, assetId).shares[`${programId}/SYSTEM_BREAKAGE/expired`]).toBe(45_000n);
  });

  test('many look at once at a member of whom more is due than fits into a write, and each sees what is left', async () => {
    const setting = await program(one);
    const who = await participant(one, 'year end');
    await Promise.all(times(900, () => give(one, setting, who, '1', { expiresAt: clock.at + DAY })));
    await give(one, setting, who, '7');
    clock.at += DAY;
    const seen = await Promise.all(times(8, (index) => findParticipant(index % 2 ? one : two, ASKER, who)));
    expect(seen.map((book) => balanceOf(book, setting.assetId).available)).toEqual(times(8, () => 700n));
  });

  test('once a suspension is answered, nothing more is redeemed', async () => {
    const setting = await program(one);
    const who = await participant(one, 'suspended');
    await give(one, setting, who, '1000');
    let suspended = false;
    let late = 0;
    const stream = times(60, async (index) => {
      // Spread over several rounds, before and after the suspension.
      for (let turn = 0; turn < index; turn += 1) await new Promise((next) => setImmediate(next));
      const after = suspended;
      const { ok } = await settled([take(index % 2 ? one : two, setting, who, '1')]);
      if (after) late += ok;
    });
    await new Promise((next) => setImmediate(next));
    await setParticipantStatus(one, ASKER, who, 'SUSPENDED');
    suspended = true;
    await Promise.all(stream);
    expect(late).toBe(0);
    expect((await settled([take(two, setting, who, '1')])).codes).toEqual({ participant_inactive: 1 });
  });

  test('any mixture of calls from two servers leaves books that their journals explain', async () => {
    const setting = await program(one);
    const people = await Promise.all(times(8, (index) => participant(one, `mixed ${String(index)}`)));
    await Promise.all(people.map((who) => give(one, setting, who, '100')));
    const redeemed: string[] = [];
    const codes = new Set<string>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const calls = people.flatMap((who, index) => {
        const services = (index + round) % 2 ? one : two;
        return [
          take(services, setting, who, '7.77').then(({ value }) => redeemed.push(value.redemption.id)),
          hold(services, ASKER, { ...holding(setting, who, '5', null), expiresAt: clock.at + DAY }, null),
          release(services, ASKER, holding(setting, who, '2.5', null), null),
          give(services, setting, who, '3.33', { expiresAt: clock.at + 2 * DAY }),
          adjust(
            services,
            ASKER,
            {
              ...setting,
              participantId: who,
              type: 'DEBIT',
              amount: '1.11',
              description: 'fee',
              bucket: 'AVAILABLE',
              allowNegative: true,
              referenceId: null,
              expiresAt: null,
              maturesAt: null,
            },
            null,
          ),
          ...redeemed.slice(-2).map((id) => giveBack(services, id, '1.5')),
        ];
      });
      for (const code of Object.keys((await settled(calls)).codes)) codes.add(code);
      if (round % 4 === 3) clock.at += DAY;
    }
    for (const code of codes)
      expect(['insufficient_balance', 'hold_not_found', 'reversal_exceeds_redeemed']).toContain(code);
    expect(await expectBooks()).toBeGreaterThan(8);
  });
});
