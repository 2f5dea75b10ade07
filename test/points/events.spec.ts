// Events of points: written with the movement, heard by a real receiver in the order of the journal, and silent about who it was.
import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { adjust, hold, moveWallet, release } from '../../src/core/points/use-cases/movements';
import { redeem, reverse } from '../../src/core/points/use-cases/redemptions';
import type { PointsServices } from '../../src/core/points/use-cases/services';
import { upsertParticipant } from '../../src/core/points/use-cases/setup';
import { PointsDue } from '../../src/jobs/points-due';
import { openStore as openAt } from '../../src/store/open';
import { startWorld, type World as ApiWorld } from '../api/world';
import { describeApi, forEachEngine } from '../tools/engines';
import { describeWithMongo, freshMongoUrl } from '../tools/mongod';
import { FULL } from '../tools/scale';
import { Receiver } from '../webhooks/receiver';
import { temporaryFolder, TestClock, worldOn, type World } from '../webhooks/world';
import { Shop } from './api/shop';
import { ASKER, give, participant, pointsOver, program, type Setting } from './world';

jest.setTimeout(150_000);

const DAY = 86_400_000;
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

async function redeemed(points: PointsServices, setting: Setting, participantId: string, amount: string) {
  const about = { ...setting, participantId, amount, description: 'coffee', holdReferenceId: null, managedBy: null };
  return (await redeem(points, ASKER, about, null)).value.redemption.id;
}

function givenBack(points: PointsServices, redemptionId: string, amount: string) {
  const about = { redemptionId, amount, quantity: null, reason: 'cold', restoreExpiresAt: null, managedBy: null };
  return reverse(points, ASKER, about, null);
}

