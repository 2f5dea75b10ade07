// What it costs to look for a PIN in the texts of one request, counted in characters that are looked at, not in time.
import { describeOnOne } from '../tools/engines';
import { WorkCount } from '../tools/reading-work';
import { BLU, startWorld, type World } from './world';

/** Written in every way there is, with digits, so that there is as much to read as can be. */
const DECOY = '%30=20 9=21\\040\\20 U+0030<b5>';

const metadataOf = (count: number, repeated: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`${String(at)}${DECOY}`, `${String(at)}v${DECOY.repeat(repeated)}`]),
  );

describeOnOne('the texts of one request', ({ databaseUrl }) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(databaseUrl);
  });
  afterAll(() => world.close());

  async function workOf<T extends { readonly status: number }>(call: () => Promise<T>): Promise<T & { work: number }> {
    const count = new WorkCount();
    try {
      const answer = await call();
      return { ...answer, work: count.characters };
    } finally {
      count.stop();
    }
  }

  /** As much as there is work for, and what is looked at last. */
  const MOST = 300_000;

  it.each([
    ['many pairs, each in many ways', 16, 1, 201],
    ['as much as is taken', 20, 17, 201],
    ['far more than is taken', 420, 6, 400],
    ['longer ones than are taken', 20, 400, 400],
  ])('are read once each, and not in more ways than a long one: %s', async (_name, count, repeated, status) => {
    const { pin } = world.voucher(BLU);
    const body = { type: BLU, source: { pin }, confirm: false, metadata: metadataOf(count, repeated) };
    const answer = await workOf(() => world.call('POST /v1/redemptions', { key: world.keys.publishable, body }));
    expect(answer.status).toBe(status);
    expect(answer.work).toBeLessThan(MOST);
  });

  it('are read once each where the PIN is not at hand', async () => {
    const { id } = (await world.create(world.voucher(BLU))).body;
    const answer = await workOf(() =>
      world.call(`PATCH /v1/redemptions/${id}`, { body: { metadata: metadataOf(9, 17) } }),
    );
    expect([200, 400]).toContain(answer.status);
    expect(answer.work).toBeLessThan(MOST);
  });

  it('hold a PIN that is written once, in two pieces, in the last of as many as are taken', async () => {
    const { pin } = world.voucher(BLU);
    const metadata = {
      ...metadataOf(18, 16),
      first: `slip ${pin.slice(0, 4)}&nbsp;${pin.slice(4, 8)}`,
      second: `${pin.slice(8, 12)}%20${pin.slice(12)} slip`,
    };
    const refused = await workOf(() =>
      world.call('POST /v1/redemptions', { body: { type: BLU, source: { pin }, metadata } }),
    );
    expect(refused).toMatchObject({ status: 400, body: { code: 'pin_in_text', errors: [{ param: 'metadata' }] } });
    expect(refused.work).toBeLessThan(MOST);
  });

  it.each([80, 20])(
    'hold a PIN a digit in each of %i, and nothing is read again to find where it begins',
    async (count) => {
      const { pin } = world.voucher(BLU);
      const long = (sign: string, most: number) => sign.repeat(most).slice(0, most);
      const pairs = Array.from({ length: count }, (_, at) => {
        const letters = `${String.fromCharCode(97 + (at % 26))}${'z'.repeat(Math.floor(at / 26))}`;
        return [
          letters + long('%aD%aD', count === 20 ? 30 : 800),
          long('=aa%aD', count === 20 ? 480 : 980) + (pin[at] ?? ''),
        ];
      });
      const body = { type: BLU, source: { pin }, metadata: Object.fromEntries(pairs) as object };
      const refused = await workOf(() => world.call('POST /v1/redemptions', { key: world.keys.publishable, body }));
      expect(refused).toMatchObject({ status: 400, body: { code: 'pin_in_text' } });
      expect(refused.work).toBeLessThan(MOST);
    },
  );

  it('cost a small change of what stands there no more than the texts themselves', async () => {
    const metadata = metadataOf(20, 16);
    const { body } = await world.create(world.voucher(BLU), { confirm: false, metadata });
    const changed = await workOf(() =>
      world.call(`PATCH /v1/redemptions/${body.id}`, { body: { external_reference: '7' } }),
    );
    expect(changed.status).toBe(200);
    expect(changed.work).toBeLessThan(MOST);
  });

  /** A number in a way that is seen once the one before it was hidden. */
  const NESTED = Array.from({ length: 30 }, (_, deep) => `12345%26${'amp;'.repeat(2 * deep)}lsqb;12345x`).join('');

  it('names of fields, addresses, programs and requests are as little work', async () => {
    const fill = (most: number) => (NESTED + '=aa=ad'.repeat(3_000)).slice(0, most);
    const names = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [String(at) + fill(480), 1]));
    const calls = [
      () => world.call(`GET /v1/${fill(15_000)}`, { key: '' }),
      () => world.call(`GET /v1/${'0fe3c0f0-0000-4000-8000-000000000001/'.repeat(12)}${fill(100)}`, { key: '' }),
      () => world.call('POST /v1/redemptions', { key: world.keys.publishable, body: names }),
      () => world.call('POST /v1/redemptions', { key: world.keys.publishable, body: { type: BLU, source: world.voucher(BLU) }, headers: { 'x-request-id': fill(14_000) } }),
      () => world.call('POST /v1/console/session', { key: '', body: { email: 'a@b.example', password: 'p' }, headers: { 'user-agent': fill(14_000) } }),
    ]; // prettier-ignore
    for (const call of calls) expect((await workOf(call)).work).toBeLessThan(MOST);
  });

  it('an address that is longer than any shows nothing of itself, and one that is not shows where it was', async () => {
    const refused = await world.call(`GET /v1/${'a'.repeat(600)}`);
    expect(refused.body).toMatchObject({ code: 'route_not_found', instance: '/****' });
    const known = await world.call(`GET /v1/redemptions/rdm_${'0'.repeat(24)}`);
    expect(known.body).toMatchObject({ instance: `/v1/redemptions/rdm_${'0'.repeat(24)}` });
  });
});
