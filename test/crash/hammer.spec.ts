// Points under everything at once, with a server that is killed or stopped in the middle of it.
import { describeApi } from '../tools/engines';
import { describeWithMongo, freshMongoUrl } from '../tools/mongod';
import { Hammer } from './hammer';
import { CrashShop, verifyPoints } from './shop';
import { Stage, until, type Server } from './stage';

jest.setTimeout(240_000);

const FULL = process.env['VOUCH_TEST_SCALE'] === 'full';
const HAMMER_MS = FULL ? 30_000 : 5_000;
const STOPPED_MS = FULL ? 120_000 : 5_000;
/** Far below the minute after which MongoDB ends a transaction by itself. */
const PATIENCE_MS = 20_000;
const CALLERS = 50;
const PEOPLE = 200;

let stage: Stage;
/** Also where a test fails, so that no server of it stays. */
afterEach(() => stage.close());

const pause = (ms: number) => new Promise((wake) => setTimeout(wake, ms));

describeApi('Points, every kind of call at once', ({ name, databaseUrl }) => {
  test('fifty callers, two hundred participants: nothing but fair refusals, and every sum is right afterwards', async () => {
    stage = await Stage.open((await databaseUrl?.()) ?? null);
    const first = await stage.start();
    const second = name === 'mongodb' ? await stage.start() : null;
    const hammer = await Hammer.over(stage, second ? [first, second] : [first], PEOPLE);
    let over = false;
    const callers = Promise.all(Array.from({ length: CALLERS }, () => hammer.caller(() => over)));
    await pause(HAMMER_MS / 2);
    if (second) {
      // In the middle of rounds, some of them on their way to the database.
      await stage.kill(second);
      hammer.patientUntil = Date.now() + PATIENCE_MS;
      hammer.servers = [first];
      hammer.servers = [first, await stage.start()];
    }
    await pause(HAMMER_MS / 2);
    over = true;
    await callers;
    expect({ unfair: hammer.unfair, counts: hammer.counts }).toMatchObject({ unfair: [] });
    expect(hammer.counts['ok']).toBeGreaterThan(CALLERS);
    const shop = await CrashShop.open(stage, first);
    expect(await shop.call('GET /v1/reports/integrity')).toMatchObject({ all_passed: true });
    // What is still due is written by the servers meanwhile: they are stopped first.
    await stage.killAll();
    const said = await verifyPoints(stage);
    expect(said).toContain('nothing differs');
    expect(said).not.toContain('in use');
    process.stdout.write(`${name}: ${JSON.stringify(hammer.counts)}\n`);
  });
});

describeWithMongo('Points, a server that is stopped and woken', () => {
  test('not more than the stock is sold, and nobody pays for what is not there', async () => {
    stage = await Stage.open(await freshMongoUrl());
    const [sleeper, other] = [await stage.start(), await stage.start()];
    const shop = await CrashShop.open(stage, sleeper);
    const mug = await shop.mug(200);
    const people = await Promise.all(Array.from({ length: 50 }, () => shop.member('100')));
    const bought = new Map<string, number>();
    const codes = new Set<string>();
    let over = false;
    let key = 0;
    const buyer = async (server: Server, who: string) => {
      while (!over) {
        const { route, body } = shop.buy(who, mug, 1);
        key += 1;
        const request = { ...body, idempotency_key: `mug ${String(key)}` };
        const ask = () => stage.call<{ id?: string; code?: string }>(server, route, request);
        let answer = await ask();
        // What the stopped server had begun holds the shelf until it is ended: the caller is told to come again.
        while (answer?.code === 'too_many_concurrent_writes') answer = await ask();
        if (answer?.code !== undefined) codes.add(answer.code);
        else if (answer?.id !== undefined) bought.set(who, (bought.get(who) ?? 0) + 1);
        else throw new Error('It was not answered');
        if (answer.code !== undefined) return;
      }
    };
    const buyers = people.flatMap((who) => [buyer(sleeper, who), buyer(other, who)]);
    await until('some are sold', () => bought.size > 5);
    sleeper.process.kill('SIGSTOP');
    try {
      const before = Date.now();
      await until('the other server sells', async () => {
        shop.server = other;
        return Number(await shop.sold(mug)) === 200 || Date.now() - before > 3_000;
      });
      await pause(Math.max(0, STOPPED_MS - (Date.now() - before)));
    } finally {
      sleeper.process.kill('SIGCONT');
    }
    await Promise.all(buyers);
    over = true;
    expect([...codes].filter((code) => !['out_of_stock', 'insufficient_balance'].includes(code))).toEqual([]);
    shop.server = sleeper;
    const sold = [...bought.values()].reduce((sum, pieces) => sum + pieces, 0);
    expect([sold, await shop.sold(mug)]).toEqual([200, 200]);
    for (const who of people) {
      const paid = 100 - 10 * (bought.get(who) ?? 0);
      expect(await shop.available(who)).toBe(`${String(paid)}.00`);
    }
    await stage.killAll();
    expect(await verifyPoints(stage)).toContain('nothing differs');
  });
});
