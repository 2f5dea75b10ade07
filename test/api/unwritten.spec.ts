// A store that goes away between a provider's answer and the write of it: the answer, with the PIN in it, is kept and written later.
// Faults are put around the real store; the disk that is full is SQLite's own.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { readConfig } from '../../src/config';
import type { Redemption } from '../../src/core/redemption/redemption';
import { StoreUnavailable } from '../../src/core/store-unavailable';
import type { Services } from '../../src/core/use-cases/services';
import { observeStore } from '../../src/observability/metrics/observe-store';
import { startServer, type StartOptions } from '../../src/server/start';
import { SystemClock } from '../../src/system/clock';
import type { CallWrapper } from '../../src/system/wrap-calls';
import { backUpFile } from '../reconcile/back';
import { CHEAP_PASSWORD } from '../tools/cheap-password';
import { describeApi } from '../tools/engines';
import { BLU, ONE_VOUCHER, OTT, startWorld, type World } from './world';

jest.setTimeout(120_000);

const SETTINGS = { PORT: '0', VOUCH_GRACE: '10m', VOUCH_SECRET_KEY: Buffer.alloc(32, 7).toString('base64') };
const NOWHERE = new Writable({ write: (_chunk, _encoding, done) => done() });

/** Writes of an answer fail while this is set; what was written before still stands. */
class Trouble {
  error: Error | null = null;
  /** They wait for it, as for a store that is looking for its primary. */
  stall: Promise<void> | null = null;

  readonly options: StartOptions = {
    services: (all: Pick<Services, keyof Services>) => ({ ...all, store: observeStore(all.store, this.around) }),
  };

  private readonly around: CallWrapper = (operation, args, call) => {
    const fact = operation === 'redemptions.replace' ? (args[0] as Redemption).journal.at(-1)?.fact : undefined;
    if (!fact?.endsWith('_answered')) return call();
    if (this.stall) return this.stall.then(call);
    return this.error ? Promise.reject(this.error) : call();
  };
}