forEachEngine('Events of points', (openStore) => {
  let opened: Awaited<ReturnType<typeof openStore>>;
  let clock: TestClock;
  let points: PointsServices;
  let world: World;
  let receiver: Receiver;

  beforeEach(async () => {
    opened = await openStore();
    clock = new TestClock();
    points = pointsOver(opened.store.points, clock);
    world = worldOn(opened.store, { clock });
    receiver = await Receiver.start();
  });
  afterEach(async () => {
    await world.close();
    expect(world.errors).toEqual([]);
    await receiver.stop();
    await opened.drop();
  });

  const listen = (fields = {}) => world.endpoint({ url: receiver.url, accountId: ASKER.accountId, ...fields });
  const heard = () =>
    receiver.received.map(({ event: { type, data } }) => {
      const { amount, balance } = data as { amount?: string; balance?: Readonly<Record<string, string>> };
      return [type, amount, balance && Object.values(balance).join(' ')];
    });

  test('every movement of a participant, in order, with the balance it left; expiry comes from the job', async () => {
    await listen();
    const setting = await program(points);
    const profile = { email: 'thandi@example.com', phone: '+27821234567', firstName: 'Thandi', lastName: 'Nkosi' };
    const { book } = await upsertParticipant(points, ASKER, { externalId: 'c-1', profile });
    const who = book.participantId;
    await give(points, setting, who, '100', { expiresAt: clock.now() + DAY });
    const about = { ...setting, participantId: who, description: 'till', referenceId: 'till-1', selection: {} };
    await hold(points, ASKER, { ...about, amount: '30', expiresAt: null }, null);
    await release(points, ASKER, { ...about, amount: null }, null);
    const id = await redeemed(points, setting, who, '60');
    await givenBack(points, id, '10');
    const debit = { ...setting, participantId: who, type: 'DEBIT' as const, amount: '5', description: 'correction' };
    await adjust(
      points,
      ASKER,
      { ...debit, bucket: 'AVAILABLE', allowNegative: false, referenceId: null, expiresAt: null, maturesAt: null },
      null,
    );
    clock.pass(2 * DAY);
    await new PointsDue(points, (error) => world.errors.push(error)).runOnce();
    await world.notifier.runOnce();

    expect(heard()).toEqual([
      ['participant.created', undefined, undefined],
      ['balance.credited', '100.00', '100.00 0.00 0.00'],
      ['balance.held', '30.00', '70.00 30.00 0.00'],
      ['balance.released', '30.00', '100.00 0.00 0.00'],
      ['redemption.completed', '60.00', '40.00 0.00 0.00'],
      ['redemption.reversed', '10.00', '50.00 0.00 0.00'],
      ['balance.debited', '5.00', '45.00 0.00 0.00'],
      ['balance.expired', '45.00', '0.00 0.00 0.00'],
    ]);
    const data = receiver.received.map(({ event }) => event.data);
    expect(data[0]).toMatchObject({ object: 'participant', id: who, external_id: 'c-1', status: 'ACTIVE' });
    expect(data[2]).toMatchObject({ object: 'points_movement', action_type: 'HOLD', reference_id: 'till-1' });
    expect(data[4]).toMatchObject({ object: 'points_redemption', id, participant_id: who, status: 'COMPLETED' });
    expect(data[5]).toMatchObject({ object: 'points_reversal', redemption_id: id, reason: 'cold' });
    const told = receiver.received.map(({ body }) => body).join();
    expect(told).not.toMatch(/thandi|nkosi|27821234567|email|phone|first_name|attributes/i);
    // One event for each entry, and each found by its participant.
    const journal = await opened.store.points.journal(who, 0, 100);
    expect(data.slice(1).map((one) => one['journal_entry_id'])).toEqual(journal.map((entry) => entry.id));
    // Every event is about something that has an id; a movement has that of its entry.
    for (const one of data) expect(one.id).toEqual(expect.any(String));
    expect(data[2]?.id).toBe(journal[1]?.id);
    const { rows: events } = await opened.store.events.list({ ...ASKER, redemptionId: who, limit: 100 });
    expect(events.map((event) => event.seq)).toEqual([7, 6, 5, 4, 3, 2, 1, 0]);
  });

  test('what happens by itself before a call has events of its own, each with the balance between', async () => {
    await listen();
    const setting = await program(points);
    const who = await participant(points, 'late');
    await give(points, setting, who, '10', { expiresAt: clock.now() + DAY });
    await give(points, setting, who, '7', { maturesAt: clock.now() + DAY / 2 });
    clock.pass(2 * DAY);
    await redeemed(points, setting, who, '2');
    await world.notifier.runOnce();
    expect(heard().slice(3)).toEqual([
      ['balance.expired', '10.00', '0.00 0.00 7.00'],
      ['balance.released', '7.00', '7.00 0.00 0.00'],
      ['redemption.completed', '2.00', '5.00 0.00 0.00'],
    ]);
  });

  test('a refused call says nothing, a repeated one nothing more, a wallet what is left of it', async () => {
    await listen({ eventTypes: ['program.funded', 'program.burned', 'redemption.completed'] });
    const setting = await program(points, 'LOT', true);
    const who = await participant(points, 'prefunded');
    const move = (action: 'FUND' | 'BURN', amount: string) =>
      moveWallet(points, ASKER, { ...setting, action, amount, description: 'budget' }, null);
    await move('FUND', '100');
    await move('BURN', '25');
    await give(points, setting, who, '50');
    await expect(redeemed(points, setting, who, '51')).rejects.toMatchObject({ code: 'insufficient_balance' });
    const about = {
      ...setting,
      participantId: who,
      amount: '50',
      description: 'c',
      holdReferenceId: null,
      managedBy: null,
    };
    for (const replayed of [false, true]) expect(await redeem(points, ASKER, about, 'key')).toMatchObject({ replayed });
    await world.notifier.runOnce();
    expect(receiver.types.sort()).toEqual(['program.burned', 'program.funded', 'redemption.completed']);
    const wallet = receiver.received.filter(({ event }) => event.type.startsWith('program.'));
    expect(wallet.map(({ event }) => event.data['available'])).toEqual(['100.00', '75.00']);
  });

  test('where nobody listens they are in the log, and nothing waits to be sent', async () => {
    const setting = await program(points);
    const who = await participant(points, 'unheard');
    await give(points, setting, who, '1');
    const { rows: events } = await opened.store.events.list({ ...ASKER, redemptionId: who, limit: 10 });
    expect(events.map(({ type }) => type)).toEqual(['balance.credited', 'participant.created']);
    expect(await opened.store.webhooks.unfannedAccount('')).toBeNull();
    await listen();
    await give(points, setting, who, '2');
    await world.notifier.runOnce();
    expect(heard()).toEqual([['balance.credited', '2.00', '3.00 0.00 0.00']]);
  });

  test('many participants at once, two servers, an endpoint that fails at random: each in its order', async () => {
    const setting = await program(points);
    const people = await Promise.all(times(10, (index) => participant(points, `p${String(index)}`)));
    const accepted = new Map<string, string[]>();
    receiver.answer = (response, { event: { data } }) => {
      if (Math.random() < 0.15) return void response.writeHead(500).end();
      const who = String(data['participant_id']);
      const entry = String(data['journal_entry_id']);
      const seen = accepted.get(who) ?? [];
      if (!seen.includes(entry)) accepted.set(who, [...seen, entry]);
      response.writeHead(204).end();
    };
    await listen();
    const others = worldOn(opened.store, { shared: world, random: Math.random });
    const two = pointsOver(opened.store.points, clock);
    const moves = times(150, (index) =>
      give(index % 2 ? points : two, setting, people[index % people.length] ?? '', '1'),
    );
    await Promise.all([...moves, world.notifier.runOnce(), others.notifier.runOnce()]);
    for (let round = 0; round < 40; round += 1) {
      await Promise.all([world.notifier.runOnce(), others.notifier.runOnce()]);
      if ([...accepted.values()].flat().length === moves.length) break;
      clock.pass(60 * 60_000);
    }
    await others.close();
    for (const who of people) {
      const journal = await opened.store.points.journal(who, 0, 100);
      expect(accepted.get(who)).toEqual(journal.map(({ id }) => id));
    }
  });
});

