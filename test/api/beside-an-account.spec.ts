// What one account asks for at once, and everybody else's requests beside it. Nothing here goes by time: what was answered before what is
// counted.
import { nextOf, sampleScope } from '../fixtures/redemption';
import { describeWithMongo, freshMongoUrl } from '../tools/mongod';
import { ONE_VOUCHER, startWorld, type World } from './world';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A sale and a list of another account, once the first of these calls is answered. How many of them were answered by then, and how. */
async function beside(
  world: World,
  key: string,
  calls: number,
  call: (nth: number) => Promise<{ readonly status: number }>,
) {
  let answered = 0;
  const all = Array.from({ length: calls }, (_, nth) =>
    call(nth).then(({ status }) => {
      answered += 1;
      return status;
    }),
  );
  while (answered === 0) await turn();
  const sale = await world.create(world.voucher(ONE_VOUCHER), {}, { key });
  const own = await world.call('GET /v1/redemptions?limit=1', { key });
  expect([sale.body.outcome, own.body.data.length]).toEqual(['paid', 1]);
  const before = answered;
  return { before, statuses: [...new Set(await Promise.all(all))] };
}

/** Makes a redemption as large as one may become. */
async function grow(world: World, id: string): Promise<void> {
  await world.withStore(async ({ redemptions }) => {
    const found = await redemptions.find(id);
    if (!found) throw new Error('It is not there');
    const kept = Array.from({ length: 38 }, (_, nth) =>
      sampleScope(`${id} ${String(nth)}`, { requestDigest: 'x'.repeat(50_000) }),
    );
    await redemptions.replace(nextOf(found, { idempotency: [...found.idempotency, ...kept] }), found.rev, []);
  });
}

describe('another account', () => {
  let world: World;
  let key: string;
  beforeAll(async () => {
    world = await startWorld(null);
    key = await world.newKey('Other', 'test', 'secret');
  });
  afterAll(() => world.close());

  it('is answered long before the 300 lists that were asked for before', async () => {
    const metadata = Object.fromEntries(
      Array.from({ length: 10 }, (_, nth) => [`note_${String(nth)}`, 'x'.repeat(400)]),
    );
    for (let nth = 0; nth < 100; nth += 1) await world.create(world.voucher(ONE_VOUCHER), { metadata });
    const { before, statuses } = await beside(world, key, 300, () => world.call('GET /v1/redemptions?limit=100'));
    expect(statuses).toEqual([200]);
    expect(before).toBeLessThan(150);
  }, 120_000);

  it('is answered long before the 60 changes of one redemption of 2 MB that were asked for before, and refused', async () => {
    const { body } = await world.create(world.voucher(ONE_VOUCHER));
    await grow(world, body.id);
    const { before, statuses } = await beside(world, key, 60, (nth) =>
      world.call(`PATCH /v1/redemptions/${body.id}`, {
        headers: { 'if-match': '"99"' },
        body: { external_reference: String(nth) },
      }),
    );
    expect(statuses).toEqual([412]);
    expect(before).toBeLessThan(30);
  }, 120_000);
});

describeWithMongo('another account on mongodb', () => {
  it('is answered long before the 40 reads of redemptions of 2 MB that were asked for before', async () => {
    const world = await startWorld(freshMongoUrl);
    try {
      const key = await world.newKey('Other', 'test', 'secret');
      const made = await Promise.all(Array.from({ length: 6 }, () => world.create(world.voucher(ONE_VOUCHER))));
      const ids = made.map(({ body }) => body.id);
      for (const id of ids) await grow(world, id);
      const read = (nth: number) => world.call(`GET /v1/redemptions/${String(ids[nth % ids.length])}`);
      // How large they are nobody knows before they were read.
      for (const nth of ids.keys()) expect((await read(nth)).status).toBe(200);
      const { before, statuses } = await beside(world, key, 40, read);
      expect(statuses).toEqual([200]);
      expect(before).toBeLessThan(20);
    } finally {
      await world.close();
    }
  }, 120_000);
});