describeApi('an answer that the store does not take', ({ databaseUrl }) => {
  let world: World;
  let trouble: Trouble;
  beforeEach(async () => {
    trouble = new Trouble();
    // Nothing is due before the end of these tests: what settles here is the answer itself.
    world = await startWorld(databaseUrl, { VOUCH_GRACE: '10m' }, trouble.options);
  });
  afterEach(() => world.close());

  const unwritten = () => join(world.databaseUrl.startsWith('sqlite:') ? world.folder : 'data', 'unwritten');
  const files = () =>
    existsSync(unwritten()) ? readdirSync(unwritten()).filter((name) => ours.has(name.split('.')[0] ?? '')) : [];
  /** Other installations of this machine may keep theirs in the same folder. */
  const ours = new Set<string>();
  const noteAsks = async (id: string) => {
    const redemption = await world.withStore((store) => store.redemptions.find(id));
    for (const { asks } of redemption?.operations ?? []) for (const ask of asks) ours.add(ask.id);
  };
  const idOf = async (): Promise<string> => (await world.call('GET /v1/redemptions?limit=1')).body.data[0]?.id ?? '';

  it.each([
    ['is away', new StoreUnavailable(new Error('no primary'))],
    ['refuses it as a defect would', new Error('BSONObj size is invalid')],
  ])(
    'because it %s is written once it is back: the change PIN is there, and nothing is asked again',
    async (_why, error) => {
      const voucher = world.voucher(BLU, 5000);
      trouble.error = error;
      const create = () =>
        world.create(voucher, { amount: 1500, currency: 'ZAR' }, { headers: { 'idempotency-key': 'till 7' } });
      const first = await create();
      // Never a 500, and never a refusal that says that nothing was done: the value has moved.
      expect([first.status, first.body.code]).toEqual([503, 'store_unavailable']);
      expect(world.truth(voucher).taken).toHaveLength(1);
      const id = await idOf();
      await noteAsks(id);
      const [file] = files();
      if (file === undefined) throw new Error('Nothing was kept');
      expect(statSync(join(unwritten(), file)).mode & 0o777).toBe(0o600);
      const issued = world.books.snapshot().vouchers.find(({ issued_for: cause }) => cause !== null);
      const pin = issued?.pin ?? 'none';
      expect(readFileSync(join(unwritten(), file), 'utf8')).not.toContain(pin);
      expect(world.logs.join('\n')).not.toContain(pin);
      const { length } = world.books.snapshot().calls;

      trouble.error = null;
      const settled = await world.until(id, ({ outcome }) => outcome === 'paid');
      expect(settled.body).toMatchObject({ redeemed_amount: 1500, change_voucher: { pin } });
      expect((await create()).body.change_voucher?.pin).toBe(pin);
      expect(world.books.snapshot().calls).toHaveLength(length);
      await world.until(id, () => files().length === 0);
    },
  );

  it('is in a file while the store takes its time, and no longer', async () => {
    let release: () => void = () => undefined;
    trouble.stall = new Promise((resolve) => (release = resolve));
    const creating = world.create(world.voucher(BLU, 5000), { amount: 1500, currency: 'ZAR' });
    while ((await idOf()) === '' || files().length === 0) {
      await noteAsks(await idOf());
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    trouble.stall = null;
    release();
    expect((await creating).body).toMatchObject({ outcome: 'paid', change_voucher: { delivery: 'inline' } });
    expect(files()).toEqual([]);
  });

  it('outlives the process: the next start writes what the last one could not', async () => {
    const { body: redemption } = await world.create(world.voucher(OTT, 5000));
    trouble.error = new StoreUnavailable(new Error('no primary'));
    const reversed = await world.call(`POST /v1/redemptions/${redemption.id}/reverse`, {
      body: { reason: 'returned' },
      headers: { 'idempotency-key': 'back' },
    });
    expect(reversed.status).toBe(503);
    await noteAsks(redemption.id);
    expect(files()).toHaveLength(1);
    await world.server.close();
    expect(files()).toHaveLength(1);

    const addresses = { DATABASE_URL: world.databaseUrl, VOUCH_SIMULATORS_URL: world.simulators.addresses['control'] };
    const later = await startServer(readConfig({ ...SETTINGS, ...addresses }), { logTo: NOWHERE });
    try {
      const issued = world.books.snapshot().vouchers.filter(({ issued_for: cause }) => cause !== null);
      expect(issued).toHaveLength(1);
      const deadline = Date.now() + 20_000;
      const read = async () => {
        const reply = await fetch(`${later.url}/v1/redemptions/${redemption.id}/reversals`, {
          headers: { authorization: `Bearer ${world.keys.secret}` },
        });
        return ((await reply.json()) as { data: { status: string; refund_voucher: { pin: string } | null }[] }).data[0];
      };
      let reversal = await read();
      while (reversal?.status !== 'succeeded' && Date.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        reversal = await read();
      }
      expect(reversal).toMatchObject({ status: 'succeeded', refund_voucher: { pin: issued[0]?.pin } });
      while (files().length > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
      expect(files()).toEqual([]);
    } finally {
      await later.close();
    }
  });

  // MongoDB's installations of this machine share the folder.
  if (databaseUrl !== null) return;
  it('is written before a server listens, and before what it is the answer to runs out: a restored backup has run out as a whole', async () => {
    const create = () =>
      world.create(world.voucher(OTT, 1500), { amount: 1500, currency: 'ZAR', capture_method: 'manual' });
    const ids = await Promise.all(Array.from({ length: 20 }, async () => (await create()).body.id));
    const copy = join(world.folder, 'copy', 'vouch.db');
    mkdirSync(dirname(copy));
    backUpFile(world.databaseUrl, copy);
    trouble.error = new StoreUnavailable(new Error('no primary'));
    for (const id of ids)
      await world.call(`POST /v1/redemptions/${id}/capture`, { headers: { 'idempotency-key': id } });
    await world.server.close();
    cpSync(unwritten(), join(dirname(copy), 'unwritten'), { recursive: true });

    class Later extends SystemClock {
      override now(): number {
        return super.now() + 20 * 60_000;
      }
    }
    const addresses = { DATABASE_URL: `sqlite:${copy}`, VOUCH_SIMULATORS_URL: world.simulators.addresses['control'] };
    const later = await startServer(readConfig({ ...SETTINGS, ...addresses }), {
      clock: new Later(),
      logTo: NOWHERE,
      passwordCost: CHEAP_PASSWORD,
    });
    try {
      const reads = ids.map(async (id) => {
        const headers = { authorization: `Bearer ${world.keys.secret}` };
        const reply = await fetch(`${later.url}/v1/redemptions/${id}`, { headers });
        return ((await reply.json()) as { outcome: string }).outcome;
      });
      expect(new Set(await Promise.all(reads))).toEqual(new Set(['paid']));
      expect(readdirSync(join(dirname(copy), 'unwritten'))).toEqual([]);
    } finally {
      await later.close();
    }
  });

  it('is in memory where no file can be written, and written all the same', async () => {
    // A file where the folder would be.
    writeFileSync(unwritten(), '');
    const voucher = world.voucher(ONE_VOUCHER, 5000);
    trouble.error = new StoreUnavailable(new Error('full'));
    expect((await world.create(voucher)).status).toBe(503);
    expect(world.logs.join('\n')).toContain('it is in memory alone');
    trouble.error = null;
    await world.until(await idOf(), ({ outcome }) => outcome === 'paid');
    rmSync(unwritten());
  });
});
