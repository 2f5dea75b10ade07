// Many callers at once over real HTTP, on every engine: no refusal but for what a call itself lacks, and balances that add up.
import type * as Codec from '../../../src/store/shared/points/codec';
import { startWorld, type World } from '../../api/world';
import { describeApi } from '../../tools/engines';
import { CommitCount } from './commit-count';
import { atSecondServer, Shop, tally, times } from './shop';
import { FULL } from '../../tools/scale';

/** Every record of the ledger that is read or written on either engine passes here. */
const mockRows = { passed: 0 };
jest.mock('../../../src/store/shared/points/codec', () => {
  const codec = jest.requireActual<typeof Codec>('../../../src/store/shared/points/codec');
  const counted = <A, R>(work: (a: A) => R): ((a: A) => R) => {
    return (given) => {
      mockRows.passed += 1;
      return work(given);
    };
  };
  return { ...codec, encoded: counted(codec.encoded), decoded: counted(codec.decoded) };
});

const cents = (text: string): number => Math.round(Number(text) * 100);

describeApi('Points under load', ({ databaseUrl, name }) => {
  let world: World;
  let shop: Shop;
  let other: Shop;
  let close = async (): Promise<void> => undefined;
  /** Of the first server's store. */
  const count = new CommitCount();

  beforeAll(async () => {
    world = await startWorld(databaseUrl, {}, { services: (given) => count.of(given) });
    shop = await Shop.open(world);
    other = shop;
    if (name === 'mongodb') ({ shop: other, close } = await atSecondServer(shop));
  }, 60_000);
  afterAll(async () => {
    await close();
    await world.close();
  });
  const at = (index: number): Shop => (index % 2 ? shop : other);

  test('fifty callers do everything to one participant: what was answered is what the balance says', async () => {
    const who = await shop.participant();
    await shop.credit(who, '500');
    const told = { available: 50_000, held: 0 };
    const codes = new Set<string>();
    const taken: string[] = [];
    const move = async (caller: number, turn: number): Promise<void> => {
      const own = at(caller);
      const amount = `${String(1 + ((caller * 7 + turn) % 9))}.${String(10 + caller)}`;
      const units = cents(amount);
      const kind = (caller + turn) % 6;
      const past = taken[caller % Math.max(1, taken.length)];
      const calls = [
        () => own.redeem(who, amount),
        () => own.balances(who, 'hold', { amount }),
        () => own.balances(who, 'release', { amount }),
        () => own.credit(who, amount),
        () => own.balances(who, 'forfeit', { amount, bucket: turn % 2 ? 'HELD' : 'AVAILABLE' }),
        () => (past === undefined ? own.redeem(who, amount) : own.reverse(past, { amount: '0.50' })),
      ];
      const { status, body } = (await (calls[kind] ?? calls[0])?.()) ?? { status: 0, body: { code: 'none' } };
      if (status !== 201) return void codes.add(body.code);
      const redeems = kind === 0 || (kind === 5 && past === undefined);
      if (redeems) taken.push((body as { id: string }).id);
      const moved: [number, number] = redeems
        ? [-units, 0]
        : ([[0, 0], [-units, units], [units, -units], [units, 0], turn % 2 ? [0, -units] : [-units, 0], [50, 0]][
            kind
          ] as [number, number]);
      told.available += moved[0];
      told.held += moved[1];
    };
    const end = Date.now() + (FULL ? 30_000 : 1_500);
    await Promise.all(
      times(50, async (caller) => {
        for (let turn = 0; turn < 4 || Date.now() < end; turn += 1) await move(caller, turn);
      }),
    );
    const { available, held } = await shop.balance(who);
    expect({ available: cents(available), held: cents(held) }).toEqual(told);
    const fair = ['insufficient_balance', 'hold_not_found', 'reversal_exceeds_redeemed'];
    // Two servers that want one book all the time: now and then a caller is told to come again.
    if (other !== shop) fair.push('too_many_concurrent_writes');
    expect([...codes].filter((code) => !fair.includes(code))).toEqual([]);
    expect((await shop.read('/v1/reports/integrity?window=10000')).all_passed).toBe(true);
  }, 180_000);

  test('calls that come together cost far less than one after another', async () => {
    const who = await shop.participant();
    await shop.credit(who, '1000');
    const commitsOf = async (work: () => Promise<unknown>): Promise<number> => {
      const before = count.commits;
      await work();
      return count.commits - before;
    };
    const redeem = async (turns: number) => {
      for (let turn = 0; turn < turns; turn += 1) expect((await shop.redeem(who, '1')).status).toBe(201);
    };
    // Whatever comes while one is under way shares the next, however fast the machine is.
    count.slowerMs = 20;
    try {
      expect(await commitsOf(() => redeem(10))).toBe(10);
      // Each is one wait for the disk, or for a majority: five times fewer let five times as many calls through.
      expect(await commitsOf(() => Promise.all(times(50, () => redeem(4))))).toBeLessThan(200 / 5);
    } finally {
      count.slowerMs = 0;
    }
    expect((await shop.balance(who)).available).toBe('790.00');
  });

  test('fifty callers on two hundred participants are refused nothing', async () => {
    const people = await Promise.all(times(200, () => shop.participant()));
    expect(await tally(people.map((who, index) => at(index).credit(who, '3')))).toEqual({ 201: 200 });
    const results: Record<string, number> = {};
    await Promise.all(
      times(50, async (caller) => {
        for (let turn = 0; turn < 16; turn += 1) {
          const counts = await tally([at(caller + turn).redeem(people[(caller * 16 + turn) % 200] ?? '', '1')]);
          for (const [code, count] of Object.entries(counts)) results[code] = (results[code] ?? 0) + count;
        }
      }),
    );
    expect(results).toEqual({ 201: 600, insufficient_balance: 200 });
  }, 120_000);

  test('once a suspension is answered, no redemption succeeds', async () => {
    const who = await shop.participant();
    await shop.credit(who, '1000');
    const run = { suspended: false, going: true, before: 0, late: 0 };
    const stream = times(20, async (caller) => {
      while (run.going) {
        const after = run.suspended;
        const { status } = await at(caller).redeem(who, '0.01');
        if (status === 201 && after) run.late += 1;
        if (status === 201 && !after) run.before += 1;
        if (after) return;
      }
    });
    while (run.before < 10) await new Promise((next) => setTimeout(next, 5));
    expect((await shop.call(`PATCH /v1/participants/${who}/status`, { status: 'SUSPENDED' })).status).toBe(200);
    run.suspended = true;
    await Promise.all(stream);
    run.going = false;
    expect(run.late).toBe(0);
    expect(await tally([shop.redeem(who, '1')])).toEqual({ participant_inactive: 1 });
  });

  test('five thousand lots: the right ones are spent, held, listed and refilled, for the price of ten', async () => {
    const [many, few] = [await shop.participant(), await shop.participant()];
    const lots = FULL ? 5000 : 1000;
    for (let made = 0; made < lots; made += 250)
      expect(await tally(times(250, () => shop.credit(many, '1')))).toEqual({ 201: 250 });
    expect(await tally(times(10, () => shop.credit(few, '1')))).toEqual({ 201: 10 });
    // The same calls on each. What a call costs is what is read and written for it: not more of many lots than of few.
    const rowsOf = async (who: string) => {
      const before = mockRows.passed;
      const { body } = await shop.redeem(who, '2.5');
      const { data } = await shop.lots(who, '&limit=5');
      expect(data.map(({ remaining }) => remaining)).toEqual(['0.00', '0.00', '0.50', '1.00', '1.00']);
      await shop.balances(who, 'hold', { amount: '1', reference_id: 'x' });
      expect((await shop.lots(who, '&status=HELD')).data).toMatchObject([{ id: data[2]?.id }]);
      await shop.balances(who, 'release', { reference_id: 'x' });
      await shop.reverse(body.id);
      return mockRows.passed - before;
    };
    const ten = await rowsOf(few);
    expect(ten).toBeGreaterThan(20);
    // Of ten lots fewer are read than a first look asks for.
    expect(await rowsOf(many)).toBeLessThan(2 * ten);
    const before = await shop.all(`/v1/participants/${many}/balances/lots?asset_id=${shop.assetId}`);
    expect(before.map(({ remaining }) => remaining)).toEqual(times(lots, () => '1.00'));
    const { body } = await shop.redeem(many, String(lots - 0.5));
    expect(
      await shop.all(`/v1/participants/${many}/balances/lots?asset_id=${shop.assetId}&status=AVAILABLE`),
    ).toMatchObject([{ id: before.at(-1)?.id, remaining: '0.50' }]);
    await shop.reverse(body.id);
    expect(await shop.all(`/v1/participants/${many}/balances/lots?asset_id=${shop.assetId}`)).toEqual(before);
  }, 180_000);
});
