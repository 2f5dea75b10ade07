// What a record of points may name: the next one is refused, what finishes something passes, and the largest of each is far below what
// MongoDB takes for a document.
import type { AssetBalance, Book } from '../../src/core/points/book/book';
import { NO_CHANGES } from '../../src/core/points/decide/changes';
import { NO_READS } from '../../src/core/points/decide/rows';
import { MOST_LINKS } from '../../src/core/points/decide/room';
import type { Asset } from '../../src/core/points/records/asset';
import type { Program } from '../../src/core/points/records/program';
import { adjust, forfeit } from '../../src/core/points/use-cases/movements';
import { redeem, redeemItem, reverse } from '../../src/core/points/use-cases/redemptions';
import {
  createEntity,
  createReward,
  linkAsset,
  setCashRate,
  updateProgram,
} from '../../src/core/points/use-cases/setup';
import { moveAtTill } from '../../src/core/points/use-cases/till';
import type { Refusal } from '../../src/core/values/refusal';
import { encoded } from '../../src/store/shared/points/codec';
import { MemoryStore } from './memory-store';
import { ASKER, give, participant, pointsOver, program, SetClock, type Setting } from './world';

const MOST = { assets: 1_000, programs: 1_000, accounts: 3_000, rewards: 5_000 };
const TWO_MB = 2_000_000;
const uuid = (of: string, index: number) => `${of}-0000-7000-8000-${String(index).padStart(12, '0')}`;
/** As long as an amount may be. */
const MUCH = 10n ** 30n - 1n;

const shared = (count: number, name: (index: number) => string): Readonly<Record<string, bigint>> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [name(index), index % 2 === 0 ? MUCH : -MUCH]));

/** Names of other programs' accounts, as long as they can be. */
const account = (index: number) => `${uuid('018f0001', index)}/LEDGER_ENTITY/${uuid('018f0002', index)}`;

async function world() {
  const clock = new SetClock();
  const store = new MemoryStore();
  const points = pointsOver(store, clock);
  const setting = await program(points);
  const who = await participant(points, 'one');
  const read = async () => {
    const ids = { books: [who], programs: [setting.programId], assets: [setting.assetId] };
    const { books = [], programs = [], assets = [] } = (await store.read({ ...NO_READS, ids })).records;
    const [book, its, asset] = [books[0], programs[0], assets[0]];
    if (!book || !its || !asset) throw new Error('It was made');
    return { book, program: its, asset };
  };
  return {
    clock,
    points,
    setting,
    who,
    read,
    /** Writes past the rules what a record has come to. */
    async become(change: { book?: Partial<Book>; program?: Partial<Program>; asset?: Partial<Asset> }) {
      const now = await read();
      const next = <T extends { readonly rev: number }>(record: T, some: Partial<T> = {}) => {
        return { ...record, ...some, rev: record.rev + 1 };
      };
      const book = { book: next(now.book, change.book), lots: [], holds: [], entries: [] };
      await store.commit({
        ...NO_CHANGES,
        books: [{ fromRev: now.book.rev, change: book }],
        programs: [{ from: now.program.rev, record: next(now.program, change.program) }],
        assets: [{ from: now.asset.rev, record: next(now.asset, change.asset) }],
      });
    },
  };
}

const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'ok',
    (error: unknown) => (error as Refusal).code,
  );

const debit = (setting: Setting, participantId: string, amount: string) => ({
  ...setting,
  participantId,
  type: 'DEBIT' as const,
  amount,
  description: 'x',
  bucket: 'AVAILABLE' as const,
  allowNegative: false,
  referenceId: null,
  expiresAt: null,
  maturesAt: null,
});

const redeeming = (setting: Setting, participantId: string, amount: string) => {
  return { ...setting, participantId, amount, description: 'x', holdReferenceId: null, managedBy: null };
};

test('a program has a thousand assets and an asset a thousand programs: the next link is refused, and nothing of it is made', async () => {
  const { points, setting, become } = await world();
  const other = await program(points);
  const link = { programId: setting.programId, assetId: other.assetId, cashRate: null };
  const back = { programId: other.programId, assetId: setting.assetId, cashRate: null };
  const many = Array.from({ length: MOST_LINKS - 1 }, (_, index) => uuid('018f0001', index));
  const assetIds = [setting.assetId, ...many];
  await become({ program: { assetIds }, asset: { programIds: [setting.programId, ...many] } });
  expect(await codeOf(linkAsset(points, ASKER, link))).toBe('too_many_links');
  expect(await codeOf(linkAsset(points, ASKER, back))).toBe('too_many_links');
  await expect(program(points, 'LOT', false, ASKER)).resolves.toBeDefined();
  // What is linked goes on.
  const rate = { currency: 'ZAR', cents: 1, units: '1' } as const;
  expect(await codeOf(setCashRate(points, ASKER, { ...setting, cashRate: rate }))).toBe('ok');
  await become({ program: { assetIds: assetIds.slice(1) }, asset: { programIds: many } });
  expect(await codeOf(linkAsset(points, ASKER, link))).toBe('ok');
});

