// A server that stands still in the middle of a redemption while another serves, and wakes up: not more than the stock is sold, and
// nobody pays for what is not there.
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { describeWithMongo, freshMongoUrl } from '../tools/mongod';
import type { Doom } from './mortal';
import { CrashShop, verifyPoints } from './shop';
import { Stage, until, type Server } from './stage';
import { FULL } from '../tools/scale';

jest.setTimeout(240_000);

/** Longer than others wait for a transaction that stands still before they end it. */
const STOPPED_MS = FULL ? 120_000 : 4_000;
const STOCK = 200;
const PEOPLE = 40;
const BALANCE = 50_000;
const PRICE = 10;

/** What it has decided is not on its way yet, or on its way: then the shelf is in its hand. */
const POINTS: readonly Doom[] = [
  ...(FULL ? [{ dieAt: 'points.commit:before', spare: 3 }] : []),
  { dieAt: 'points.commit:amid', afterMs: 2, spare: 3 },
];

/** What a call was answered with for good. */
interface Answer {
  readonly id?: string;
  readonly code?: string;
  readonly status?: unknown;
}

/** Buys of a shelf until it is empty, and then of one that never is. */
class Buyers {
  /** Pieces by participant, and by the server that said so. */
  readonly bought = new Map<string, number>();
  readonly soldBy = new Map<Server, number>();
  readonly refusals = new Set<string>();
  over = false;
  few = 0;
  many = 0;
  #keys = 0;

  constructor(
    private readonly stage: Stage,
    private readonly shop: CrashShop,
    private readonly shelves: { readonly few: string; readonly many: string },
  ) {}

  async buy(server: Server, who: string): Promise<void> {
    let shelf: 'few' | 'many' = 'few';
    while (!this.over) {
      const { code } = await this.#insist(server, who, this.shelves[shelf]);
      if (code === undefined) this.#note(server, who, shelf);
      else if (code === 'out_of_stock') shelf = 'many';
      else this.refusals.add(code);
      // Of the second shelf some are enough.
      if (shelf === 'many') await pause(100);
    }
  }

  #note(server: Server, who: string, shelf: 'few' | 'many'): void {
    this[shelf] += 1;
    this.bought.set(who, (this.bought.get(who) ?? 0) + 1);
    this.soldBy.set(server, (this.soldBy.get(server) ?? 0) + 1);
  }

  /** With one key, as long as nobody knows: a server whose connections broke while it stood still says that it cannot tell. */
  async #insist(server: Server, who: string, reward: string): Promise<Answer> {
    const { route, body } = this.shop.buy(who, reward, 1);
    const key = { 'idempotency-key': `piece ${String((this.#keys += 1))}` };
    for (;;) {
      const answer = await this.stage.call<Answer>(server, route, body, key);
      const again = answer === null || AGAIN.has(answer.code) || isFault(answer);
      if (!again) return answer;
    }
  }
}

/** The second where the server stood longer than a request may take: it had been read in part, and nothing was done. */
const AGAIN: ReadonlySet<unknown> = new Set(['too_many_concurrent_writes', 'request_timeout']);

/** A problem carries its status as a number, a redemption as a word. */
function isFault({ status }: Answer): boolean {
  return typeof status === 'number' && status >= 500;
}

describeWithMongo('Points, a server that is stopped and woken', () => {
  let stage: Stage;
  /** Also where a test fails, so that no server of it stays. */
  afterEach(() => stage.close());

  test.each(POINTS)(
    'at $dieAt: not more than the stock is sold, and nobody pays for what is not there',
    async (doom) => {
      stage = await Stage.open(await freshMongoUrl());
      const [sleeper, other] = await Promise.all([stage.start(), stage.start()]);
      const shop = await CrashShop.open(stage, other);
      const shelves = { few: await shop.mug(STOCK), many: await shop.mug(1_000_000) };
      const people = await Promise.all(Array.from({ length: PEOPLE }, () => shop.member(String(BALANCE))));
      const buyers = new Buyers(stage, shop, shelves);
      const soldBy = (server: Server) => buyers.soldBy.get(server) ?? 0;
      await stage.tell(sleeper, { ...doom, stops: true });
      const stopped = once(sleeper.process, 'message');
      const buying = Promise.all(people.flatMap((who) => [buyers.buy(sleeper, who), buyers.buy(other, who)]));
      expect(await stopped).toContain('stops');
      try {
        const since = soldBy(other);
        await pause(STOPPED_MS);
        await until('the other server sells, and the shelf is empty', async () => {
          return soldBy(other) > since && Number(await shop.sold(shelves.few)) === STOCK;
        });
      } finally {
        sleeper.process.kill('SIGCONT');
      }
      const asleep = soldBy(sleeper);
      await until('the server that woke up sells', () => soldBy(sleeper) > asleep + PEOPLE);
      buyers.over = true;
      await buying;
      expect([...buyers.refusals]).toEqual([]);
      for (const server of [sleeper, other]) {
        shop.server = server;
        expect([buyers.few, await shop.sold(shelves.few), await shop.sold(shelves.many)]).toEqual([
          STOCK,
          STOCK,
          buyers.many,
        ]);
        for (const who of people)
          expect(await shop.available(who)).toBe(`${String(BALANCE - PRICE * (buyers.bought.get(who) ?? 0))}.00`);
      }
      await stage.killAll();
      expect(await verifyPoints(stage)).toContain('nothing differs');
    },
  );
});
