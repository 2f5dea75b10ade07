// People at the console against seeded disasters, and safeguards taken away one at a time, which this has to notice.
import type * as People from './people';
import { runPeople } from './people';
import type { Flaws } from './installation';
import { FULL } from '../tools/scale';

jest.setTimeout(120_000);

const SEEDS = FULL ? 1500 : 120;
const MOST_SEEDS = 600;

test('what people give back alone stays below the limits, and what takes two has two, after any disaster', async () => {
  const ends: Record<string, number> = {};
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { violations, trace, proposals } = await runPeople(seed);
    if (violations.length > 0) throw new Error([`Seed ${String(seed)}`, ...violations, ...trace].join('\n'));
    for (const [status, count] of Object.entries(proposals)) ends[status] = (ends[status] ?? 0) + count;
  }
  // The stories get everywhere.
  for (const status of ['approved', 'rejected', 'lapsed'])
    expect([status, ends[status]]).not.toEqual([status, undefined]);
});

describe('taken away, the simulation notices', () => {
  async function firstViolation(run: typeof People.runPeople, flaws: Flaws = {}): Promise<string | null> {
    for (let seed = 1; seed <= MOST_SEEDS; seed += 1) {
      const { violations } = await run(seed, flaws);
      if (violations.length > 0) return violations.join('; ');
    }
    return null;
  }

  /** The simulation over a core in which one module is another. */
  function runWith(path: string, broken: (original: Record<string, unknown>) => Record<string, unknown>) {
    let people: typeof People | undefined;
    jest.isolateModules(() => {
      jest.doMock(path, () => broken(jest.requireActual(path)));
      people = jest.requireActual<typeof People>('./people');
    });
    jest.dontMock(path);
    if (!people) throw new Error('The simulation could not be loaded');
    return people.runPeople;
  }

  test('the compare-and-set on what a person used of a day', async () => {
    expect(await firstViolation(runPeople, { noAllowanceCompareAndSet: true })).toMatch(/in a day without a second/);
  });

  test('that nobody approves what he asked for', async () => {
    const run = runWith('../../src/core/redemption/people/proposal', (original) => ({
      ...original,
      isOwn: () => false,
    }));
    expect(await firstViolation(run)).toMatch(/was approved by who asked for it/);
  });

  test('that nobody asks for the same while it waits', async () => {
    const run = runWith('../../src/core/redemption/people/proposal', (original) => ({
      ...original,
      sameWaiting: () => undefined,
    }));
    expect(await firstViolation(run)).toMatch(/had asked for already/);
  });

  test('that parts of one redemption add up', async () => {
    const run = runWith('../../src/core/use-cases/four-eyes/free-limit', (original) => ({
      ...original,
      takeFreeReversal: (...[, , { reversalId }]: [unknown, unknown, { reversalId: string }]) =>
        Promise.resolve({ reversalId, require: () => undefined, release: () => Promise.resolve() }),
    }));
    expect(await firstViolation(run)).toMatch(/cents went back without a second person/);
  });

  test('the compare-and-set on a redemption: of two who approve at once both begin a reversal', async () => {
    expect(await firstViolation(runPeople, { noCompareAndSet: true })).not.toBeNull();
  });
});
