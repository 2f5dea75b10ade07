// A merchant with a points program, over real HTTP: what the API specs of points begin with.
import { readConfig } from '../../../src/config';
import { startServer } from '../../../src/server/start';
import { QUICK, type World } from '../../api/world';

/** Any JSON response of points, read loosely. */
export type Json = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly code: string;
  readonly status: string;
  readonly available: string;
  readonly data: readonly Json[];
  readonly next_cursor: string | null;
  readonly has_more: boolean;
  readonly journal_entry_id: string;
  readonly redeemed_count: number;
  readonly remaining: string;
  readonly all_passed: boolean;
  readonly faults: readonly { readonly participant_id: string; readonly fault: string }[];
  readonly reversed_amount: string;
  readonly balance: Readonly<Record<'available' | 'held' | 'deferred', string>>;
  readonly postings: readonly Readonly<Record<string, string>>[];
};

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

export type Fields = Readonly<Record<string, unknown>>;

let names = 0;

export class Shop {
  constructor(
    readonly world: World,
    readonly programId: string,
    readonly assetId: string,
    readonly key?: string,
  ) {}

  static async open(world: World, asset: Fields = {}, key?: string): Promise<Shop> {
    const call = callerOf(world, key);
    const program = await call('POST /v1/programs', { name: 'Stars' });
    const made = await call('POST /v1/assets', {
      name: 'Star',
      symbol: `S${String((names += 1))}`,
      scale: 2,
      inventory_mode: 'LOT',
      program_id: program.body.id,
      ...asset,
    });
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    return new Shop(world, program.body.id, made.body.id, key);
  }

  call(route: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    return callerOf(this.world, this.key)(route, body, headers);
  }

  async participant(fields: Fields = {}): Promise<string> {
    const { body } = await this.call('POST /v1/participants', {
      external_id: `customer ${String((names += 1))}`,
      ...fields,
    });
    return body.id;
  }

  adjust(participantId: string, fields: Fields): Promise<Reply> {
    const about = { program_id: this.programId, asset_id: this.assetId, description: 'test' };
    return this.call(`POST /v1/participants/${participantId}/balances/adjust`, { ...about, ...fields });
  }

  credit(participantId: string, amount: string, fields: Fields = {}): Promise<Reply> {
    return this.adjust(participantId, { type: 'CREDIT', amount, ...fields });
  }

  balances(participantId: string, operation: 'hold' | 'release' | 'forfeit', fields: Fields = {}): Promise<Reply> {
    const about = { program_id: this.programId, asset_id: this.assetId, description: 'test' };
    return this.call(`POST /v1/participants/${participantId}/balances/${operation}`, { ...about, ...fields });
  }

  redeem(
    participantId: string,
    amount: unknown,
    fields: Fields = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Reply> {
    const about = { program_id: this.programId, asset_id: this.assetId, description: 'Gift card' };
    return this.call(`POST /v1/participants/${participantId}/redemptions`, { ...about, amount, ...fields }, headers);
  }

  buy(participantId: string, rewardId: string, fields: Fields = {}): Promise<Reply> {
    const body = { program_id: this.programId, reward_id: rewardId, ...fields };
    return this.call(`POST /v1/participants/${participantId}/redemptions/items`, body);
  }

  reverse(redemptionId: string, fields: Fields = {}, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    return this.call(`POST /v1/redemptions/${redemptionId}/reverse`, { reason: 'returned', ...fields }, headers);
  }

  reward(fields: Fields = {}): Promise<Reply> {
    return this.call(`POST /v1/programs/${this.programId}/rewards`, {
      name: `Mug ${String((names += 1))}`,
      redemption_type: 'UNIT_BASED',
      asset_id: this.assetId,
      unit_cost: '10',
      ...fields,
    });
  }

  async read(path: string): Promise<Json> {
    return (await this.call(`GET ${path}`)).body;
  }

  async balance(participantId: string): Promise<Readonly<Record<'available' | 'held' | 'deferred', string>>> {
    const { data } = await this.read(`/v1/participants/${participantId}/balances?asset_id=${this.assetId}`);
    const row = data[0] as unknown as Readonly<Record<'available' | 'held' | 'deferred', string>>;
    return { available: row.available, held: row.held, deferred: row.deferred };
  }

  lots(participantId: string, query = ''): Promise<Json> {
    return this.read(`/v1/participants/${participantId}/balances/lots?asset_id=${this.assetId}${query}`);
  }

  /** Every row of a list, page by page. */
  async all(path: string): Promise<Json[]> {
    const rows: Json[] = [];
    for (let cursor = ''; ;) {
      const page = await this.read(`${path}${path.includes('?') ? '&' : '?'}limit=200${cursor}`);
      rows.push(...page.data);
      if (page.next_cursor === null) return rows;
      cursor = `&cursor=${page.next_cursor}`;
    }
  }
}

function callerOf(world: World, key?: string) {
  return async (route: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Reply> => {
    const answer = await world.call(route, {
      headers,
      ...(key === undefined ? {} : { key }),
      ...(body === undefined ? {} : { body }),
    });
    return { status: answer.status, headers: answer.headers, body: answer.body as unknown as Json };
  };
}

/** How many answers had each status, or each code where they are refusals. */
export async function tally(calls: readonly Promise<Reply>[]): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const { status, body } of await Promise.all(calls)) {
    const name = status < 300 ? String(status) : body.code;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** The same merchant at a second server over the same database, which shares nothing else with the first. */
export async function atSecondServer(shop: Shop): Promise<{ shop: Shop; close: () => Promise<void> }> {
  const { world, programId, assetId } = shop;
  const server = await startServer(
    readConfig({
      ...QUICK,
      DATABASE_URL: world.databaseUrl,
      VOUCH_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
      VOUCH_SIMULATORS_URL: world.simulators.addresses['control'] ?? '',
    }),
    { logTo: { write: () => undefined } },
  );
  const there = Object.create(world, { server: { value: server } }) as World;
  return { shop: new Shop(there, programId, assetId), close: () => server.close() };
}

/** Reads until it is so: what happens by itself is a second away. */
export async function until<T>(read: () => Promise<T>, isSo: (value: T) => boolean): Promise<T> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const value = await read();
    if (isSo(value)) return value;
    if (Date.now() > deadline) throw new Error(`Still not so: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
