// The PIN of an issued voucher is kept for as long as it can be of use: not once the voucher was spent here, nor once it has ended.
import type { Services } from '../../src/core/use-cases/services';
import { PinErasure } from '../../src/jobs/pin-erasure';
import { DAY_MS } from '../../src/core/values/time';
import { ONE_VOUCHER, startWorld, type World } from '../api/world';
import { describeApi } from '../tools/engines';
import { TestClock } from '../webhooks/world';

jest.setTimeout(60_000);

describeApi('PINs of issued vouchers', ({ databaseUrl }) => {
  let world: World;
  let services: Services | undefined;
  beforeAll(async () => {
    world = await startWorld(databaseUrl, {}, { services: (opened) => (services = opened) });
  });
  afterAll(() => world.close());

  const redeem = async (value = 5000, amount = 1000) => {
    const answer = await world.create(world.voucher(ONE_VOUCHER, value), { amount, currency: 'ZAR' });
    const pin = answer.body.change_voucher?.pin;
    if (answer.body.outcome !== 'paid' || typeof pin !== 'string') throw new Error(answer.text);
    return { id: answer.body.id, pin };
  };
  const read = async (id: string) => (await world.call(`GET /v1/redemptions/${id}`)).body;
  const job = (clock: TestClock) => {
    const failures: unknown[] = [];
    const { store, ids, lock, schedule } = services as Services;
    const parts = { store, ids, lock, schedule, clock };
    return { erasure: new PinErasure(parts, (error) => failures.push(error)), failures };
  };

  it('are erased once the voucher was spent through this store, and no others', async () => {
    const [spent, kept] = [await redeem(), await redeem()];
    const before = await read(spent.id);
    const spending = await world.create({ type: ONE_VOUCHER, pin: spent.pin }, { amount: 4000, currency: 'ZAR' });
    expect(spending.body.outcome).toBe('paid');
    const { erasure, failures } = job(new TestClock(Date.now()));
    erasure.noteSpent(await claimOf(spending.body.id));
    erasure.noteSpent('of a voucher that nobody here issued');
    expect(await erasure.runOnce()).toBe(1);
    expect(await erasure.runOnce()).toBe(0);
    const after = await read(spent.id);
    const { change_voucher: was, ...rest } = before;
    expect(after).toEqual({
      ...rest,
      change_voucher: {
        ...was,
        pin: null,
        masked_pin: `************${spent.pin.slice(-4)}`,
        pin_erased_at: expect.any(String) as string,
      },
    });
    expect((await read(kept.id)).change_voucher?.pin).toBe(kept.pin);
    const timeline = await world.call(`GET /v1/redemptions/${spent.id}/timeline`);
    expect(timeline.body.data.at(-1)).toMatchObject({ fact: 'pins_erased', detail: { pins: 1, why: 'spent' } });
    expect(failures).toEqual([]);
    // It may live again, so it is no text for all to read.
    const body = { metadata: { note: spent.pin }, external_reference: `x-${kept.pin}` };
    const written = await world.call(`PATCH /v1/redemptions/${spent.id}`, { body });
    expect([written.body.code, written.body.errors]).toMatchObject(['pin_in_text', [{ param: 'metadata.note' }]]);
  });

  it('are erased once the voucher has ended, also those of refunds', async () => {
    const { id } = await redeem();
    const reversed = await world.call(`POST /v1/redemptions/${id}/reverse`, {
      body: { reason: 'returned', amount: 300 },
      headers: { 'idempotency-key': id },
    });
    expect(reversed.body.refund_voucher?.pin).toMatch(/^\d{16}$/);
    const early = job(new TestClock(Date.now() + 3 * 364 * DAY_MS));
    expect(await early.erasure.runOnce()).toBe(0);
    const late = job(new TestClock(Date.now() + 4 * 366 * DAY_MS));
    expect(await late.erasure.runOnce()).toBeGreaterThan(0);
    expect((await read(id)).change_voucher).toMatchObject({ pin: null });
    const reversals = await world.call(`GET /v1/redemptions/${id}/reversals`);
    expect(reversals.body.data[0]?.refund_voucher).toMatchObject({ pin: null, delivery: 'inline' });
    // Nothing is left that opens.
    expect(await late.erasure.runOnce()).toBe(0);
    expect([...early.failures, ...late.failures]).toEqual([]);
  });

  it('without a date are kept for three years from when they were issued, however old the redemption is', async () => {
    const { id } = await redeem();
    const headers = { 'idempotency-key': `old ${id}` };
    await world.call(`POST /v1/redemptions/${id}/reverse`, { body: { reason: 'returned', amount: 300 }, headers });
    const { redemptions } = (services as Services).store;
    const found = await redemptions.find(id);
    if (!found?.changeVoucher) throw new Error(`${id} has no change`);
    const undated = found.reversals.map((one) => ({
      ...one,
      refundVoucher: one.refundVoucher && { ...one.refundVoucher, expiresAt: null },
    }));
    const old = {
      ...found,
      rev: found.rev + 1,
      createdAt: Date.now() - 4 * 366 * DAY_MS,
      changeVoucher: { ...found.changeVoucher, expiresAt: null },
      reversals: undated,
    };
    expect(await redemptions.replace(old, found.rev, [])).toEqual({ kind: 'written' });
    const { erasure, failures } = job(new TestClock(Date.now()));
    expect(await erasure.runOnce()).toBe(1);
    expect(await read(id)).toMatchObject({ change_voucher: { pin: null } });
    const reversals = await world.call(`GET /v1/redemptions/${id}/reversals`);
    expect(reversals.body.data[0]?.refund_voucher?.pin).toMatch(/^\d{16}$/);
    expect(failures).toEqual([]);
  });

  it('a server notes what is spent by itself, and has erased it when it stops', async () => {
    const own = await startWorld(databaseUrl);
    try {
      const first = await own.create(own.voucher(ONE_VOUCHER, 5000), { amount: 1000, currency: 'ZAR' });
      const pin = String(first.body.change_voucher?.pin);
      await own.create({ type: ONE_VOUCHER, pin }, { amount: 4000, currency: 'ZAR' });
      await own.server.close();
      const stored = await own.withStore((store) => store.redemptions.find(first.body.id));
      expect(stored?.changeVoucher).toMatchObject({ sealedPin: null, maskedPin: `************${pin.slice(-4)}` });
    } finally {
      await own.close();
    }
  });

  async function claimOf(id: string): Promise<string> {
    const found = await world.withStore((store) => store.redemptions.find(id));
    if (!found) throw new Error(`${id} is not there`);
    return found.claim;
  }
});
