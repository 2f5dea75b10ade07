// What it costs to look for a PIN in the texts of one request, counted in texts read and in characters of all their readings, not in time.
import { describeOnOne } from '../tools/engines';
import { BLU, startWorld, type World } from './world';

const mockWork = { texts: 0, characters: 0 };

jest.mock('../../src/core/values/text/escapes', () => {
  const actual = jest.requireActual<typeof import('../../src/core/values/text/escapes')>(
    '../../src/core/values/text/escapes',
  );
  const readingsOf: typeof actual.readingsOf = (text, ...others) => {
    const readings = actual.readingsOf(text, ...others);
    mockWork.texts += 1;
    mockWork.characters += readings.reduce((sum, { length }) => sum + length, 0);
    return readings;
  };
  return { ...actual, readingsOf };
});

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

  async function workOf(call: () => Promise<{ readonly status: number }>) {
    Object.assign(mockWork, { texts: 0, characters: 0 });
    const { status } = await call();
    return { status, ...mockWork };
  }

  it.each([
    ['many pairs, each in many ways', 16, 1, 201],
    ['as much as is taken', 20, 17, 201],
    ['far more than is taken', 420, 6, 400],
    ['longer ones than are taken', 20, 400, 400],
  ])('are read once each, and not in more ways than a long one: %s', async (_name, count, repeated, status) => {
    const { pin } = world.voucher(BLU);
    const body = { type: BLU, source: { pin }, confirm: false, metadata: metadataOf(count, repeated) };
    const work = await workOf(() => world.call('POST /v1/redemptions', { key: world.keys.publishable, body }));
    expect(work.status).toBe(status);
    expect(work.texts).toBeLessThan(300);
    expect(work.characters).toBeLessThan(1_000_000);
  });

  it('are read once each where the PIN is not at hand', async () => {
    const { id } = (await world.create(world.voucher(BLU))).body;
    const work = await workOf(() =>
      world.call(`PATCH /v1/redemptions/${id}`, { body: { metadata: metadataOf(9, 17) } }),
    );
    expect([200, 400]).toContain(work.status);
    expect(work.texts).toBeLessThan(300);
    expect(work.characters).toBeLessThan(1_000_000);
  });

  it('hold a PIN that is written once, in two pieces, in the last of as many as are taken', async () => {
    const { pin } = world.voucher(BLU);
    const metadata = {
      ...metadataOf(18, 16),
      first: `slip ${pin.slice(0, 4)}&nbsp;${pin.slice(4, 8)}`,
      second: `${pin.slice(8, 12)}%20${pin.slice(12)} slip`,
    };
    const body = { type: BLU, source: { pin }, metadata };
    const work = await workOf(async () => {
      const refused = await world.call('POST /v1/redemptions', { body });
      expect(refused.body.code).toBe('pin_in_text');
      return refused;
    });
    expect(work.status).toBe(400);
    expect(work.texts).toBeLessThan(300);
    expect(work.characters).toBeLessThan(1_000_000);
  });
});
