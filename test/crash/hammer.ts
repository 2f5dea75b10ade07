// Every kind of call on points at once, from many callers over HTTP, who repeat a call with its key where nobody answered.
import { CrashShop, type Call, type Setting } from './shop';
import type { Server, Stage } from './stage';

type Answer = Readonly<Record<string, unknown>> & {
  readonly id?: string;
  readonly code?: string;
  readonly param?: string;
};

const LATE = 'its date was over';
/** What a call may be refused with: everything else is a defect. */
const FAIR = new Set([
  'insufficient_balance',
  'hold_not_found',
  'out_of_stock',
  'participant_limit_reached',
  'reversal_exceeds_redeemed',
  'wallet_empty',
  LATE,
]);
/** Of a till: what it asks about is on its way, or not known yet. Its redemption is left as it is, and settled by itself. */
const OPEN = new Set(['outcome_unknown', 'idempotency_key_in_use', 'invalid_state']);
/** Of the calls that are answered, one in so many is made again at the end. */
const REMEMBERED = 10;
/** A date that was in the future once: such a call cannot be made again. */
const DATED = ['expires_at', 'matures_at'];

/** A call as it was answered. */
interface Told extends Call {
  readonly key: string;
  readonly answer: Answer;
}

export class Hammer {
  /** How often each answer came: `ok`, or a code. */
  readonly counts: Record<string, number> = {};
  /** How often each kind of call was made. */
  readonly kinds: Record<string, number> = {};
  patientUntil = 0;
  readonly people: string[] = [];
  #rewards: string[] = [];
  readonly #told: Told[] = [];
  readonly #redeemed: string[] = [];
  readonly #bought: string[] = [];
  #calls = 0;

  private constructor(
    private readonly stage: Stage,
    /** Who serves now. Callers take turns. */
    public servers: readonly Server[],
    readonly shop: CrashShop,
    /** An asset whose credits draw on a wallet. */
    readonly funded: Setting,
  ) {}

  static async over(stage: Stage, servers: readonly Server[], people: number): Promise<Hammer> {
    const [first] = servers;
    if (!first) throw new Error('Somebody has to serve');
    const shop = await CrashShop.open(stage, first);
    const hammer = new Hammer(stage, servers, shop, await shop.prefunded('200'));
    hammer.#rewards = await Promise.all([shop.mug(50), shop.mug(100_000)]);
    for (let made = 0; made < people; made += 50)
      hammer.people.push(...(await Promise.all(Array.from({ length: 50 }, () => shop.member('100')))));
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
    const number = (this.#calls += 1);
    const kinds = this.#kindsOf(number);
    const kind = Object.keys(kinds)[Math.floor(Math.random() * Object.keys(kinds).length)] as keyof typeof kinds;
    this.kinds[kind] = (this.kinds[kind] ?? 0) + 1;
    const call = kinds[kind]();
    if (call instanceof Promise) return call;
    const key = `hammer ${String(number)}`;
    const answer = await this.#insist(call, key);
    this.#note(answer);
    if (answer.code !== undefined) return;
    if (kind === 'redeem' || kind === 'fromHold') this.#redeemed.push(answer.id ?? '');
    if (kind === 'buy') this.#bought.push(answer.id ?? '');
    if (number % REMEMBERED === 0 && !DATED.some((field) => field in call.body))
      this.#told.push({ ...call, key, answer });
  }

  #note({ code, param }: Answer): void {
    // A call that waited for a server to come back, until its date was over.
    const late = code === 'validation_failed' && DATED.includes(param ?? '');
    const outcome = late ? LATE : (code ?? 'ok');
    this.counts[outcome] = (this.counts[outcome] ?? 0) + 1;
  }

