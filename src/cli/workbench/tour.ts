// The tour that `vouch demo` gives: for each provider five stories, told step by step and checked against the books.
// Talks to the public API alone, as any merchant would.
import { setTimeout as pause } from 'node:timers/promises';
import { ApiClient, type Exchange, type VoucherType } from './api-client';

/** Long enough for the first steps of the default ladder (5 s, then 15 s). */
const PATIENCE_MS = 60_000;
const POLL_MS = 200;

/** The server to tour, and where the tour is told. */
export interface TourOptions {
  readonly url: string;
  /** What is shown, in words. */
  readonly where: string;
  /** A secret test key. */
  readonly key: string;
  readonly print: (line: string) => void;
  /** One story alone; all of them where absent. */
  readonly story?: StoryName | undefined;
  /** One type of voucher alone; all of them where absent. */
  readonly type?: string | undefined;
  /** Whether each call and its answer is shown. */
  readonly http?: boolean;
  /** Waited for between two stories. */
  readonly between?: () => Promise<void>;
}

interface Redemption {
  readonly id: string;
  readonly status: string;
  readonly outcome: string;
  readonly version: number;
  readonly amount: number;
  readonly redeemed_amount: number;
  readonly reversed_amount: number;
  readonly change_voucher: { readonly pin?: string; readonly amount?: number; readonly delivery: string } | null;
  readonly last_error: { readonly code: string } | null;
}

interface Reversal {
  readonly amount: number;
  readonly status: string;
  readonly method: string;
  readonly refund_voucher: { readonly pin?: string; readonly delivery: string } | null;
}

/** By the name that it is asked for, in the order of the tour. */
const STORIES = {
  'whole-voucher': ['the whole voucher', wholeVoucher],
  part: ['a part of it', partOfIt],
  used: ['a voucher that is already used', usedVoucher],
  'giving-back': ['giving it back', givingBack],
  'lost-reply': ['the reply gets lost', lostReply],
} as const satisfies Record<string, readonly [string, (guide: Guide, type: VoucherType) => Promise<void>]>;

/** What a story is asked for by. */
export type StoryName = keyof typeof STORIES;
export const STORY_NAMES = Object.keys(STORIES) as readonly StoryName[];

/**
 * Runs every story for every type, or those that were asked for. Resolves with the differences found: none means that all was as it
 * should be. Rejects with `NoServer`, in words for the person who gave the address and the key.
 */
export async function giveTour(options: TourOptions): Promise<string[]> {
  const guide = new Guide(options);
  // Types without a secret (points) have no test vouchers: `vouch points demo` shows those.
  const types = (await guide.api.arrive()).filter((one) => one.required_fields.some(({ sensitive }) => sensitive));
  options.print(`A tour of ${options.where}. All money in it is simulated.`);
  let isFirst = true;
  for (const type of types.filter((one) => options.type === undefined || one.type === options.type)) {
    guide.turnTo(type);
    for (const name of options.story === undefined ? STORY_NAMES : [options.story]) {
      if (!isFirst) await options.between?.();
      isFirst = false;
      const [title, steps] = STORIES[name];
      await guide.tell(title, () => steps(guide, type));
    }
  }
  return guide.differences;
}

async function wholeVoucher(guide: Guide, type: VoucherType): Promise<void> {
  const redemption = await guide.redeem(type, { value: 5000, scenario: 'ok', amount: 5000 });
  guide.expect('outcome', redemption.outcome, 'paid');
  guide.expect('taken', redemption.redeemed_amount, 5000);
  guide.say(`took ${rand(redemption.redeemed_amount)} of ${rand(5000)}; nothing is left on the voucher`);
}

async function partOfIt(guide: Guide, type: VoucherType): Promise<void> {
  const redemption = await guide.redeem(type, { value: 5000, scenario: 'ok', amount: 3200 });
  guide.expect('outcome', redemption.outcome, 'paid');
  guide.expect('taken', redemption.redeemed_amount, 3200);
  const change = redemption.change_voucher;
  if (type.capabilities.change_voucher === 'INLINE') {
    guide.expect('a change PIN came back', typeof change?.pin, 'string');
    const again = await guide.redeemPin(type, change?.pin ?? '', undefined);
    guide.expect('value of the change voucher', again.redeemed_amount, 1800);
    guide.say(
      `took ${rand(3200)}; the change voucher was worth ${rand(again.redeemed_amount)}, and was redeemed as well`,
    );
  } else if (type.capabilities.change_voucher === 'NONE') {
    guide.expect('change', change, null);
    guide.say(`took ${rand(3200)}; this provider issues no change: what is left stays on the voucher`);
  } else {
    guide.expect('change goes out by SMS', change?.delivery, 'sms');
    guide.expect('change', change?.amount, 1800);
    guide.say(`took ${rand(3200)}; the provider sends the customer ${rand(change?.amount ?? 0)} by SMS`);
  }
}

