// Searches over HTTP among many redemptions while a shop sells twenty times a second, from a server that is a process of its own. What it
// measures is told and not judged: the machine may do anything else. That each kind finds its row, and that every sale is paid, is judged.
import type { Redemption } from '../../src/core/redemption/redemption';
import { LOCAL_OFFSET_MS } from '../../src/core/search/times';
import { claimDigestOf } from '../../src/core/use-cases/pins/pin-in-text';
import { decimalFromCents } from '../../src/core/values/money';
import { isoTime } from '../../src/core/values/time';
import { AesSealer } from '../../src/sealing/aes-sealer';
import { openMongoStore } from '../../src/store/mongo/store';
import { openSqliteStore } from '../../src/store/sqlite/store';
import { BLU, ONE_VOUCHER } from '../api/world';
import { Stage, type Server } from '../crash/stage';
import { sampleOperation, sampleRedemption, T0 } from '../fixtures/redemption';
import { describeOnOne } from '../tools/engines';
import { FULL } from '../tools/scale';
import { seed } from './seed';

const ROWS = FULL ? 1_000_000 : 20_000;
const SALES = FULL ? 600 : 20;
const SALES_EVERY_MS = 50;
/** Ten a second, which is a desk of fifty: of each kind for as long as the sales go on. */
const SEARCH_EVERY_MS = 100;
const ASKED = (SALES * SALES_EVERY_MS) / SEARCH_EVERY_MS;
const EVERY_MS = 30_000;
const PHONES = 50_000;

jest.setTimeout(FULL ? 3_600_000 : 600_000);

/** The one that a stage starts its servers with. */
const sealer = new AesSealer([Buffer.alloc(32, 9)]);
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

const part = (times: readonly number[], share: number) =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length * share)] ?? 0;
const shown = (times: readonly number[]) =>
  `${part(times, 0.5).toFixed(1)} in the median, ${part(times, 0.95).toFixed(1)} ms at p95`;

/** A stage with so many redemptions, and a server that has just been started on them. */
async function filled(databaseUrl: string | null): Promise<{ stage: Stage; server: Server }> {
  const stage = await Stage.open(databaseUrl);
  // The first start makes the account and its key.
  await stage.kill(await stage.start());
  const store = await (databaseUrl === null
    ? openSqliteStore(stage.databaseUrl.replace('sqlite:', ''))
    : openMongoStore(databaseUrl));
  const [account] = await store.accounts.listAccounts();
  await seed(store, ROWS, (index) => rowOf(index, account?.id ?? ''));
  await store.close();
  return { stage, server: await stage.start({ env: { VOUCH_RESOLVER_EVERY: '5s' } }) };
}

const due = (at: number) => new Promise((resolve) => setTimeout(resolve, at - performance.now()));

/** Sells at its own pace, whether or not the ones before have been answered. Gives how long each took. */
async function sell(stage: Stage, server: Server, count: number): Promise<number[]> {
  const times: number[] = [];
  const began = performance.now();
  const sales = Array.from({ length: count }, async (_, nth) => {
    const voucher = stage.voucher(BLU, 'ok');
    await due(began + nth * SALES_EVERY_MS);
    const sent = performance.now();
    const redemption = await stage.redeem(server, voucher, 1000);
    times.push(performance.now() - sent);
    expect(redemption?.outcome).toBe('paid');
  });
  await Promise.all(sales);
  return times;
}

interface Found {
  readonly data: readonly { readonly id: string }[];
  readonly has_more: boolean;
}

async function search(stage: Stage, server: Server, ask: (index: number) => string, turn: number): Promise<number> {
  const any = (turn * 104_729 + 3) % ROWS;
  // One with a phone number.
  const index = any - (any % 4);
  const started = performance.now();
  const found = await stage.call<Found>(server, 'POST /v1/redemptions/search', { query: ask(index), limit: 20 });
  const took = performance.now() - started;
  const ids = found?.data.map(({ id }) => id) ?? [];
  // Where there are more than a page of them the one that was meant may be on a later one.
  if (!found?.has_more) expect(ids).toContain(idOf(index));
  else expect(ids.length).toBeGreaterThan(0);
  return took;
}

describeOnOne('searching while others sell', ({ name, databaseUrl }) => {
  it(`finds among ${String(ROWS)} redemptions`, async () => {
    const { stage, server } = await filled(databaseUrl && (await databaseUrl()));
    try {
      await sell(stage, server, 20);
      const told = [`${name}, ${String(ROWS)} rows, sales alone: ${shown(await sell(stage, server, SALES))}`];
      for (const [kind, ask] of Object.entries(KINDS)) {
        const beside = sell(stage, server, SALES);
        const times: number[] = [];
        const began = performance.now();
        for (let turn = 0; turn < ASKED; turn += 1) {
          await due(began + turn * SEARCH_EVERY_MS);
          times.push(await search(stage, server, ask, turn));
        }
        const sales = await beside;
        told.push(`${kind}: ${shown(times)}; sales beside it: ${shown(sales)}`);
      }
      told.push(`sales alone again: ${shown(await sell(stage, server, SALES))}`);
      process.stdout.write(`${told.join('\n')}\n`);
    } finally {
      await stage.close();
    }
  });
});