const KILLS = [
  'before:points.commit',
  'after:points.commit',
  'before:webhooks.fanOut',
  'after:webhooks.fanOut',
  'after:webhooks.claim',
  'before:webhooks.replaceDeliveries',
  'after:webhooks.replaceDeliveries',
];

function endOf(child: ChildProcess): Promise<NodeJS.Signals | null> {
  return new Promise((done) => child.on('exit', (_code, signal) => done(signal)));
}

function spawnChild(url: string, point: string): ChildProcess {
  const built = join(__dirname, '../crash/built-hook.cjs');
  const script = join(__dirname, 'events-child.ts');
  return spawn(process.execPath, ['--require', built, script, url, point], { stdio: 'inherit' });
}

/** The movement and its event are both there or neither, and what is there is heard, whoever was killed in between. */
async function isWhole(url: string, point: string): Promise<void> {
  const receiver = await Receiver.start();
  const setUp = await openAt(url);
  await worldOn(setUp).endpoint({ url: receiver.url, accountId: ASKER.accountId });
  await setUp.close();
  try {
    expect(await endOf(spawnChild(url, point))).toBe('SIGKILL');
    const store = await openAt(url);
    // Later than every lease of the dead process.
    const world = worldOn(store, { clock: new TestClock(Date.now() + 10 * 60_000) });
    await world.notifier.runOnce();
    await world.close();
    const [book] = await store.points.participants({ ...ASKER, limit: 1 });
    const journal = await store.points.journal(book?.participantId ?? '', 0, 10);
    expect(journal).toHaveLength(point === 'before:points.commit' ? 0 : point === 'after:points.commit' ? 1 : 2);
    const entries = receiver.received.map(({ event }) => event.data['journal_entry_id']);
    // Sent and not written down is sent again: at least once.
    expect([...new Set(entries)]).toEqual([undefined, ...journal.map(({ id }) => id)]);
    await store.close();
  } finally {
    await receiver.stop();
  }
}

