// The tour that `vouch points demo` gives: what points do, told step by step and checked against the ledger. Talks to the public
// API alone, as any merchant would.
import { randomBytes } from 'node:crypto';
import { NoServer } from '../workbench/api-client';
import type { TourOptions } from '../workbench/tour';

type Answer = Readonly<Record<string, unknown>> & { readonly id: string };

/** Resolves with the differences found: none means that all was as it should be. Rejects with `NoServer`. */
export async function givePointsTour(options: TourOptions): Promise<string[]> {
  const shop = await Shop.open(options);
  await shop.tell('points come in and are spent', () => spent(shop));
  await shop.tell('the reply gets lost, and the till asks again', () => askedAgain(shop));
  await shop.tell('a part is given back, then the rest', () => givenBack(shop));
  await shop.tell('the last mug in stock', () => lastMug(shop));
  await shop.tell('the whole ledger', () => wholeLedger(shop));
  return shop.differences;
}

async function spent(shop: Shop): Promise<void> {
  const who = await shop.member('1500');
  const redemption = await shop.redeem(who, '1000');
  shop.expect('status', redemption['status'], 'COMPLETED');
  shop.expect('available', await shop.available(who), '500.00');
  shop.say('1500.00 credited, 1000.00 redeemed, 500.00 are left');
  shop.expect('beyond the balance', await shop.refusal(() => shop.redeem(who, '500.01')), 'insufficient_balance');
  shop.say('500.01 more is refused: insufficient_balance, and nothing moved');
}

async function askedAgain(shop: Shop): Promise<void> {
  const who = await shop.member('100');
  const key = `order-${randomBytes(6).toString('hex')}`;
  const first = await shop.redeem(who, '40', key);
  const second = await shop.redeem(who, '40.00', key);
  shop.expect('the same redemption', second.id, first.id);
  shop.expect('available', await shop.available(who), '60.00');
  shop.say(`both calls with the key ${key} are one redemption: 60.00 are left`);
}

async function givenBack(shop: Shop): Promise<void> {
  const who = await shop.member('300');
  const { id } = await shop.redeem(who, '250');
  await shop.call('POST', `/v1/redemptions/${id}/reverse`, { amount: '100', reason: 'One item came back' });
  shop.expect('available', await shop.available(who), '150.00');
  shop.say('100.00 of 250.00 came back: 150.00 can be spent');
  await shop.call('POST', `/v1/redemptions/${id}/reverse`, { reason: 'The rest came back' });
  const after = await shop.call('GET', `/v1/redemptions/${id}`);
  shop.expect('status', after['status'], 'FULLY_REVERSED');
  shop.expect('available', await shop.available(who), '300.00');
  shop.say('without an amount all that is left comes back: 300.00, as before');
}

async function lastMug(shop: Shop): Promise<void> {
  const [anna, ben] = [await shop.member('50'), await shop.member('50')];
  const mug = await shop.mug();
  const { id } = await shop.buy(anna, mug);
  shop.say('one mug in stock for 50.00: the first customer gets it');
  shop.expect('the second', await shop.refusal(() => shop.buy(ben, mug)), 'out_of_stock');
  shop.expect('available', await shop.available(ben), '50.00');
  shop.say('the second is told out_of_stock and keeps 50.00');
  await shop.call('POST', `/v1/redemptions/${id}/reverse`, { reason: 'Returned' });
  await shop.buy(ben, mug);
  shop.expect('available', await shop.available(ben), '0.00');
  shop.say('the first brings it back, and the second can have it');
}

async function wholeLedger(shop: Shop): Promise<void> {
  const report = await shop.call('GET', '/v1/reports/integrity');
  shop.expect('every entry balances, every book sums to zero, no chain is broken', report['all_passed'], true);
  shop.say('every entry balances, every book sums to zero, and no entry was changed');
}

/** Tells the tour, and keeps what differs. */
class Shop {
  readonly differences: string[] = [];
  #story = '';

