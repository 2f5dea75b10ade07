// Random stories of a shop whose store is put back from a backup: sales, reversals, lost answers, repeats, statements, verdicts. At the end the
// simulators' books are the truth: nothing was taken or given twice, the books say what is so, and honest people were never left without a verdict.
import * as fc from 'fast-check';
import { DAY_MS } from '../../src/core/values/time';
import { FULL } from '../tools/scale';
import { OPERATOR } from './world';
import { startProviders, type Providers } from './stories/installation';
import { Broken, stories, Story, type Rule, type Step } from './stories/story';

jest.setTimeout(600_000);

const RUNS = Number(process.env['VOUCH_STORIES'] ?? (FULL ? 1_000 : 150));
/** An ordinary run tells the same stories each time, so that what fails is what was changed. */
const SEED = Number(process.env['VOUCH_STORIES_SEED'] ?? (FULL ? Date.now() % 2 ** 31 : 20_261_128));
/** Rules that do not hold, each with a story in `FOUND`: the docs say so. VOUCH_STORIES_LEFT_OUT=none turns all of them on, a list with `/` between leaves those out. */
const LEFT_OUT: readonly Rule[] = (process.env['VOUCH_STORIES_LEFT_OUT'] ?? 'not sold, unheard').split('/') as Rule[];

let providers: Providers;
beforeAll(async () => {
  providers = await startProviders();
});
afterAll(() => providers.close());

/** Shrunk stories that showed a fault, with the rule by which each is left out until it is mended. */
const FOUND: readonly (readonly [Rule, string, readonly Step[]])[] = [
  [
    'doubt named',
    'a repeat in doubt as another backup is made: `paid` carries nothing of what was given back of the lost sale',
    [
      { kind: 'backup' },
      {
        kind: 'sale',
        account: OPERATOR,
        type: 'vouchers.one_voucher',
        how: 'auto',
        share: 'whole',
        scenario: 'ok',
        heard: true,
      },
      { kind: 'back', at: 0, share: 'some', heard: true },
      { kind: 'restore', which: 'newest', earlyMs: 0 },
      { kind: 'fault', type: 'vouchers.one_voucher', operation: 'redeem', fault: 'drop_after' },
      { kind: 'again', at: 0, key: 'same' },
      { kind: 'backup' },
      { kind: 'restore', which: 'newest', earlyMs: 0 },
    ],
  ],
  [
    'doubt named',
    'a repeat during an outage of a week: the same',
    [
      { kind: 'backup' },
      {
        kind: 'sale',
        account: OPERATOR,
        type: 'vouchers.ott',
        how: 'auto',
        share: 'whole',
        scenario: 'ok',
        heard: true,
      },
      { kind: 'back', at: 0, share: 'some', heard: true },
      { kind: 'restore', which: 'newest', earlyMs: 0 },
      { kind: 'fault', type: 'vouchers.ott', operation: 'remit', fault: 'drop_after' },
      { kind: 'again', at: 0, key: 'same' },
      { kind: 'outage', type: 'vouchers.ott', on: true },
      { kind: 'pass', ms: 9 * DAY_MS },
    ],
  ],
  [
    'not sold, unheard',
    'a repeat whose refusal as used was lost on its way ends as unpaid, and no review is open',
    [
      { kind: 'backup' },
      {
        kind: 'sale',
        account: OPERATOR,
        type: 'vouchers.ott',
        how: 'auto',
        share: 'whole',
        scenario: 'ok',
        heard: true,
      },
      { kind: 'restore', which: 'newest', earlyMs: 0 },
      { kind: 'fault', type: 'vouchers.ott', operation: 'remit', fault: 'drop_after' },
      { kind: 'again', at: 0, key: 'same' },
    ],
  ],
  [
    'unnamed before a statement',
    '`paid` on a repeat before a statement was read',
    [
      { kind: 'backup' },
      {
        kind: 'sale',
        account: OPERATOR,
        type: 'vouchers.one_voucher',
        how: 'auto',
        share: 'whole',
        scenario: 'ok',
        heard: true,
      },
      { kind: 'back', at: 0, share: 'half', heard: true },
      { kind: 'restore', which: 'newest', earlyMs: 0 },
      { kind: 'again', at: 0, key: 'same' },
      { kind: 'judge', at: 0, names: false },
    ],
  ],
  [
    'repeat of a repeat',
    'what was given back of the first repeat is not carried to the second one, after another restore',
    [
      { kind: 'backup' },
      {
        kind: 'sale',
        account: OPERATOR,
        type: 'vouchers.one_voucher',
        how: 'auto',
        share: 'whole',
        scenario: 'ok',
        heard: true,
      },
      { kind: 'restore', which: 'newest', earlyMs: 0 },
      { kind: 'read', type: 'vouchers.one_voucher', how: 'whole' },
      { kind: 'again', at: 0, key: 'same' },
      { kind: 'judge', at: 1, names: true },
      { kind: 'back', at: 0, share: 'some', heard: true },
      { kind: 'restore', which: 'newest', earlyMs: 0 },
      { kind: 'again', at: 0, key: 'same' },
    ],
  ],
];

it.each(FOUND)('%s: %s', async (rule, _name, steps) => {
  const others = LEFT_OUT.filter((one) => one !== rule);
  const played = Story.play(providers, steps, others);
  if (process.env['VOUCH_STORIES_SHOW'])
    await played.catch((error: unknown) => process.stdout.write(`${String(error)}\n`));
  if (LEFT_OUT.includes(rule)) await expect(played).rejects.toBeInstanceOf(Broken);
  else await played;
});

it('restored stories agree with the books of the providers', async () => {
  process.stdout.write(`random stories: seed ${String(SEED)}, ${String(RUNS)} runs\n`);
  let told: Error | undefined;
  const property = fc.asyncProperty(stories, async (steps) => {
    try {
      await Story.play(providers, steps, LEFT_OUT);
    } catch (error) {
      told = error as Error;
      throw error;
    }
  });
  const { failed, numShrinks } = await fc.check(property, { numRuns: RUNS, seed: SEED });
  const shrunk = failed ? `seed ${String(SEED)}, shrunk ${String(numShrinks)} times\n${String(told?.message)}` : null;
  expect(shrunk).toBeNull();
});
