// `vouch points`: opening balances come in once, faults are named by line, and what was changed by hand is found.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createReward, createAsset, createProgram, findByExternalId } from '../../src/core/points/use-cases/setup';
import { balanceOf } from '../../src/core/points/book/book';
import { moveWallet } from '../../src/core/points/use-cases/movements';
import { redeemItem, reverse } from '../../src/core/points/use-cases/redemptions';
import type { Asker } from '../../src/core/points/use-cases/ledger/ledger';
import type { PointsServices } from '../../src/core/points/use-cases/services';
import type { Store } from '../../src/core/store';
import { openStore } from '../../src/store/open';
import { SystemClock } from '../../src/system/clock';
import { importFile } from '../../src/cli/points/import';
import { describeOnOne } from '../tools/engines';
import { pointsOver } from '../points/world';
import { Desk, type Ended } from './program';

jest.setTimeout(120_000);

describeOnOne('vouch points', ({ databaseUrl }) => {
  let desk: Desk;
  let env: Record<string, string>;
  let store: Store;
  let asker: Asker;
  let services: PointsServices;
  let ids: { programId: string; assetId: string };

  beforeAll(async () => {
    desk = new Desk();
    env = { DATABASE_URL: (await databaseUrl?.()) ?? `sqlite:${join(desk.folder, 'vouch.db')}` };
    await desk.run(['keys', 'create', '--create', '--account', 'Shop'], env);
    store = await openStore(env['DATABASE_URL'] ?? '');
    const account = await store.accounts.findAccountByName('Shop');
    asker = { accountId: account?.id ?? '', livemode: false, keyId: null };
    services = pointsOver(store.points, new SystemClock());
    ids = await setting({ create: true });
  });
  afterAll(async () => {
    await store.close();
    await desk.clear();
  });

  async function setting({ create = false, prefunded = false } = {}): Promise<typeof ids> {
    const program = await createProgram(services, asker, {
      name: 'Stars',
      description: null,
      status: 'ACTIVE',
      onUnknownParticipant: create ? 'CREATE' : 'REJECT',
      redemptionTarget: 'SYSTEM_REDEMPTION',
      targetEntityId: null,
    });
    const asset = await createAsset(services, asker, {
      name: 'Star',
      symbol: `S${program.id.slice(-12)}`,
      inventoryMode: 'LOT',
      issuancePolicy: prefunded ? 'PREFUNDED' : 'UNLIMITED',
      scale: 2,
      maxTransaction: null,
      programId: program.id,
    });
    return { programId: program.id, assetId: asset.id };
  }

  function bringIn(lines: readonly string[], more: readonly string[] = [], into = ids): Promise<Ended> {
    const file = join(desk.folder, 'balances.csv');
    writeFileSync(file, `\uFEFF${lines.join('\r\n')}\r\n`);
    const where = ['--account', 'Shop', '--program', into.programId.toUpperCase(), '--asset', into.assetId];
    return desk.run(['points', 'import', ...where, ...more, file], env);
  }
  const available = async (name: string, { assetId } = ids) => {
    const book = await findByExternalId(services, asker, name);
    return book && balanceOf(book, assetId).available;
  };
  const verify = () => desk.run(['points', 'verify', '--account', 'Shop', '--mode', 'test'], env);

  test('every row is credited once, also where two say the same, however often and in whatever order it is run', async () => {
    const rows = ['10.50,anna,', '"1000",ben,2099-12-31T00:00:00Z', '10.50,anna,', '7,carl,2099-12-31T00:00:00+02:00'];
    const first = await bringIn(['amount,external_id,expires_at', ...rows]);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out.trim()).toBe('4 rows credited, 1028.00 in all; 3 participants made');
    const again = await bringIn([
      'external_id,amount,expires_at',
      'carl,7.000,2099-12-31T00:00:00+02:00',
      'anna,10.5,',
    ]);
    expect(again.out.trim()).toBe('0 rows credited; 2 rows had been credited before');
    expect([again.code, again.err]).toEqual([
      0,
      expect.stringMatching(/^note: 2 rows .* passed over\. .*--batch NAME\n$/),
    ]);
    const longer = await bringIn(['amount,external_id,expires_at', ...rows, '1,dora,']);
    expect(longer.out.trim()).toBe('1 row credited, 1.00 in all; 1 participant made; 4 rows had been credited before');
    expect(await Promise.all(['anna', 'ben', 'carl', 'dora'].map((name) => available(name)))).toEqual([
      2100n,
      100_000n,
      700n,
      100n,
    ]);
    const book = await findByExternalId(services, asker, 'ben');
    const { rows: lots } = await store.points.lots({
      participantId: book?.participantId ?? '',
      assetId: ids.assetId,
      limit: 5,
    });
    expect(lots).toMatchObject([{ amount: 100_000n, expiresAt: Date.UTC(2099, 11, 31) }]);
    const ripe = await bringIn([
      'external_id,amount,matures_at',
      'elsa,3,2020-01-31T00:00:00Z',
      'elsa,4,2999-01-31T00:00:00Z',
    ]);
    expect([ripe.code, await available('elsa')]).toEqual([0, 300n]);
    const meant = await bringIn(['external_id,amount', 'dora,1'], ['--batch', 'december']);
    expect([meant.out.trim(), meant.err]).toEqual(['1 row credited, 1.00 in all', '']);
    expect(await available('dora')).toBe(200n);
  });

  test('rows that mean the same in two spellings are as many credits, and are known again in any spelling', async () => {
    // Two old systems, merged into one file.
    const rows = ['nora,10.00', 'nora,10', 'nora,10.0', 'nora,100', 'nora,100.00', 'nora,1.50', 'nora,1.5'];
    const first = await bringIn(['external_id,amount', ...rows]);
    expect([first.code, first.err]).toEqual([0, '']);
    expect(first.out.trim()).toBe('7 rows credited, 233.00 in all; 1 participant made');
    expect(await available('nora')).toBe(23_300n);
    const again = await bringIn(['external_id,amount', 'nora,10.0', 'nora,10', 'nora,10.00', 'nora,10', 'nora,100.0']);
    expect(again.out.trim()).toBe('1 row credited, 10.00 in all; 4 rows had been credited before');
  });

  test('a row that another import credits between judging and writing is told, and the command fails', async () => {
    const file = join(desk.folder, 'twice.csv');
    writeFileSync(file, 'external_id,amount\nolga,5\n');
    expect((await bringIn(['external_id,amount', 'olga,1'])).code).toBe(0);
    const told: string[] = [];
    const options = {
      file,
      ...ids,
      description: 'x',
      batch: '',
      skipFaults: false,
      tell: (line: string) => told.push(line),
    };
    const { ledger } = services;
    let others = 0;
    const submit: typeof ledger.submit = async (command) => {
      others += 1;
      if (others === 1) await importFile(services, asker, options);
      return ledger.submit(command);
    };
    const late = Object.assign(Object.create(ledger) as typeof ledger, { submit });
    const done = await importFile(
      Object.assign(Object.create(services) as PointsServices, { ledger: late }),
      asker,
      options,
    );
    expect(done).toMatchObject({ credited: 0, before: 0, faults: 1 });
    expect(told).toEqual([expect.stringMatching(/^line 2: passed over/)]);
    expect(await available('olga')).toBe(600n);
  });

  test('every fault is named by its line, and nothing is written; --skip-faults leaves those lines out', async () => {
    const rows = [
      'external_id,amount,expires_at,reference_id',
      'emil,5,,',
      'emil,5.001,,',
      ',5,,',
      'emil,0,,',
      'emil,-5,,',
      'emil,1e3,,',
      'emil,5,soon,',
      'emil,5,2001-01-01T00:00:00Z,',
      'emil,5,,,,',
      `emil,5,,${'x'.repeat(256)}`,
      'emil,5,2099-12-31,',
      '"fritz',
      'the second",5,,',
    ];
    const refused = await bringIn(rows);
    expect(refused).toMatchObject({ code: 1, out: '' });
    // In their order, and each with the code that the API would send.
    const invalid = 'validation_failed';
    expect([...refused.err.matchAll(/^line (\d+): (\w+): /gm)].map(([, line, code]) => `${line} ${code}`)).toEqual([
      '3 invalid_scale',
      ...[4, 5, 6, 7, 8, 9, 10, 11, 12].map((line) => `${String(line)} ${invalid}`),
    ]);
    // A day alone says neither when it ends nor where.
    expect(refused.err).toMatch(/line 12: .*such as 2026-12-31T23:59:59\+02:00/);
    expect(refused.err).toContain('nothing was written: 10 lines');
    expect(await available('emil')).toBeNull();
    const skipped = await bringIn(rows, ['--skip-faults']);
    expect(skipped.code).toBe(1);
    expect(skipped.out).toContain('2 rows credited, 10.00 in all; 2 participants made; 10 lines left out');
    expect([await available('emil'), await available('fritz\r\nthe second')]).toEqual([500n, 500n]);
  });

  test('a file, a program and an asset that are not there, and columns that nobody knows', async () => {
    expect((await bringIn(['external_id,amont', 'a,1'])).err).toContain('"amont" is no column; amount is missing');
    expect((await bringIn(['external_id,amount', 'a,1', 'b,"1'])).err).toContain('cannot be read');
    expect(await available('a')).toBeNull();
    const nowhere = { ...ids, assetId: '019ac1f2-7a3b-7c4d-8e5f-60718293a4b5' };
    expect((await bringIn(['external_id,amount', 'a,1'], [], nowhere)).err).toContain(
      `there is no asset ${nowhere.assetId} in test mode of this account`,
    );
    const live = await bringIn(['external_id,amount', 'a,1'], ['--mode', 'live']);
    expect(live).toMatchObject({ code: 1, out: '' });
    expect(live.err).toContain('in live mode: it is in test mode, say --mode test');
    const where = ['--account', 'Shop', '--program', ids.programId, '--asset', ids.assetId];
    const missing = await desk.run(['points', 'import', ...where, 'not-there.csv'], env);
    expect([missing.code, missing.err.trim()]).toEqual([1, 'vouch: there is no file not-there.csv']);
    // Both names would become one customer's.
    const latin = join(desk.folder, 'latin1.csv');
    writeFileSync(latin, Buffer.from('external_id,amount\nf\u00fcr,5\nf\u00e4r,6\n', 'latin1'));
    const foreign = await desk.run(['points', 'import', ...where, '--account', 'Shop', latin], env);
    expect([foreign.code, foreign.err]).toEqual([1, expect.stringContaining('is not in UTF-8: save it')]);
    const rejecting = await setting();
    const unknown = await bringIn(['external_id,amount', 'nobody knows,1'], [], rejecting);
    expect(unknown.err).toMatch(/line 2: not_found: .*nobody knows.*"on_unknown_participant": "CREATE"/);
    expect((await desk.run(['points', 'import', '--program', 'x', '--asset', 'y', 'f.csv'], env)).code).toBe(2);
  });

  test('what a wallet cannot pay as a whole is not begun', async () => {
    const prefunded = await setting({ create: true, prefunded: true });
    const fund = { ...prefunded, action: 'FUND' as const, amount: '100', description: 'budget' };
    await moveWallet(services, asker, fund, null);
    const rows = ['external_id,amount', 'gina,60', 'hans,40.01'];
    expect((await bringIn(rows, [], prefunded)).err).toContain('the rows come to 100.01');
    expect(await available('gina', prefunded)).toBeNull();
    expect((await bringIn([...rows.slice(0, 2), 'hans,40'], [], prefunded)).code).toBe(0);
    expect((await bringIn([...rows.slice(0, 2), 'hans,40'], [], prefunded)).out).toContain('0 rows credited');
  });

  test('verify recomputes books, stocks and wallets, and names what was changed by hand', async () => {
    const { reward } = await createReward(services, asker, {
      ...ids,
      kind: 'UNIT_BASED',
      name: 'Mug',
      description: null,
      category: null,
      unitCost: '5',
      maxTotal: 10,
      maxPerParticipant: null,
      status: 'ACTIVE',
      availableFrom: null,
      availableUntil: null,
      metadata: {},
    });
    const book = await findByExternalId(services, asker, 'ben');
    const participantId = book?.participantId ?? '';
    const item = { amount: null, description: null, holdReferenceId: null, managedBy: null };
    const command = { ...item, participantId, programId: ids.programId, rewardId: reward.id, quantity: 3 };
    const { value } = await redeemItem(services, asker, command, null);
    const back = {
      redemptionId: value.redemption.id,
      amount: null,
      quantity: 1,
      reason: 'x',
      restoreExpiresAt: null,
      managedBy: null,
    };
    await reverse(services, asker, back, null);
    const right = await verify();
    expect(right.out).toMatch(/^Shop, test: \d+ books, 1 stock, 1 wallet; nothing differs\n$/);
    expect(right.code).toBe(0);

    const { records, lotsOf } = await store.points.read({
      ids: { books: [participantId], limits: [`stock:${reward.id}`] },
      lotsOf: [{ participantId, assetId: ids.assetId, limit: 1 }],
      holdsOf: [],
      dueOf: [],
    });
    const [stock, changed, lot] = [records.limits?.[0], records.books?.[0], lotsOf[0]?.[0]];
    if (!stock || !changed || !lot) throw new Error('They were made');
    const none = { redemptions: [], reversals: [], keys: [], freedKeys: [], events: [] };
    const settings = { programs: [], assets: [], rewards: [], entities: [] };
    await store.points.commit({
      ...none,
      ...settings,
      limits: [{ from: stock.rev, record: { ...stock, used: 1n, rev: stock.rev + 1 } }],
      books: [
        {
          fromRev: changed.rev,
          change: {
            book: { ...changed, rev: changed.rev + 1 },
            lots: [{ ...lot, available: lot.available - 1n }],
            holds: [],
            entries: [],
          },
        },
      ],
    });
    const wrong = await verify();
    expect(wrong.code).toBe(1);
    expect(wrong.out).toContain(`stock ${reward.id}: used is 1, the records say 2`);
    expect(wrong.out).toContain(`book ${participantId}: available of lot ${lot.id} is`);
    expect(wrong.out).toContain('; 2 differ');
  });
});

test('points demo: every point is where it should be', async () => {
  const desk = new Desk();
  const shown = await desk.run(['points', 'demo']);
  expect(shown).toMatchObject({ code: 0, err: '' });
  expect(shown.out).toContain('Every point is where it should be.');
  await desk.clear();
});
