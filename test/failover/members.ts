// Members whose points are redeemed, spent on a shelf that runs out, given back, credited from a wallet, and held at a till, without a
// pause. A small model keeps what each must have in the end.
import { CrashShop, verifyPoints, type Setting } from '../crash/shop';
import { until, type Redemption, type Reversal, type Server, type Stage } from '../crash/stage';
import { isDecided, type Caller } from './caller';

const STOCK = 40;
const BUDGET = 120;

interface Answer {
  readonly id?: string;
  readonly journal_entry_id?: string;
}

/** A call as it was answered for good. */
interface Told {
  readonly path: string;
  readonly body: object;
  readonly key: string;
  readonly id: string;
}

interface Member {
  readonly id: string;
  /** Whole points. */
  balance: number;
  credited: number;
  redemptions: number;
}

const anything = () => true;

export class Members {
  rounds = 0;
  readonly #told: Told[] = [];
  readonly #members: Member[] = [];
  #sold = 0;
  #open = true;
  #working: Promise<PromiseSettledResult<void>[]> = Promise.resolve([]);

  private constructor(
    private readonly stage: Stage,
    private readonly instances: readonly Server[],
    private readonly caller: Caller,
    private readonly shop: CrashShop,
    private readonly mug: string,
    private readonly funded: Setting,
  ) {}

  static async open(stage: Stage, instances: readonly Server[], caller: Caller): Promise<Members> {
    const [first] = instances;
    if (!first) throw new Error('Somebody has to serve');
    const shop = await CrashShop.open(stage, first);
    return new Members(stage, instances, caller, shop, await shop.mug(STOCK), await shop.prefunded(String(BUDGET)));
  }

  start(count: number): void {
    this.#working = Promise.allSettled(Array.from({ length: count }, () => this.#member()));
  }

  /** Whatever has begun still gets a final answer. Rejects where it cannot. */
  async close(): Promise<void> {
    this.#open = false;
    const failed = (await this.#working).find((member) => member.status === 'rejected');
    if (failed) throw failed.reason;
  }

  async #member(): Promise<void> {
    for (let round = 0; this.#open; round += 1) {
      const { id } = await this.#make();
      const member: Member = { id, balance: 100, credited: 0, redemptions: 0 };
      this.#members.push(member);
      const { route, body } = this.shop.credit(id, '100');
      await this.#call(route, body);
      await this.#spend(member, round);
      await this.#atTill(member, round);
      this.rounds += 1;
    }
  }

  /** An upsert: it may be made as often as it likes. */
  #make(): Promise<{ id: string }> {
    const name = `member ${String((names += 1))} of ${String(process.pid)}`;
    return this.caller.insist<{ id: string }>('/v1/participants', { external_id: name }, name, anything, []);
  }

  async #spend(member: Member, round: number): Promise<void> {
    const raw = this.shop.redeem(member.id, '12');
    if (await this.#call(raw.route, raw.body)) Object.assign(member, { balance: 88, redemptions: 1 });
    const item = this.shop.buy(member.id, this.mug, 2);
    const bought = await this.#call(item.route, item.body, 'out_of_stock');
    if (bought) {
      Object.assign(member, { balance: member.balance - 20, redemptions: 2 });
      this.#sold += 2;
    }
    if (bought && round % 3 > 0) {
      const back = { quantity: 1, reason: 'Returned' };
      await this.#call(`POST /v1/redemptions/${bought}/reverse`, back);
      member.balance += 10;
      this.#sold -= 1;
    }
    const credit = this.shop.credit(member.id, '3', this.funded);
    if (await this.#call(credit.route, credit.body, 'wallet_empty')) member.credited = 3;
  }

  /** Held and captured in part, or canceled; now and then a part of it is given back. */
  async #atTill(member: Member, round: number): Promise<void> {
    const { body } = this.shop.atTill(member.id, 500, 'manual');
    const insist = <T>(path: string, about: object, isFinal: (told: T) => boolean) =>
      this.caller.insist<T>(path, about, `till ${String((names += 1))}`, isFinal, []);
    let redemption = await insist<Redemption>('/v1/redemptions', body, isDecided);
    if (redemption.status !== 'reserved') return;
    const path = `/v1/redemptions/${redemption.id}`;
    if (round % 3 === 2) {
      await insist<Redemption>(`${path}/cancel`, {}, isDecided);
      return;
    }
    // Proven unsent, a capture leaves the reservation as it was: the till tries again, which is a new request.
    while (redemption.status === 'reserved')
      redemption = await insist<Redemption>(`${path}/capture`, { amount: 300 }, isDecided);
    if (redemption.outcome !== 'paid') return;
    Object.assign(member, { balance: member.balance - 30, redemptions: member.redemptions + 1 });
    const isOver = ({ status }: Reversal) => status === 'succeeded' || status === 'failed';
    const back = { amount: 100, reason: 'Returned' };
    if (round % 3 === 1 && (await insist<Reversal>(`${path}/reverse`, back, isOver)).status === 'succeeded')
      member.balance += 10;
  }

  /** The id of what it made; null where it was refused with `fair`. */
  async #call(route: string, body: object, ...fair: string[]): Promise<string | null> {
    const path = route.replace('POST ', '');
    const key = `points ${String((names += 1))} of ${String(process.pid)}`;
    const answer = await this.caller.insist<Answer>(path, body, key, anything, fair);
    if (answer.code !== undefined) return null;
    const id = answer.id ?? answer.journal_entry_id ?? '';
    this.#told.push({ path, body, key, id });
    return id;
  }

  /** Every key happened once, and each book, the shelf and the wallet are what the answers make of them. Says how many calls were checked. */
  async check(): Promise<number> {
    for (const server of this.instances) {
      this.shop.server = server;
      await Promise.all(this.#told.map((told) => this.#repeat(server, told)));
      await Promise.all(this.#members.map((member) => this.#checkMember(member)));
      expect(await this.shop.sold(this.mug)).toBe(this.#sold);
      expect(this.#sold).toBeLessThanOrEqual(STOCK);
      const credited = this.#members.reduce((sum, one) => sum + one.credited, 0);
      expect(await this.shop.wallet(this.funded)).toBe(`${String(BUDGET - credited)}.00`);
    }
    expect(await this.shop.call('GET /v1/reports/integrity?window=10000')).toMatchObject({ all_passed: true });
    expect(await verifyPoints(this.stage)).toContain('nothing differs');
    return this.#told.length;
  }

  async #repeat(server: Server, { path, body, key, id }: Told): Promise<void> {
    const again = await this.stage.call<Answer>(server, `POST ${path}`, body, { 'idempotency-key': key });
    expect({ key, id: again?.id ?? again?.journal_entry_id }).toEqual({ key, id });
  }

  async #checkMember({ id, balance, credited, redemptions }: Member): Promise<void> {
    // What a till gave up is freed by the resolver.
    await until(`nothing is held of ${id}`, async () => (await this.shop.balance(id)).held === '0.00');
    const found = [await this.shop.available(id), await this.shop.available(id, this.funded)];
    expect([id, ...found]).toEqual([id, `${String(balance)}.00`, `${String(credited)}.00`]);
    expect([id, await this.shop.redemptionsOf(id)]).toEqual([id, redemptions]);
  }
}

let names = 0;
