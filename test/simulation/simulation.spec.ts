// The core against hundreds of seeded disasters, a thousand at full size. VOUCH_SEED=n replays one with its trace; for more: npm run soak.
import { MOST_FAILURES, headline, story, table } from './report';
import { runSeed, type Report } from './run';
import { FULL } from '../tools/scale';

jest.setTimeout(60_000);

const one = process.env['VOUCH_SEED'];
const seeds = one === undefined ? Number(process.env['VOUCH_SEEDS'] ?? (FULL ? 1000 : 200)) : 1;
const from = one === undefined ? Number(process.env['VOUCH_FROM'] ?? 1) : Number(one);

test(
  'books equal truth after any disaster',
  async () => {
    const reports: Report[] = [];
    const failed: Report[] = [];
    for (let seed = from; seed < from + seeds; seed += 1) {
      const report = await runSeed(seed);
      if (report.violations.length > 0) failed.push(report);
      if (failed.length === MOST_FAILURES) break;
      // Kept without their traces: a soak is long.
      reports.push({ ...report, trace: one === undefined ? [] : report.trace });
    }
    process.stdout.write(`\n${table(reports)}\n`);
    if (one !== undefined) process.stdout.write(`${reports.map(story).join('\n')}\n`);
    const [first, ...more] = failed;
    if (first) throw new Error([story(first), ...more.map(headline)].join('\n\n'));
  },
  Math.max(180_000, seeds * 500),
);

test('a seed tells the same story every time', async () => {
  const [first, again] = [await runSeed(from), await runSeed(from)];
  expect(again.trace).toEqual(first.trace);
});
