// Every kind of call on points at once, from many callers over HTTP, who repeat a call with its key where nobody answered.
import { CrashShop } from './shop';
import type { Server, Stage } from './stage';

type Answer = Readonly<Record<string, unknown>> & { readonly id?: string; readonly code?: string };

/** What a call may be refused with: everything else is a defect. */
const FAIR = new Set([
  'insufficient_balance',
  'hold_not_found',
  'out_of_stock',
  'participant_limit_reached',
  'reversal_exceeds_redeemed',
  'wallet_empty',
]);

export class Hammer {
  /** How often each answer came: `ok`, or a code. */
  readonly counts: Record<string, number> = {};
  patientUntil = 0;
  #people: string[] = [];
  #rewards: string[] = [];
  readonly #redeemed: string[] = [];
  #calls = 0;

  private constructor(
    private readonly stage: Stage,
    /** Who serves now. Callers take turns. */
    public servers: readonly Server[],
    private readonly shop: CrashShop,
  ) {}

  static async over(stage: Stage, servers: readonly Server[], people: number): Promise<Hammer> {
    const [first] = servers;
    if (!first) throw new Error('Somebody has to serve');
    const shop = await CrashShop.open(stage, first);
    const hammer = new Hammer(stage, servers, shop);
    hammer.#rewards = await Promise.all([shop.mug(50), shop.mug(100_000)]);
    for (let made = 0; made < people; made += 50)
      hammer.#people.push(...(await Promise.all(Array.from({ length: 50 }, () => shop.member('100')))));
    return hammer;
  }

  /** Answers that no call should get. */
  get unfair(): string[] {
    return Object.keys(this.counts).filter((code) => code !== 'ok' && !FAIR.has(code));
  }

  /** Calls until `until` says so. */
  async caller(until: () => boolean): Promise<void> {
    while (!until()) await this.#once();
  }

  async #once(): Promise<void> {
    this.#calls += 1;
    const { route, body } = this.#any(this.#calls);
    const keyed = { ...body, idempotency_key: `hammer ${String(this.#calls)}` };
    for (let tries = 0; ; tries += 1) {
      const server = this.servers[(this.#calls + tries) % this.servers.length];
      if (!server) throw new Error('Nobody serves');
      const answer = await this.stage.call<Answer>(server, route, keyed);
      // Gone before it answered: it may have been done.
      if (answer === null || this.#isInTheWay(answer)) {
        await new Promise((wake) => setTimeout(wake, 20));
        continue;
      }
      const outcome = answer.code ?? 'ok';
      this.counts[outcome] = (this.counts[outcome] ?? 0) + 1;
      if (answer.id !== undefined && route.includes('/participants/')) this.#redeemed.push(answer.id);
      return;
    }
  }

  /** For seconds after a server was killed: what it had written and not committed is in the way. Then it is an answer as any. */
  #isInTheWay({ code }: Answer): boolean {
    return code === 'too_many_concurrent_writes' && Date.now() < this.patientUntil;
  }

  #any(number: number): { route: string; body: Readonly<Record<string, unknown>> } {
    const pick = <T>(all: readonly T[], of: number) => all[of % all.length] as T;
    const who = pick(this.#people, number * 7);
    const about = { ...this.shop.setting, description: 'hammer' };
    const balances = `POST /v1/participants/${who}/balances`;
    const soon = new Date(Date.now() + 1500).toISOString();
    const calls = [
      () => this.shop.redeem(who, '3.33'),
      () => this.shop.buy(who, pick(this.#rewards, number), 1),
      () => this.shop.credit(who, '5.01'),
      () => ({ route: `${balances}/adjust`, body: { ...about, type: 'CREDIT', amount: '2', expires_at: soon } }),
      () => ({ route: `${balances}/adjust`, body: { ...about, type: 'DEBIT', amount: '1.11', allow_negative: true } }),
      () => ({ route: `${balances}/hold`, body: { ...about, amount: '2.5', expires_at: soon } }),
      () => ({ route: `${balances}/release`, body: { ...about, amount: '1.25' } }),
      () => ({ route: `${balances}/forfeit`, body: { ...about, amount: '0.5', bucket: 'AVAILABLE' } }),
      () => this.#reversal(number) ?? this.shop.redeem(who, '1'),
      () => this.shop.redeem(who, '0.01'),
    ];
    return pick(calls, Math.floor(Math.random() * calls.length))();
  }

  /** Some of a redemption, or all that is left. One of an item is by the piece: all that is left. */
  #reversal(number: number) {
    const id = this.#redeemed.length > 0 ? this.#redeemed[(number * 13) % this.#redeemed.length] : undefined;
    if (id === undefined) return null;
    return { route: `POST /v1/redemptions/${id}/reverse`, body: { reason: 'hammer' } };
  }
}