test('a book that is full of assets, or of programs, takes no points of one more, and goes on with those that it has', async () => {
  const { points, setting, who, become, read } = await world();
  const other = await program(points);
  await give(points, setting, who, '10');
  const none: AssetBalance = { available: 0n, held: 0n, deferred: 0n, shares: {} };
  const balances = Object.fromEntries(
    Array.from({ length: MOST.assets - 1 }, (_, index) => [uuid('018f0001', index), none]),
  );
  await become({ book: { balances: { ...(await read()).book.balances, ...balances } } });
  expect(await codeOf(give(points, other, who, '1'))).toBe('too_many_in_book');
  expect(await codeOf(give(points, setting, who, '1'))).toBe('ok');
  const mine = (await read()).book.balances[setting.assetId] ?? none;
  const programIds = Array.from({ length: MOST.programs - 1 }, (_, index) => uuid('018f0001', index));
  await become({ book: { balances: { [setting.assetId]: mine }, programIds: [setting.programId, ...programIds] } });
  expect(await codeOf(give(points, other, who, '1'))).toBe('too_many_in_book');
  expect(await codeOf(give(points, setting, who, '1'))).toBe('ok');
});

test('a book that is full of counter accounts refuses what would add one; what is given back or expires passes', async () => {
  const { clock, points, setting, who, become, read } = await world();
  await give(points, setting, who, '10', { expiresAt: clock.at + 1_000 });
  const bought = await redeem(points, ASKER, redeeming(setting, who, '4'), null);
  const { balances } = (await read()).book;
  const mine = balances[setting.assetId];
  if (!mine) throw new Error('It has points');
  // Each other one stands for a program that gave, and one that took.
  const others = { available: 0n, held: 0n, deferred: 0n, shares: shared(MOST.accounts - 2, account) };
  await become({ book: { balances: { ...balances, [uuid('018f0003', 1)]: others } } });
  expect(await codeOf(adjust(points, ASKER, debit(setting, who, '1'), null))).toBe('too_many_in_book');
  const entity = await createEntity(points, ASKER, 'somewhere else');
  await updateProgram(points, ASKER, setting.programId, {
    redemptionTarget: 'LEDGER_ENTITY',
    targetEntityId: entity.id,
  });
  expect(await codeOf(redeem(points, ASKER, redeeming(setting, who, '1'), null))).toBe('too_many_in_book');
  await updateProgram(points, ASKER, setting.programId, { redemptionTarget: 'SYSTEM_REDEMPTION' });
  expect(await codeOf(redeem(points, ASKER, redeeming(setting, who, '1'), null))).toBe('ok');
  // It goes to an account of its own, and so does what is past its date when it is given back.
  clock.at += 2_000;
  const reversal = {
    redemptionId: bought.value.redemption.id,
    amount: '1',
    quantity: null,
    reason: 'x',
    restoreExpiresAt: null,
    managedBy: null,
  };
  expect(await codeOf(reverse(points, ASKER, reversal, null))).toBe('ok');
  const { shares } = (await read()).book.balances[setting.assetId] ?? mine;
  expect(shares[`${setting.programId}/SYSTEM_BREAKAGE/expired`]).toBe(600n);
});

test('what a till holds is taken from a full book, and what is forfeited too, until they have taken as much room again', async () => {
  const { clock, points, setting, who, become, read } = await world();
  await setCashRate(points, ASKER, { ...setting, cashRate: { currency: 'ZAR', cents: 100, units: '1' } });
  await give(points, setting, who, '10');
  const base = { account: { ...setting, participantId: who }, currency: 'ZAR', cents: 100, upTo: false } as const;
  for (const name of ['one', 'two'])
    await moveAtTill(points, ASKER, name, {
      ...base,
      kind: 'hold',
      until: clock.at + 60_000,
      redemptionId: `rdm_${name}`,
    });
  /** With so many accounts beside its own. */
  const filled = async (accounts: number) => {
    const others = { available: 0n, held: 0n, deferred: 0n, shares: shared(accounts, account) };
    await become({ book: { balances: { ...(await read()).book.balances, [uuid('018f0003', 1)]: others } } });
  };
  await filled(MOST.accounts);
  const capture = (name: string) =>
    moveAtTill(points, ASKER, `${name} taken`, {
      ...base,
      kind: 'take',
      held: { reference: name, cents: 100 },
      redemptionId: `rdm_${name}`,
    });
  expect(
    await codeOf(moveAtTill(points, ASKER, 'sale', { ...base, kind: 'take', held: null, redemptionId: 'rdm_3' })),
  ).toBe('too_many_in_book');
  expect(await codeOf(capture('one'))).toBe('ok');
  const all = { ...setting, participantId: who, amount: '1', description: 'x', referenceId: null, selection: {} };
  expect(await codeOf(forfeit(points, ASKER, { ...all, bucket: 'AVAILABLE' }, null))).toBe('ok');
  const entity = await createEntity(points, ASKER, 'somewhere else');
  await updateProgram(points, ASKER, setting.programId, {
    redemptionTarget: 'LEDGER_ENTITY',
    targetEntityId: entity.id,
  });
  await filled(2 * MOST.accounts);
  expect(await codeOf(capture('two'))).toBe('too_many_in_book');
});