describe('Movements of points, killed on sqlite', () => {
  test.each(KILLS)('%s', async (point) => {
    const folder = temporaryFolder();
    await isWhole(`sqlite:${join(folder, 'vouch.db')}`, point);
    rmSync(folder, { recursive: true });
  });
});

describeWithMongo('Movements of points, killed on mongodb', () => {
  // Every other one, before and after in turn: at full size all.
  test.each(KILLS.filter((_, index) => FULL || index % 2 === 0))('%s', async (point) => {
    await isWhole(await freshMongoUrl(), point);
  });
});

describeApi('Events of points over HTTP', ({ databaseUrl }) => {
  let world: ApiWorld;
  let shop: Shop;
  let receiver: Receiver;

  beforeAll(async () => {
    world = await startWorld(databaseUrl);
    shop = await Shop.open(world);
    receiver = await Receiver.start();
  }, 60_000);
  afterAll(async () => {
    await world.close();
    await receiver.stop();
  });

  test('an endpoint picks its types; the log is read by type and by participant; deliveries name the subject', async () => {
    const types = ['participant.created', 'balance.credited', 'redemption.reversed'];
    const made = await shop.call('POST /v1/webhook_endpoints', { url: receiver.url, event_types: types });
    expect(made.status).toBe(201);
    const who = await shop.participant({ email: 'sipho@example.com', phone: '0821112222' });
    await shop.participant();
    await shop.credit(who, '10');
    const { body } = await shop.redeem(who, '4');
    await shop.reverse(body.id);
    await receiver.until(4);
    const mine = receiver.received.filter(({ event: { data } }) => [data['id'], data['participant_id']].includes(who));
    expect(mine.map(({ event }) => event.type)).toEqual(types);
    const log = await shop.read(`/v1/events?participant_id=${who.toUpperCase()}`);
    expect(log.data.map((event) => event['type'])).toEqual([
      'redemption.reversed',
      'redemption.completed',
      'balance.credited',
      'participant.created',
    ]);
    expect(JSON.stringify(log)).not.toMatch(/sipho|0821112222/);
    const credits = await shop.read(`/v1/events?participant_id=${who}&type=balance.credited`);
    expect(credits.data).toMatchObject([{ data: { object: 'points_movement', amount: '10.00' } }]);
    const deliveries = await shop.read('/v1/webhook_deliveries?limit=1');
    expect(deliveries.data).toMatchObject([{ redemption_id: null, subject_id: who }]);
    // A redemption of points by its own id, as a voucher's: made, and reversed.
    const told = (query: string) => shop.read(`/v1/events?redemption_id=${body.id.toUpperCase()}&${query}`);
    const all = await told('limit=100');
    expect(all).toMatchObject({ data: log.data.slice(0, 2), has_more: false });
    const first = await told('limit=1');
    expect(first).toMatchObject({ data: all.data.slice(0, 1), has_more: true });
    expect(await told(`limit=1&cursor=${first.next_cursor ?? ''}`)).toMatchObject({
      data: all.data.slice(1),
      has_more: false,
    });
    expect((await told('type=redemption.completed')).data).toEqual(all.data.slice(1));
    const past = '2000-01-01T00:00:00Z';
    expect([(await told(`created_to=${past}`)).data, (await told(`created_from=${past}`)).data]).toEqual([
      [],
      all.data,
    ]);
    const live = await world.newKey('events live', 'live', 'secret');
    expect((await world.call(`GET /v1/events?redemption_id=${body.id}`, { key: live })).body.data).toEqual([]);
    const refused = [
      'redemption_id=1',
      `participant_id=${who}&redemption_id=rdm_0123456789abcdef01234567`,
      'participant_id=rdm_0123456789abcdef01234567',
    ];
    for (const query of refused) expect((await shop.call(`GET /v1/events?${query}`)).status).toBe(400);
  });
});
