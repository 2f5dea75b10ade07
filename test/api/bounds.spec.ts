// The limits of one redemption over HTTP: what is refused is refused before a provider hears of it, and all before it is whole.
import { BLU, OTT, ONE_VOUCHER, startWorld, type World } from './world';
import { MOST_OPERATIONS_TOLD } from '../../src/core/redemption/bounds/bounds';
import { submit } from '../../src/core/use-cases/submit';
import { describeOnOne } from '../tools/engines';
import { FULL } from '../tools/scale';

jest.setTimeout(240_000);

/** Of two hundred reversals so many come over HTTP. The rest another instance writes, as ones that the provider declined. */
const OVER_HTTP = FULL ? 200 : 40;

describeOnOne('the limits of a redemption', ({ databaseUrl }) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(databaseUrl);
  });
  afterAll(() => world.close());

  const calls = () => world.books.snapshot().calls.length;
  const by = { actor: { kind: 'system', id: 'test' }, requestId: null } as const;
  const keyed = (key: string) => ({ 'idempotency-key': key });

  async function declinedReversals(id: string, count: number): Promise<void> {
    await world.withServices(async (services) => {
      for (let n = 0; n < count; n += 1) {
        const [operationId, askId] = [services.ids.next('op'), services.ids.next('ask')];
        const sent = { id: operationId, type: 'reverse', method: 'refund', amountCents: 100 } as const;
        const declined = { kind: 'declined', code: 'provider_rejected', proof: 'record' } as const;
        await submit(services, id, by, () => ({
          facts: [
            {
              kind: 'reversal_requested',
              reversalId: services.ids.next('rev'),
              reason: '🎟'.repeat(500),
              operation: { ...sent, askId, dueAt: services.clock.now() + 12_000 },
            },
            { kind: 'answered', operationId, askId, inquiry: declined, settlingMs: 1, fallback: null },
          ],
        }));
      }
    });
  }

  it('gives back 200 times, failed ones included, and refuses the next before anything is sent', async () => {
    const { body: redemption } = await world.create(world.voucher(BLU, 100_000), {
      metadata: { note: '🎟'.repeat(500) },
    });
    const reverse = (n: number) =>
      world.call(`POST /v1/redemptions/${redemption.id}/reverse`, {
        body: { amount: 100, reason: '🎟'.repeat(500) },
        headers: keyed(`r-${redemption.id}-${String(n)}`),
      });
    await declinedReversals(redemption.id, 200 - OVER_HTTP);
    const pins = new Set<string | undefined>();
    for (let n = 0; n < OVER_HTTP; n += 20) {
      const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => reverse(n + index)));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
      for (const { body } of answers) pins.add(body.refund_voucher?.pin);
    }
    expect(pins.size).toBe(OVER_HTTP);
    const before = calls();
    const more = await reverse(200);
    expect([more.status, more.body.code]).toEqual([422, 'too_many_reversals']);
    expect(more.body).toMatchObject({ most_reversals: 200, retryable: false });
    expect(calls()).toBe(before);
    // What was given before can still be had: by its key, in the list, and in the redemption, which shows every operation.
    const again = await reverse(0);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    const list = await world.call(`GET /v1/redemptions/${redemption.id}/reversals`);
    expect(list.body.data).toHaveLength(200);
    const given = list.body.data.filter(({ status }) => status === 'succeeded');
    expect(new Set(given.map((one) => one.refund_voucher?.pin))).toEqual(pins);
    const after = await world.call(`GET /v1/redemptions/${redemption.id}`);
    expect(after.body).toMatchObject({ reversed_amount: OVER_HTTP * 100, status: 'confirmed' });
    expect(after.body.operations).toHaveLength(201);

    // Its events carry none of what grows.
    const events = await world.call(`GET /v1/events?redemption_id=${redemption.id}&limit=100`);
    const told = events.body.data.map(
      ({ data }) => data as unknown as { operations: unknown[]; operations_omitted?: number },
    );
    expect(Math.max(...told.map(({ operations }) => operations.length))).toBe(MOST_OPERATIONS_TOLD);
    expect(Math.max(...told.map((data) => data.operations_omitted ?? 0))).toBe(201 - MOST_OPERATIONS_TOLD);
  });

  it('is changed a thousand times and not once more, and stays small', async () => {
    const { body: redemption } = await world.create(world.voucher(OTT));
    const change = (n: number) =>
      world.call(`PATCH /v1/redemptions/${redemption.id}`, { body: { metadata: { n: String(n) } } });
    // Most of them by another instance, which is quicker than over HTTP.
    await world.withServices(async (services) => {
      for (let n = 0; n < 990; n += 10)
        await submit(services, redemption.id, by, () => ({
          facts: Array.from({ length: 10 }, (_, nth) => ({ kind: 'updated', metadata: { n: String(n + nth) } })),
        }));
    });
    for (let n = 990; n < 1000; n += 1) expect((await change(n)).status).toBe(200);
    const more = await change(1000);
    expect([more.status, more.body.code]).toEqual([422, 'too_many_updates']);
    const after = await world.call(`GET /v1/redemptions/${redemption.id}`);
    expect(after.body.metadata).toEqual({ n: '999' });
    const stored = await world.withStore((store) => store.redemptions.find(redemption.id));
    expect(JSON.stringify(stored).length).toBeLessThan(1024 * 1024);
    // Money goes on all the same.
    const back = await world.call(`POST /v1/redemptions/${redemption.id}/reverse`, {
      body: { reason: 'returned' },
      headers: keyed(`u-${redemption.id}`),
    });
    expect(back.body).toMatchObject({ status: 'succeeded' });
  });

  it('is captured thirty times while its provider is down, and can still be canceled', async () => {
    const voucher = world.voucher(ONE_VOUCHER);
    const { body: redemption } = await world.create(voucher, { capture_method: 'manual' });
    await world.simulators.outage('one_voucher', true);
    const capture = () => world.call(`POST /v1/redemptions/${redemption.id}/capture`);
    for (let n = 0; n < 30; n += 1) expect((await capture()).body).toMatchObject({ status: 'reserved' });
    const more = await capture();
    expect([more.status, more.body.code]).toEqual([422, 'too_many_captures']);
    await world.simulators.outage('one_voucher', false);
    const canceled = await world.call(`POST /v1/redemptions/${redemption.id}/cancel`);
    expect(canceled.body).toMatchObject({ status: 'failed', last_error: { code: 'canceled' } });
    expect(world.truth(voucher).taken).toEqual([]);
  });
});