  private constructor(
    private readonly options: TourOptions,
    private readonly ids: { readonly program_id: string; readonly asset_id: string },
  ) {}

  static async open(options: TourOptions): Promise<Shop> {
    const began = randomBytes(4).toString('hex');
    const program = await ask(options, 'POST', '/v1/programs', { name: `Tour ${began}` }).catch((error: unknown) => {
      if (error instanceof Refused) throw new NoServer(`${options.url} refused: ${error.code}, ${error.message}`);
      throw new NoServer(`no Vouch answers at ${options.url}: is it running, and is that its address?`);
    });
    const asset = await ask(options, 'POST', '/v1/assets', {
      name: 'Stars',
      symbol: `T${began}`,
      scale: 2,
      inventory_mode: 'LOT',
      program_id: program.id,
    });
    options.print(`A tour of ${options.where}. All points in it are of a program made for it.`);
    return new Shop(options, { program_id: program.id, asset_id: asset.id });
  }

  async tell(story: string, told: () => Promise<void>): Promise<void> {
    this.#story = story;
    this.options.print(`\n${story}`);
    try {
      await told();
    } catch (error) {
      this.differences.push(`${story}: ${error instanceof Error ? error.message : 'it failed'}`);
    }
  }

  say(line: string): void {
    this.options.print(`  ${line}`);
  }

  expect(what: string, is: unknown, should: unknown): void {
    if (is !== should)
      this.differences.push(`${this.#story}: ${what} is ${String(is)}, it should be ${String(should)}`);
  }

  call(method: 'GET' | 'POST', path: string, body?: object, key?: string): Promise<Answer> {
    return ask(this.options, method, path, body, key);
  }

  /** The code of the refusal. */
  async refusal(call: () => Promise<unknown>): Promise<string> {
    try {
      await call();
      return 'nothing: it was done';
    } catch (error) {
      if (error instanceof Refused) return error.code;
      throw error;
    }
  }

  /** A new participant with so many points. */
  async member(amount: string): Promise<string> {
    const { id } = await this.call('POST', '/v1/participants', {
      external_id: `tour ${randomBytes(8).toString('hex')}`,
    });
    await this.call('POST', `/v1/participants/${id}/balances/adjust`, {
      ...this.ids,
      type: 'CREDIT',
      amount,
      description: 'Welcome',
    });
    return id;
  }

  redeem(who: string, amount: string, key?: string): Promise<Answer> {
    const body = { ...this.ids, amount, description: 'Gift card' };
    return this.call('POST', `/v1/participants/${who}/redemptions`, body, key);
  }

  /** A reward of which there is one. */
  async mug(): Promise<string> {
    const { id } = await this.call('POST', `/v1/programs/${this.ids.program_id}/rewards`, {
      name: 'Mug',
      redemption_type: 'UNIT_BASED',
      asset_id: this.ids.asset_id,
      unit_cost: '50',
      max_total: 1,
      status: 'ACTIVE',
    });
    return id;
  }

  buy(who: string, reward: string): Promise<Answer> {
    const body = { program_id: this.ids.program_id, reward_id: reward };
    return this.call('POST', `/v1/participants/${who}/redemptions/items`, body);
  }

  async available(who: string): Promise<unknown> {
    const { data } = await this.call('GET', `/v1/participants/${who}/balances?asset_id=${this.ids.asset_id}`);
    return (data as readonly { readonly available: string }[])[0]?.available;
  }
}

class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

async function ask(
  { url, key }: TourOptions,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
  idempotencyKey?: string,
): Promise<Answer> {
  const reply = await fetch(new URL(path, url), {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const answer = (await reply.json()) as Answer;
  if (reply.ok) return answer;
  const { code, detail, message } = answer as { code?: string; detail?: string; message?: string };
  throw new Refused(code ?? String(reply.status), detail ?? message ?? '');
}
