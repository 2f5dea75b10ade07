// A merchant with a points program over HTTP whose server may change, and what the program says of the whole ledger.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Server, Stage } from './stage';

export type Json = Readonly<Record<string, unknown>> & { readonly id: string; readonly status: string };

export interface Call {
  readonly route: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What `vouch points verify` says. Rejects where it finds a difference. */
export async function verifyPoints({ databaseUrl }: Pick<Stage, 'databaseUrl'>): Promise<string> {
  const program = join(__dirname, '../../dist/src/main.js');
  const env = { PATH: process.env['PATH'], DATABASE_URL: databaseUrl };
  const { stdout } = await promisify(execFile)(process.execPath, [program, 'points', 'verify'], { env });
  return stdout;
}

export interface Setting {
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
  async call(route: string, body?: object, headers: Record<string, string> = {}): Promise<Json> {
    const answer = await this.stage.call<Json & { code?: string }>(this.server, route, body, headers);
    if (answer === null || answer.code !== undefined) throw new Error(`${route}: ${JSON.stringify(answer)}`);
    return answer;
  }

  async #made(policy: string): Promise<Setting> {
    names += 1;
    const name = `${process.pid.toString(36)}${String(names)}`;
    const program = await this.call('POST /v1/programs', { name });
    const body = { name, symbol: `S${name}`, scale: 2, inventory_mode: 'LOT', issuance_policy: policy };
    const asset = await this.call('POST /v1/assets', { ...body, program_id: program.id });
    // Ten points a rand, for tills.
    const rate = { cash_rate: { currency: 'ZAR', cents: 100, units: '10' } };
    await this.call(`PATCH /v1/programs/${program.id}/assets/${asset.id}`, rate);
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

  async available(who: string, setting = this.setting): Promise<string> {
    return (await this.balance(who, setting)).available;
  }

  async balance(who: string, { asset_id } = this.setting): Promise<{ available: string; held: string }> {
    const { data } = await this.call(`GET /v1/participants/${who}/balances?asset_id=${asset_id}`);
    const [row] = data as readonly { available: string; held: string }[];
    return { available: row?.available ?? '0.00', held: row?.held ?? '0.00' };
  }

  /** A redemption in cents, at a till, of this participant's points. */
  atTill(who: string, amount: number, method: 'manual' | 'automatic'): Call {
    const source = { ...this.setting, participant_id: who };
    const body = { type: 'loyalty_points.ledger', source, amount, currency: 'ZAR', capture_method: method };
    return { route: 'POST /v1/redemptions', body };
  }

  /** What is in a participant's journal, oldest first. */
  async actions(who: string): Promise<unknown[]> {
    const { data } = await this.call(`GET /v1/journal-entries?participant_id=${who}`);
    return (data as readonly { action_type: unknown }[]).map(({ action_type }) => action_type).reverse();
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