test('a book that is full of rewards takes no other one until all of one are given back', async () => {
  const { points, setting, who, become, read } = await world();
  await give(points, setting, who, '10');
  const made = (name: string) =>
    createReward(points, ASKER, {
      ...setting,
      kind: 'UNIT_BASED',
      name,
      description: null,
      category: null,
      unitCost: '1',
      maxTotal: null,
      maxPerParticipant: null,
      status: 'ACTIVE',
      availableFrom: null,
      availableUntil: null,
      metadata: {},
    });
  const buy = async (rewardId: string) =>
    redeemItem(
      points,
      ASKER,
      {
        participantId: who,
        programId: setting.programId,
        rewardId,
        quantity: 1,
        amount: null,
        description: null,
        holdReferenceId: null,
        managedBy: null,
      },
      null,
    );
  const [first, second] = [(await made('first')).reward.id, (await made('second')).reward.id];
  const bought = await buy(first);
  const rest = Object.fromEntries(Array.from({ length: MOST.rewards - 1 }, (_, index) => [uuid('018f0001', index), 1]));
  await become({ book: { rewardUnits: { ...(await read()).book.rewardUnits, ...rest } } });
  expect(await codeOf(buy(second))).toBe('too_many_in_book');
  const again = await buy(first);
  const giveBack = ({ value }: typeof bought) => {
    const all = { amount: null, quantity: null, reason: 'x', restoreExpiresAt: null, managedBy: null };
    return reverse(points, ASKER, { ...all, redemptionId: value.redemption.id }, null);
  };
  await giveBack(bought);
  expect(await codeOf(buy(second))).toBe('too_many_in_book');
  await giveBack(again);
  expect(await codeOf(buy(second))).toBe('ok');
});

test('the largest book, program and asset that the bounds leave are below 2 MB', async () => {
  const { read } = await world();
  const now = await read();
  // Tills have used up their room, and of each credit something has expired.
  const shares = { ...shared(2 * MOST.accounts, account) };
  const expired = shared(MOST.accounts, (index) => `${uuid('018f0001', index)}/SYSTEM_BREAKAGE/expired`);
  const balance: AssetBalance = { available: MUCH, held: MUCH, deferred: MUCH, shares: {} };
  const ids = Array.from({ length: MOST.assets }, (_, index) => uuid('018f0001', index));
  const balances = Object.fromEntries(ids.map((id) => [id, balance]));
  // Texts at their longest, of what takes most bytes.
  const wide = (length: number) => '\u0800'.repeat(length);
  const book: Book = {
    ...now.book,
    externalId: wide(255),
    profile: {
      email: wide(254),
      phone: wide(50),
      firstName: wide(255),
      lastName: wide(255),
      displayName: wide(255),
      attributes: Object.fromEntries(Array.from({ length: 20 }, (_, index) => [wide(38) + String(index), wide(500)])),
      tags: Array.from({ length: 50 }, () => wide(100)),
    },
    programIds: ids,
    balances: { ...balances, [uuid('018f0003', 1)]: { ...balance, shares: { ...shares, ...expired } } },
    rewardUnits: Object.fromEntries(
      Array.from({ length: MOST.rewards }, (_, index) => [uuid('018f0001', index), Number.MAX_SAFE_INTEGER]),
    ),
  };
  const rate = { currency: 'ZAR', cents: 100_000_000, units: MUCH } as const;
  const largest: Program = {
    ...now.program,
    name: wide(255),
    description: wide(5_000),
    assetIds: ids,
    cashRates: Object.fromEntries(ids.map((id) => [id, rate])),
  };
  for (const record of [book, largest, { ...now.asset, programIds: ids }])
    expect(Buffer.byteLength(encoded(record))).toBeLessThan(TWO_MB);
});
