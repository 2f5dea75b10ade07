// kill -9 at every await point of the calls that move points, then a restart: the same call with the same key has then happened
// once, stock and wallet are right, and the whole ledger can be recomputed.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Doom } from './mortal';
import { Stage, until, type Server } from './stage';

type Json = Readonly<Record<string, unknown>> & { readonly id: string; readonly status: string };

interface Call {
  readonly route: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** One call with everything that must be as it was, or as one call makes it. */
interface Case {
  readonly name: string;
  /** How often it reads before it commits. */
  readonly reads: number;
  prepare(
    shop: CrashShop,
  ): Promise<{ readonly call: Call; readonly look: () => Promise<unknown>; readonly once: unknown }>;
}

const CASES: readonly Case[] = [
  {
    name: 'a redemption',
    reads: 1,
    prepare: async (shop) => {
      const who = await shop.member('100');
      const look = async () => ({ left: await shop.available(who), made: await shop.redemptionsOf(who) });
      return { call: shop.redeem(who, '40'), look, once: { left: '60.00', made: 1 } };
    },
  },
  {
    name: 'an item of the catalog',
    reads: 3,
    prepare: async (shop) => {
      const [who, mug] = [await shop.member('100'), await shop.mug()];
      const look = async () => ({ left: await shop.available(who), sold: await shop.sold(mug) });
      return { call: shop.buy(who, mug, 2), look, once: { left: '80.00', sold: 2 } };
    },
  },
  {
    name: 'a reversal that returns stock',
    reads: 2,
    prepare: async (shop) => {
      const [who, mug] = [await shop.member('100'), await shop.mug()];
      const { route, body } = shop.buy(who, mug, 3);
      const { id } = await shop.call(route, body);
      const call = { route: `POST /v1/redemptions/${id}/reverse`, body: { quantity: 2, reason: 'Returned' } };
      const look = async () => ({ left: await shop.available(who), sold: await shop.sold(mug) });
      return { call, look, once: { left: '90.00', sold: 1 } };
    },
  },
  {
    name: 'a prefunded credit',
    reads: 2,
    prepare: async (shop) => {
      const funded = await shop.prefunded('100');
      const who = await shop.member(null);
      const look = async () => ({ has: await shop.available(who, funded), wallet: await shop.wallet(funded) });
      return { call: shop.credit(who, '30', funded), look, once: { has: '30.00', wallet: '70.00' } };
    },
  },
];

const COMMIT_POINTS: readonly Doom[] = [
  { dieAt: 'points.commit:before' },
  { dieAt: 'points.commit:amid' },
  { dieAt: 'points.commit:amid', afterMs: 2 },
  { dieAt: 'points.commit:after' },
];
const FULL = process.env['VOUCH_TEST_SCALE'] === 'full';

function pointsOf({ reads }: Case): Doom[] {
  const dooms = Array.from({ length: reads }, (_, spare) => [
    { dieAt: 'points.read:before', spare },
    { dieAt: 'points.read:after', spare },
  ]).flat();
  // Before a commit all reads are alike: nothing is written. The full run tries each of them.
  return [...(FULL ? dooms : dooms.slice(-1)), ...COMMIT_POINTS];
}

/** One store for all of it: the server that recovers from one crash is the one that dies of the next. */
export function describeLedgerCrashes(engine: string, freshUrl: () => Promise<string | null>): void {
  let stage: Stage;
  let survivor: Server | null = null;
  beforeAll(async () => {
    stage = await Stage.open(await freshUrl());
  });
  afterAll(() => stage.close());

  const cases = CASES.flatMap((one) => pointsOf(one).map((doom) => ({ one, doom, at: wordsOf(doom) })));
  test.each(cases)(`${engine}: $one.name dies at $at`, async ({ one, doom }) => {
    const doomed = survivor ?? (await stage.start());
    survivor = null;
    const shop = await CrashShop.open(stage, doomed);
    const { call, look, once } = await one.prepare(shop);
    const before = await look();
    const keyed = { ...call.body, idempotency_key: 'the one' };
    await stage.tell(doomed, doom);
    expect(await stage.call(doomed, call.route, keyed)).toBeNull();
    expect(await doomed.ended).toBe('SIGKILL');

    survivor = await stage.start();
    shop.server = survivor;
    const left = await look();
    if (doom.dieAt === 'points.commit:after') expect(left).toEqual(once);
    else if (doom.dieAt?.endsWith('amid')) expect([before, once]).toContainEqual(left);
    else expect(left).toEqual(before);
    for (let again = 0; again < 2; again += 1) {
      // What the dead server had written and not committed may be in the way for a moment.
      await until('others may write again', async () => {
        const answer = await stage.call<{ code?: string }>(shop.server, call.route, keyed);
        if (answer?.code === undefined && answer !== null) return true;
        expect(answer).toMatchObject({ code: 'too_many_concurrent_writes', retryable: true });
        return false;
      });
      expect(await look()).toEqual(once);
    }
  });

  test(`${engine}: after all of it the ledger can be recomputed`, async () => {
    survivor ??= await stage.start();
    const shop = await CrashShop.open(stage, survivor);
    expect(await shop.call('GET /v1/reports/integrity')).toMatchObject({ all_passed: true });
    expect(await verifyPoints(stage)).toContain('nothing differs');
  });
}

function wordsOf({ dieAt = '', spare = 0, afterMs = 0 }: Doom): string {
  return `${dieAt}${spare > 0 ? `, the ${String(spare + 1)}.` : ''}${afterMs > 0 ? ` ${String(afterMs)} ms` : ''}`;
}

/** What `vouch points verify` says. Rejects where it finds a difference. */
export async function verifyPoints({ databaseUrl }: Pick<Stage, 'databaseUrl'>): Promise<string> {
  const program = join(__dirname, '../../dist/src/main.js');
  const env = { PATH: process.env['PATH'], DATABASE_URL: databaseUrl };
  const { stdout } = await promisify(execFile)(process.execPath, [program, 'points', 'verify'], { env });
  return stdout;
}

interface Setting {
  readonly program_id: string;
  readonly asset_id: string;
}

let names = 0;

/** A merchant over HTTP whose server may change. */
export class CrashShop {
  private constructor(
    private readonly stage: Stage,
    public server: Server,
    readonly setting: Setting,
  ) {}