async function usedVoucher(guide: Guide, type: VoucherType): Promise<void> {
  const redemption = await guide.redeem(type, { value: 5000, scenario: 'used', amount: 5000 });
  guide.expect('outcome', redemption.outcome, 'not_paid');
  guide.expect('reason', redemption.last_error?.code, 'voucher_already_redeemed');
  guide.expect('taken', redemption.redeemed_amount, 0);
  guide.say('declined: voucher_already_redeemed. Nothing was taken');
}

async function givingBack(guide: Guide, type: VoucherType): Promise<void> {
  if (!type.capabilities.refund) {
    guide.say('this provider offers no way to give value back: Vouch says so before anything is sent');
    return;
  }
  const redemption = await guide.redeem(type, { value: 5000, scenario: 'ok', amount: 5000 });
  const reversal = await guide.call<Reversal>('POST', `/v1/redemptions/${redemption.id}/reverse`, {
    reason: 'The customer changed their mind',
    idempotency_key: `demo-${redemption.id}`,
  });
  guide.expect('reversal', reversal.status, 'succeeded');
  guide.expect('given back', reversal.amount, 5000);
  const after = await guide.call<Redemption>('GET', `/v1/redemptions/${redemption.id}`);
  guide.expect('reversed', after.reversed_amount, 5000);
  guide.expect('status after', after.status, 'confirmed');
  const how = reversal.method === 'restored' ? 'restored, the original voucher lives again' : 'as a new voucher';
  guide.say(`took ${rand(5000)}, gave ${rand(reversal.amount)} back: ${how}`);
}

async function lostReply(guide: Guide, type: VoucherType): Promise<void> {
  const first = await guide.redeem(type, { value: 5000, scenario: 'drop_after_taking', amount: 5000 });
  guide.expect('outcome at first', first.outcome, 'checking');
  guide.say('the provider took the value, and its reply was lost: the till is told "checking", not "failed"');
  const last = await guide.untilDecided(first.id);
  guide.expect('outcome in the end', last.outcome, 'paid');
  guide.expect('taken', last.redeemed_amount, 5000);
  guide.say(`asked again: it was taken, ${rand(last.redeemed_amount)}, exactly once`);
}

function rand(cents: number): string {
  return `R${(cents / 100).toFixed(2)}`;
}

class Guide {
  readonly differences: string[] = [];
  readonly api: ApiClient;
  #type = '';
  #story = '';

  constructor(private readonly options: TourOptions) {
    this.api = new ApiClient(options, (exchange) => {
      if (options.http === true) this.#show(exchange);
    });
  }

  turnTo({ name, type }: VoucherType): void {
    this.#type = name;
    this.options.print(`\n${name} (${type})`);
  }

  async tell(story: string, steps: () => Promise<void>): Promise<void> {
    this.#story = story;
    try {
      await steps();
    } catch (error) {
      this.#differ(error instanceof Error ? error.message : String(error));
    }
  }

  say(text: string): void {
    this.options.print(`  ${this.#story}: ${text}`);
  }

  expect(what: string, actual: unknown, expected: unknown): void {
    if (actual !== expected) this.#differ(`${what} is ${String(actual)}, should be ${String(expected)}`);
  }

  /** As somebody would type it, without the key. */
  #show({ method, path, body, status, answer }: Exchange): void {
    const indented = (value: object) => JSON.stringify(value, null, 2).replaceAll('\n', '\n    ');
    this.options.print(`\n    ${method} ${path}`);
    if (body) this.options.print(`    ${indented(body)}`);
    this.options.print(`    → ${String(status)}`);
    if (typeof answer === 'object' && answer !== null) this.options.print(`    ${indented(answer)}`);
  }

  #differ(text: string): void {
    this.differences.push(`${this.#type}, ${this.#story}: ${text}`);
    this.options.print(`  DIFFERENT  ${this.#story}: ${text}`);
  }

  async redeem(type: VoucherType, what: { value: number; scenario: string; amount: number }): Promise<Redemption> {
    const voucher = await this.call<{ pin: string }>('POST', '/v1/test_helpers/vouchers', {
      type: type.type,
      amount: what.value,
      scenario: what.scenario,
    });
    return this.redeemPin(type, voucher.pin, what.amount);
  }

  redeemPin(type: VoucherType, pin: string, amount: number | undefined): Promise<Redemption> {
    const source = Object.fromEntries(
      type.required_fields.map((field) => [field.name, field.sensitive ? pin : field.example]),
    );
    const money = amount === undefined ? {} : { amount, currency: 'ZAR' };
    return this.call<Redemption>('POST', '/v1/redemptions', { type: type.type, source, ...money });
  }

  call<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
    return this.api.call<T>(method, path, body);
  }

  async untilDecided(id: string): Promise<Redemption> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const redemption = await this.call<Redemption>('GET', `/v1/redemptions/${id}`);
      if (redemption.outcome !== 'checking' || Date.now() > deadline) return redemption;
      await pause(POLL_MS);
    }
  }
}
