// Points under everything at once, with a server that is killed in the middle of it.
import { describeOnOne } from '../tools/engines';
import { Hammer } from './hammer';
import { faultsOf } from './recompute';
import { verifyPoints } from './shop';
import { Stage, until } from './stage';
import { FULL } from '../tools/scale';

jest.setTimeout(240_000);

const HAMMER_MS = FULL ? 30_000 : 3_000;
/** Far below the minute after which MongoDB ends a transaction by itself. */
const PATIENCE_MS = 20_000;
const CALLERS = 50;
const PEOPLE = 200;

let stage: Stage;
/** Also where a test fails, so that no server of it stays. */
afterEach(() => stage.close());

const pause = (ms: number) => new Promise((wake) => setTimeout(wake, ms));

describeOnOne('Points, every kind of call at once', ({ name, databaseUrl }) => {
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
    const every = ['till', 'fromHold', 'buy', 'giveBackPieces', 'fundedCredit', 'creditThatMatures'];
    expect(Object.keys(hammer.kinds)).toEqual(expect.arrayContaining(every));
    // Each of a sample of keys happened once: made again, the call answers with what it made.
    expect(await hammer.differently()).toEqual([]);
    const { shop, people, funded } = hammer;
    expect(await shop.call('GET /v1/reports/integrity?window=10000')).toMatchObject({ all_passed: true });
    for (const setting of [shop.setting, funded]) {
      let faults: string[] = [];
      const addUp = async () => {
        faults = await faultsOf(shop, setting, people).catch((error: unknown) => [String(error)]);
        return faults.length === 0;
      };
      // What a balance shows at once the servers write a moment later.
      await until('what was due is written', addUp).catch(() => undefined);
      expect(faults).toEqual([]);
    }
    await stage.killAll();
    const said = await verifyPoints(stage);
    expect(said).toContain('nothing differs');
    expect(said).not.toContain('in use');
    process.stdout.write(`${name}: ${JSON.stringify(hammer.counts)}\n`);
  });
});