  static async open(stage: Stage, server: Server): Promise<CrashShop> {
    const shop = new CrashShop(stage, server, { program_id: '', asset_id: '' });
    return new CrashShop(stage, server, await shop.#made('UNLIMITED'));
  }

  /** Rejects where it is refused, or not answered. */
  async call(route: string, body?: object): Promise<Json> {
    const answer = await this.stage.call<Json & { code?: string }>(this.server, route, body);
    if (answer === null || answer.code !== undefined) throw new Error(`${route}: ${JSON.stringify(answer)}`);
    return answer;
  }

  async #made(policy: string): Promise<Setting> {
    names += 1;
    const name = `${process.pid.toString(36)}${String(names)}`;
    const program = await this.call('POST /v1/programs', { name });
    const body = { name, symbol: `S${name}`, scale: 2, inventory_mode: 'LOT', issuance_policy: policy };
    const asset = await this.call('POST /v1/assets', { ...body, program_id: program.id });
    return { program_id: program.id, asset_id: asset.id };
  }

  async prefunded(amount: string): Promise<Setting> {
    const setting = await this.#made('PREFUNDED');
    const path = `/v1/programs/${setting.program_id}/assets/${setting.asset_id}/fund`;
    await this.call(`POST ${path}`, { amount, description: 'budget' });
    return setting;
  }

  async member(amount: string | null): Promise<string> {
    names += 1;
    const external = `${String(process.pid)} ${String(names)}`;
    const { id } = await this.call('POST /v1/participants', { external_id: external });
    if (amount === null) return id;
    const { route, body } = this.credit(id, amount);
    await this.call(route, body);
    return id;
  }

  credit(who: string, amount: string, setting = this.setting): Call {
    const body = { ...setting, type: 'CREDIT', amount, description: 'welcome' };
    return { route: `POST /v1/participants/${who}/balances/adjust`, body };
  }

  redeem(who: string, amount: string): Call {
    const body = { ...this.setting, amount, description: 'Gift card' };
    return { route: `POST /v1/participants/${who}/redemptions`, body };
  }

  buy(who: string, reward: string, quantity: number): Call {
    const body = { program_id: this.setting.program_id, reward_id: reward, quantity };
    return { route: `POST /v1/participants/${who}/redemptions/items`, body };
  }

  async mug(stock = 10): Promise<string> {
    names += 1;
    const what = { redemption_type: 'UNIT_BASED', unit_cost: '10', max_total: stock, status: 'ACTIVE' };
    const body = { name: `Mug ${String(names)}`, ...what };
    const { asset_id } = this.setting;
    return (await this.call(`POST /v1/programs/${this.setting.program_id}/rewards`, { ...body, asset_id })).id;
  }

  async sold(reward: string): Promise<unknown> {
    return (await this.call(`GET /v1/programs/${this.setting.program_id}/rewards/${reward}`))['redeemed_count'];
  }

  async available(who: string, { asset_id } = this.setting): Promise<string> {
    const { data } = await this.call(`GET /v1/participants/${who}/balances?asset_id=${asset_id}`);
    return (data as readonly { available: string }[])[0]?.available ?? '0.00';
  }

  async wallet({ program_id, asset_id }: Setting): Promise<unknown> {
    const { data } = await this.call(`GET /v1/programs/${program_id}/balance`);
    const rows = data as readonly { asset_id: string; available: string }[];
    return rows.find((row) => row.asset_id === asset_id)?.available;
  }

  async redemptionsOf(who: string): Promise<number> {
    return ((await this.call(`GET /v1/participants/${who}/redemptions`))['data'] as unknown[]).length;
  }
}
