// Takes one safeguard away at a time and expects the simulation to notice: a check that cannot fail proves nothing.
import type { Flaws } from './installation';
import type * as Run from './run';
import { FULL } from '../tools/scale';

const MOST_SEEDS = 600;
/**
 * Shortly before the first seed that notices. Only where to begin, for the time it takes: where the core has changed since, the search
 * goes on from here just the same.
 */
const BEGIN_AT = new Map<string, number>(
  FULL
    ? []
    : [
        ['the claim on the voucher', 20],
        ['"already used" after doubt stays doubt', 98],
        ['the look at the redemption before a request leaves', 30],
        ['the settling time of "not found"', 272],
        ['of the ledger, what is due comes first', 181],
        ['the rules of doubt themselves', 98],
      ],
);
jest.setTimeout(60_000);

/** The first seed whose run breaks a promise, or null. */
async function firstViolation(run: typeof Run.runSeed, flaws: Flaws, name: string): Promise<string | null> {
  const first = BEGIN_AT.get(name) ?? 1;
  for (let seed = first; seed < first + MOST_SEEDS; seed += 1) {
    const { violations } = await run(seed, flaws);
    if (violations.length > 0) return violations.join('; ');
  }
  return null;
}

/** The simulation over a core in which one module is another. */
function runWith(
  path: string,
  broken: (original: Record<string, unknown>) => Record<string, unknown>,
): typeof Run.runSeed {
  let run: typeof Run | undefined;
  jest.isolateModules(() => {
    jest.doMock(path, () => broken(jest.requireActual(path)));
    run = jest.requireActual<typeof Run>('./run');
  });
  jest.dontMock(path);
  if (!run) throw new Error('The simulation could not be loaded');
  return run.runSeed;
}

describe('taken away, the simulation notices', () => {
  const flaws: [string, Flaws, RegExp][] = [
    ['the claim on the voucher', { noClaim: true }, /hold the same voucher/],
    ['the compare-and-set', { noCompareAndSet: true }, /the journal only grows|rev moves by one/],
    [
      'the durable write before the call',
      { writesBehind: true },
      /which no operation has|is not part of|the books say|the same key gave|a till was told/i,
    ],
    ['the journal of asks', { forgetsAsks: true }, /never forgotten|the provider took/],
    ['the same reference on every resend', { renewsReference: true }, /which no operation has/],
    ['"no answer" is not a decline', { declinesUnknown: true }, /the provider (took|gave)/],
    ['"already used" after doubt stays doubt', { provesRefusals: true }, /the provider took|contradicted/],
    [
      'the look at the redemption before a request leaves',
      { sendsUnseen: true },
      /the provider took|the provider gave/,
    ],
    ['the settling time of "not found"', { noSettling: true }, /the provider took|contradicted/],
    ['of the ledger, the compare-and-set on a book', { ledgerWithout: 'book' }, /points of|is not/],
    ['of the ledger, the compare-and-set on a limit', { ledgerWithout: 'limit' }, /what is used|More was sold/],
    ['of the ledger, the unique key', { ledgerWithout: 'keys' }, /happened as|one name|the ledger (took|gave)/],
    [
      'of the ledger, what is due comes first',
      { ledgerWithout: 'due' },
      /had expired was spent|lots have what is available/,
    ],
    ["of the ledger, the inquiry's claim on a name", { ledgerWithout: 'claim' }, /the ledger (took|gave)|are held for/],
  ];

  test.each(flaws)('%s', async (name, flaw, expected) => {
    const { runSeed } = jest.requireActual<typeof Run>('./run');
    expect(await firstViolation(runSeed, flaw, name)).toMatch(expected);
  });

  const rules = 'the rules of doubt themselves';
  test(rules, async () => {
    const run = runWith('../../src/core/redemption/doubt', (original) => ({ ...original, isProof: () => true }));
    expect(await firstViolation(run, {}, rules)).toMatch(/the provider took|contradicted|gave/);
  });
});

test('the isolated core without a change is sound', async () => {
  const run = runWith('../../src/core/redemption/doubt', (original) => original);
  for (let seed = 1; seed <= 20; seed += 1) expect((await run(seed)).violations).toEqual([]);
});
