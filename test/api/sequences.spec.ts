// Random sequences of calls against a real running server, held against a simple model after each call and against the
// provider's books at the end: on the embedded store, and for a shorter while on MongoDB.
import * as fc from 'fast-check';
import { describeApi } from '../tools/engines';
import { FULL } from '../tools/scale';
import { sequences } from './sequence-commands';
import { Sequence } from './sequence-run';
import { startWorld, type World } from './world';

jest.setTimeout(180_000);

/** No new sequence begins after that. */
const LONG_ENOUGH_MS = FULL ? { sqlite: 15_000, mongodb: 7_000 } : { sqlite: 6_000, mongodb: 3_000 };
const MOST_SEQUENCES = 2_000;
/** Run side by side: doubt takes a moment to be settled, and others can be served meanwhile. */
const WORKERS = 6;

describeApi('sequences', ({ name, databaseUrl }) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(databaseUrl, { LOG_LEVEL: 'error', VOUCH_RESOLVER_EVERY: '50ms' });
  });
  afterAll(() => world.close());

  it('does what a simple model says, and books what the provider books', async () => {
    const tally = { sequences: 0, commands: 0 };
    const started = Date.now();
    const worker = () => {
      let failing = false;
      const property = fc.asyncProperty(sequences, async (commands) => {
        // Once something is wrong there is time to find the shortest sequence that shows it.
        if (!failing && Date.now() - started > LONG_ENOUGH_MS[name]) return;
        tally.sequences += 1;
        tally.commands += commands.length;
        try {
          await new Sequence(world).run(commands);
        } catch (error) {
          failing = true;
          throw error;
        }
      });
      return fc.assert(property, { numRuns: MOST_SEQUENCES });
    };
    const workers = Array.from({ length: WORKERS }, worker);
    const failed = (await Promise.allSettled(workers)).find((done) => done.status === 'rejected');
    if (failed) throw failed.reason;
    expect(tally.sequences).toBeGreaterThan(5);
    process.stdout.write(
      `${name}: ${tally.sequences} random sequences of ${tally.commands} API calls held to the model\n`,
    );
  });
});
