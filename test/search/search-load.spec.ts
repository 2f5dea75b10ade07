// Searches over HTTP among many redemptions while a shop sells twenty times a second. What it measures is told and not judged: server, till
// and searcher share one process here, and the machine may do anything else. That each kind finds its row is judged.
import { join } from 'node:path';
import type { Redemption } from '../../src/core/redemption/redemption';
import { LOCAL_OFFSET_MS } from '../../src/core/search/times';
import { decimalFromCents } from '../../src/core/values/money';
import { isoTime } from '../../src/core/values/time';
import { claimDigestOf } from '../../src/core/use-cases/pin-in-text';
import { AesSealer } from '../../src/sealing/aes-sealer';
import { openSqliteStore } from '../../src/store/sqlite/store';
import { BLU, ONE_VOUCHER, startWorld, type World } from '../api/world';
import { sampleOperation, sampleRedemption, T0 } from '../fixtures/redemption';
import { FULL } from '../tools/scale';
import { seed } from './seed';

const ROWS = FULL ? 1_000_000 : 100_000;
/** Searches of each kind, at least as many as the sales beside them take. */
const ASKED = FULL ? 200 : 5;
const SALES = FULL ? 600 : 20;
const SALES_EVERY_MS = 50;
const EVERY_MS = 30_000;
const PHONES = 50_000;

jest.setTimeout(FULL ? 3_600_000 : 600_000);

/** The one that worlds are started with. */
const sealer = new AesSealer([Buffer.alloc(32, 7)]);
const pad = (value: number, digits: number) => String(value).padStart(digits, '0');
const endOf = (index: number) => pad((index * 7919) % 10_000, 4);
const pinOf = (index: number) => `9${pad(index, 11)}${endOf(index)}`;
const phoneOf = (index: number) => `08${pad(index % PHONES, 8)}`;
const amountOf = (index: number) => (1 + ((index * 31) % 40)) * 500;
const idOf = (index: number) => `rdm_${pad(index, 24)}`;

function rowOf(index: number, accountId: string): Redemption {
  return sampleRedemption({
    ...{ id: idOf(index), accountId, type: ONE_VOUCHER, createdAt: T0 + index * EVERY_MS },
    ...{ status: 'confirmed', outcome: 'paid', amountCents: amountOf(index), redeemedCents: amountOf(index) },
    source: { pin: `************${endOf(index)}` },
    claim: claimDigestOf(sealer, ONE_VOUCHER, false, pinOf(index)),
    claimed: false,
    externalReference: `INV-${pad(index, 7)}`,
    phoneDigests: index % 4 ? [] : [sealer.phoneDigest(`27${phoneOf(index).slice(1)}`)],
    options: { partial: 'decline', terminal_id: `T${String(index % 50)}` },
    operations: [
      sampleOperation({
        id: `op_${pad(index, 24)}`,
        reference: `op-${pad(index, 24)}`,
        transactionId: `7${pad(index, 9)}`,
      }),
    ],
  });
}

/** A quarter of an hour before and after it, as somebody types it. */
function around(index: number): string {
  const local = (ms: number) => isoTime(T0 + index * EVERY_MS + LOCAL_OFFSET_MS + ms);
  const [from, to] = [local(-900_000), local(900_000)];
  return `${from.slice(0, 10)} ${from.slice(11, 16)}-${to.slice(11, 16)}`;
}

const KINDS: Readonly<Record<string, (index: number) => string>> = {
  'the end of a PIN': endOf,
  'an external reference': (index) => `INV-${pad(index, 7)}`,
  'a provider reference': (index) => `7${pad(index, 9)}`,
  'a phone number': phoneOf,
  'a whole PIN': pinOf,
  'a terminal and a time': (index) => `till:T${String(index % 50)} ${around(index)}`,
  'an amount and a time': (index) => `R${decimalFromCents(amountOf(index))} ${around(index)}`,
};

const p95 = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
const shown = (times: readonly number[]) => `${p95(times).toFixed(1)} ms`;

/** Sells at its own pace, whether or not the ones before have been answered. Gives how long each took. */
async function sell(world: World, count: number): Promise<number[]> {
  const times: number[] = [];
  const began = performance.now();
  const sales = Array.from({ length: count }, async (_, nth) => {
    const voucher = world.voucher(BLU, 1000);
    const due = began + nth * SALES_EVERY_MS;
    await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
    const { body } = await world.create(voucher);
    times.push(performance.now() - due);
    expect(body.outcome).toBe('paid');
  });
  await Promise.all(sales);
  return times;
}

async function search(world: World, ask: (index: number) => string, turn: number): Promise<number> {
  const any = (turn * 104_729 + 3) % ROWS;
  // One with a phone number.
  const index = any - (any % 4);
  const started = performance.now();
  const { body } = await world.call('POST /v1/redemptions/search', { body: { query: ask(index), limit: 20 } });
  const took = performance.now() - started;
  const ids = body.data.map(({ id }) => id);
  // Where there are more than a page of them the one that was meant may be on a later one.
  if (!body.has_more) expect(ids).toContain(idOf(index));
  else expect(ids.length).toBeGreaterThan(0);
  return took;
}

it(`finds among ${String(ROWS)} redemptions while others sell`, async () => {
  const world = await startWorld(null, { LOG_LEVEL: 'warn' });
  try {
    const account = await world.withStore((store) => store.accounts.findAccountByName('default'));
    const store = await openSqliteStore(join(world.folder, 'vouch.db'));
    seed(store.database, ROWS, (index) => rowOf(index, account?.id ?? ''));
    await store.close();
    const alone = await sell(world, SALES);
    const told = [`${String(ROWS)} rows, sales alone: p95 ${shown(alone)}`];
    for (const [kind, ask] of Object.entries(KINDS)) {
      const beside = sell(world, SALES);
      const times: number[] = [];
      for (let turn = 0; turn < ASKED; turn += 1) times.push(await search(world, ask, turn));
      const sales = await beside;
      told.push(`${kind}: p95 ${shown(times)}; sales beside it: p95 ${shown(sales)}`);
    }
    process.stdout.write(`${told.join('\n')}\n`);
  } finally {
    await world.close();
  }
});
