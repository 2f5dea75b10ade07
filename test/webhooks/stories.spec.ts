// What arrives for each story that a shop can live through, in order: the table of docs/webhooks.md, row by row.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BLU, ONE_VOUCHER, startWorld, type Answer, type World } from '../api/world';
import { describeOnOne } from '../tools/engines';

const GUIDE = readFileSync(join(__dirname, '../../docs/webhooks.md'), 'utf8');

/** Of each row: the story's name, and its events, each as `type outcome`. */
function storiesTold(): Map<string, string[]> {
  const [, table = ''] = GUIDE.split(/<!-- \/?stories -->/);
  const rows = table.split('\n').filter((line) => /^\| (?!story|---)/.test(line));
  return new Map(
    rows.map((row) => {
      const [, story = '', events = ''] = row.split('|').map((cell) => cell.trim());
      return [
        story,
        [...events.matchAll(/`([a-z_]+)` ([a-z_]+)/g)].map(([, type, outcome]) => `${type ?? ''} ${outcome ?? ''}`),
      ];
    }),
  );
}

describeOnOne('what arrives for each story', ({ databaseUrl }) => {
  jest.setTimeout(60_000);
  const told = storiesTold();
  let world: World;
  beforeAll(async () => {
    world = await startWorld(databaseUrl, { VOUCH_RESOLVER_EVERY: '100ms' });
  });
  afterAll(() => world.close());

  const act = (id: string, what: string, body: object = {}, key = what) =>
    world.call(`POST /v1/redemptions/${id}/${what}`, { body, headers: { 'idempotency-key': `${id} ${key}` } });
  const settled = (id: string) => world.until(id, ({ outcome }) => outcome === 'paid' || outcome === 'not_paid');
  const part = { amount: 1000, currency: 'ZAR' };

  /** Each story, as it is told in the table; ends with the redemption that it was about. */
  const STORIES: Readonly<Record<string, () => Promise<Answer>>> = {
    'a sale': () => world.create(world.voucher(ONE_VOUCHER), part),
    'a sale, and the provider is slow': () => world.create(world.voucher(BLU, 5000, 'slow_then_ok'), part),
    'a voucher that is refused': () => world.create(world.voucher(BLU, 5000, 'used'), part),
    'the provider cannot be reached': async () => {
      const voucher = world.voucher(ONE_VOUCHER);
      await world.simulators.outage('one_voucher', true);
      const made = await world.create(voucher, part);
      await world.simulators.outage('one_voucher', false);
      return made;
    },
    'no answer, and the value was taken': async () =>
      settled((await world.create(world.voucher(BLU, 1000, 'drop_after_taking'), part)).body.id),
    'no answer, and change was issued that nobody can read': async () =>
      settled((await world.create(world.voucher(BLU, 5000, 'drop_after_taking'), part)).body.id),
    'no answer, and nothing was taken': async () =>
      settled((await world.create(world.voucher(BLU, 5000, 'drop_before_taking'), part)).body.id),
    'reserved, then captured': async () => {
      const { body } = await world.create(world.voucher(BLU), { ...part, capture_method: 'manual' });
      await act(body.id, 'capture');
      return settled(body.id);
    },
    'reserved, then canceled': async () => {
      const { body } = await world.create(world.voucher(BLU), { ...part, capture_method: 'manual' });
      return act(body.id, 'cancel');
    },
    'a draft that is given up': async () => {
      const { body } = await world.create(world.voucher(BLU), { ...part, confirm: false });
      return act(body.id, 'cancel');
    },
    'a sale, then two parts given back': async () => {
      const sale = await world.create(world.voucher(BLU), part);
      for (const amount of [300, 200])
        await act(sale.body.id, 'reverse', { amount, reason: 'returned' }, String(amount));
      return sale;
    },
  };

  it('has a story for every row of the table, and a row for every story', () => {
    expect([...told.keys()]).toEqual(Object.keys(STORIES));
  });

  it.each(Object.keys(STORIES))('%s', async (story) => {
    const { body } = await (STORIES[story] ?? (() => Promise.reject(new Error('no such story'))))();
    const { body: log } = await world.call(`GET /v1/events?redemption_id=${body.id}&limit=100`);
    const events = [...log.data].reverse();
    const seen = events.map(
      ({ type, data }) => `${type.replace('redemption.', '')} ${(data as unknown as { outcome: string }).outcome}`,
    );
    expect(seen).toEqual(told.get(story));
    for (const { type, data } of events) {
      const { outcome, reversal } = data as unknown as { outcome: string; reversal?: { amount: number } };
      // Nobody is alarmed but by doubt, and each reversal is told with its own amount.
      expect(outcome === 'checking').toBe(type === 'redemption.checking');
      expect(reversal !== undefined).toBe(type === 'redemption.reversed');
    }
    if (story.includes('given back'))
      expect(
        events.flatMap(({ data }) => (data as unknown as { reversal?: { amount: number } }).reversal?.amount ?? []),
      ).toEqual([300, 200]);
  });
});
