// Stored answers go after thirty days: on both engines, and in a server by itself.
import { Writable } from 'node:stream';
import { readConfig } from '../../src/config';
import { IDEMPOTENCY_KEPT_MS, type StoredAnswer } from '../../src/core/stored-answers';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/core/values/time';
import type { Services } from '../../src/core/use-cases/services';
import { Expiry } from '../../src/jobs/expiry';
import { observeStore } from '../../src/observability/metrics/observe-store';
import { startServer } from '../../src/server/start';
import { openStore } from '../../src/store/open';
import type { CallWrapper } from '../../src/system/wrap-calls';
import { BLU, startWorld } from '../api/world';
import { forEachEngine, describeApi } from '../tools/engines';
import { TestClock } from '../webhooks/world';

jest.setTimeout(60_000);
/** More than one batch. */
const MANY = 501;

forEachEngine('expiry', (open) => {
  it('deletes stored answers that are older than thirty days, and no younger one', async () => {
    const { store, drop } = await open();
    const clock = new TestClock();
    const { redemptions, events, webhooks, storedAnswers } = store;
    const errors: unknown[] = [];
    const parts = {
      redemptions,
      events,
      webhooks,
      storedAnswers,
      reconciliations: store.reconciliations,
      points: store.points,
      people: store.people,
      auditMs: DAY_MS,
      clock,
      onError: (error: unknown) => void errors.push(error),
    };
    const begin = (scope: string) => storedAnswers.begin({ scope, requestDigest: 'd', at: clock.now(), answer: null });
    await Promise.all(Array.from({ length: MANY }, (_, index) => begin(`old ${String(index)}`)));
    await storedAnswers.finish({ scope: 'old 0', at: clock.now() }, { status: 201, sealedBody: 'v1.sealed' });
    clock.pass(1);
    await begin('younger');
    clock.pass(IDEMPOTENCY_KEPT_MS - 1);
    const expiry = new Expiry(parts);
    expect(await expiry.runOnce()).toBe(0);
    clock.pass(1);
    expect(await expiry.runOnce()).toBe(MANY);
    expect(await storedAnswers.find('old 0')).toBeNull();
    expect(await storedAnswers.find('younger')).not.toBeNull();
    await expiry.stop();
    expect(errors).toEqual([]);
    await drop();
  });
});

describeApi('a server', ({ databaseUrl }) => {
  it('deletes the stored answers of the month before, all by itself', async () => {
    const clock = new TestClock(Date.now());
    let scope = '';
    const noting: CallWrapper = (operation, args, call) => {
      if (operation === 'storedAnswers.begin') ({ scope } = args[0] as StoredAnswer);
      return call();
    };
    const services = (all: Pick<Services, keyof Services>) => ({ ...all, store: observeStore(all.store, noting) });
    const world = await startWorld(databaseUrl, {}, { clock, services });
    const body = { url: 'https://example.com/' };
    await world.call('POST /v1/webhook_endpoints', { body, headers: { 'idempotency-key': 'a key' } });
    const outside = await openStore(world.databaseUrl);
    const stands = async () => (await outside.storedAnswers.find(scope)) !== null;
    expect(await stands()).toBe(true);
    await world.server.close();

    clock.pass(IDEMPOTENCY_KEPT_MS + 1);
    const later = await startServer(
      readConfig({
        PORT: '0',
        DATABASE_URL: world.databaseUrl,
        VOUCH_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
      }),
      { clock, logTo: silence() },
    );
    const deadline = Date.now() + 20_000;
    while ((await stands()) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await stands()).toBe(false);
    await later.close();
    await outside.close();
    await world.close();
  });
});

describeApi('a key whose first request another server has', ({ databaseUrl }) => {
  it.each([
    ['behind', -2 * HOUR_MS],
    ['ahead', 2 * HOUR_MS],
  ])('that dates two hours %s: it is free a minute after it was met, and no sooner', async (_where, byMs) => {
    const clock = new TestClock(Date.now());
    let theirs: ((entry: StoredAnswer) => Promise<unknown>) | null = null;
    const before: CallWrapper = async (operation, args, call) => {
      if (operation !== 'storedAnswers.begin') return call();
      const entry = args[0] as StoredAnswer;
      const claim = theirs;
      theirs = null;
      await claim?.({ ...entry, at: entry.at + byMs });
      return call();
    };
    const services = (all: Pick<Services, keyof Services>) => {
      theirs = (entry) => all.store.storedAnswers.begin(entry);
      return { ...all, store: observeStore(all.store, before) };
    };
    const world = await startWorld(databaseUrl, {}, { clock, services });
    const make = async () => {
      const call = { body: { type: BLU, amount: 500 }, headers: { 'idempotency-key': 'theirs' } };
      const { status, body } = await world.call('POST /v1/test_helpers/vouchers', call);
      return status === 201 ? status : body.code;
    };
    expect(await make()).toBe('idempotency_key_in_use');
    clock.pass(MINUTE_MS - 1);
    expect(await make()).toBe('idempotency_key_in_use');
    clock.pass(1);
    expect(await make()).toBe(201);
    await world.close();
  });
});

describeApi('a key of the month before', ({ databaseUrl }) => {
  it('is free again, also before the expiry has come by', async () => {
    const clock = new TestClock(Date.now());
    const world = await startWorld(databaseUrl, {}, { clock });
    const make = (amount: number) =>
      world.call('POST /v1/test_helpers/vouchers', {
        body: { type: BLU, amount },
        headers: { 'idempotency-key': 'monthly' },
      });
    expect((await make(500)).status).toBe(201);
    expect((await make(600)).body.code).toBe('idempotency_key_reused');
    clock.pass(IDEMPOTENCY_KEPT_MS);
    const [first, again] = [await make(600), await make(600)];
    expect([first.status, first.body.amount, first.headers.get('idempotent-replayed')]).toEqual([201, 600, null]);
    expect([again.headers.get('idempotent-replayed'), again.body.pin]).toEqual(['true', first.body.pin]);
    await world.close();
  });
});

function silence(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