  /** With one key, at one server after the other, until somebody knows. */
  async #insist({ route, body }: Call, key: string): Promise<Answer> {
    for (let tries = 0; ; tries += 1) {
      const server = this.servers[(this.#calls + tries) % this.servers.length];
      if (!server) throw new Error('Nobody serves');
      const answer = await this.stage.call<Answer>(server, route, body, { 'idempotency-key': key });
      // Null: gone before it answered. It may have been done.
      if (answer !== null && !this.#isInTheWay(answer)) return answer;
      await new Promise((wake) => setTimeout(wake, 20));
    }
  }

  /** For seconds after a server was killed: what it had written and not committed is in the way. Then it is an answer as any. */
  #isInTheWay({ code }: Answer): boolean {
    return code === 'too_many_concurrent_writes' && Date.now() < this.patientUntil;
  }

  /** One of each kind. Those of tills are several calls. */
  #kindsOf(number: number) {
    const { shop, funded } = this;
    const pick = <T>(all: readonly T[], of: number) => all[of % all.length] as T;
    const who = pick(this.people, number * 7);
    const about = { ...shop.setting, description: 'hammer' };
    const post = (what: string, body: object): Call => ({
      route: `POST /v1/participants/${who}/balances/${what}`,
      body: { ...about, ...body },
    });
    const soon = { expires_at: new Date(Date.now() + 1500).toISOString() };
    const wallet = (what: string, amount: string): Call => ({
      route: `POST /v1/programs/${funded.program_id}/assets/${funded.asset_id}/${what}`,
      body: { amount },
    });
    const reversal = (ids: readonly string[], body: object): Call | null =>
      ids.length > 0
        ? { route: `POST /v1/redemptions/${pick(ids, number * 13)}/reverse`, body: { reason: 'hammer', ...body } }
        : null;
    return {
      redeem: () => shop.redeem(who, '3.33'),
      fromHold: () => {
        const { route, body } = shop.redeem(who, '1');
        return { route, body: { ...body, hold_reference_id: 'hammer' } };
      },
      buy: () => shop.buy(who, pick(this.#rewards, number), 1 + (number % 2)),
      credit: () => shop.credit(who, '5.01'),
      creditThatExpires: () => post('adjust', { type: 'CREDIT', amount: '2', ...soon }),
      creditThatMatures: () => post('adjust', { type: 'CREDIT', amount: '2', matures_at: soon.expires_at }),
      debit: () => post('adjust', { type: 'DEBIT', amount: '1.11', allow_negative: true }),
      hold: () => post('hold', { amount: '2.5', reference_id: 'hammer', ...soon }),
      release: () => post('release', { amount: '1.25' }),
      forfeit: () => post('forfeit', { amount: '0.5', bucket: number % 2 ? 'AVAILABLE' : 'HELD' }),
      reverse: () => reversal(this.#redeemed, number % 2 ? { amount: '0.4' } : {}) ?? shop.credit(who, '1'),
      giveBackPieces: () => reversal(this.#bought, { quantity: 1 }) ?? shop.credit(who, '1'),
      fund: () => wallet('fund', '4'),
      burn: () => wallet('burn', '1'),
      fundedCredit: () => shop.credit(who, '1.5', funded),
      fundedRedeem: () => ({ ...shop.redeem(who, '0.5'), body: { ...about, ...funded, amount: '0.5' } }),
      till: () => this.#atTill(number, who),
    };
  }

  /** Paid at once, or held and then captured in part or given up. */
  async #atTill(number: number, who: string): Promise<void> {
    const say = async (call: Call, what: string): Promise<Answer> => {
      const answer = await this.#insist(call, `till ${String(number)} ${what}`);
      if (answer.code === undefined || !OPEN.has(answer.code)) this.#note(answer);
      return answer;
    };
    const made = await say(this.shop.atTill(who, 40, number % 3 ? 'manual' : 'automatic'), 'create');
    if (made['status'] !== 'reserved' || made['outcome'] !== 'open') return;
    const path = `POST /v1/redemptions/${made.id ?? ''}`;
    if (number % 3 === 1) await say({ route: `${path}/cancel`, body: {} }, 'cancel');
    else await say({ route: `${path}/capture`, body: { amount: 25 } }, 'capture');
  }

  /** Calls that are not answered, made again, as they were before. */
  async differently(): Promise<string[]> {
    const [server] = this.servers;
    if (!server) throw new Error('Nobody serves');
    const id = ({ id: own, journal_entry_id: entry }: Answer) => own ?? entry;
    const found = await Promise.all(
      this.#told.map(async ({ route, body, key, answer }) => {
        const again = await this.stage.call<Answer>(server, route, body, { 'idempotency-key': key });
        return again !== null && id(again) === id(answer) ? [] : [`${route} with ${key}`];
      }),
    );
    return found.flat();
  }
}
