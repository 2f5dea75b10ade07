// The core against thousands of seeded disasters. VOUCH_SEED=n replays one with its trace; VOUCH_SEEDS and VOUCH_FROM widen
// the range (npm run soak -- --seeds N --from S).
import { runSeed, type Report } from './run';

const one = process.env['VOUCH_SEED'];
const seeds = one === undefined ? Number(process.env['VOUCH_SEEDS'] ?? 1000) : 1;
const from = one === undefined ? Number(process.env['VOUCH_FROM'] ?? 1) : Number(one);

/** Enough to see whether it is one defect or many. */
const MOST_FAILURES = 10;

function headline(report: Report): string {
  return [`Seed ${String(report.seed)}:`, ...report.violations.map((violation) => `  ! ${violation}`)].join('\n');
}

/** A failing seed in full: what was broken, and everything that led there. */
function story(report: Report): string {
  return [headline(report), `Replay with VOUCH_SEED=${String(report.seed)}`, ...report.trace].join('\n');
}

function table(reports: readonly Report[]): string {
  const total = (pick: (report: Report) => number) => reports.reduce((sum, report) => sum + pick(report), 0);
  const faults: Record<string, number> = {};
  for (const { tally } of reports) {
    for (const [name, count] of Object.entries(tally.faults)) faults[name] = (faults[name] ?? 0) + count;
  }
  const rows: [string, number][] = [
    ['seeds', reports.length],
    ['requests to providers', total((report) => report.tally.operations)],
    ['crashes', total((report) => report.tally.crashes)],
    ['stalls', total((report) => report.tally.stalls)],
    ['lost races', total((report) => report.tally.lostRaces)],
    ['unknown commits', total((report) => report.tally.unknownCommits)],
    ...Object.entries(faults)
      .sort(([left], [right]) => left.localeCompare(right))
      .map(([name, count]): [string, number] => [`  ${name}`, count]),
    ['redemptions checked', total((report) => report.redemptions)],
    ['left to a person', total((report) => report.reviews)],
  ];
  return rows.map(([name, count]) => `${name.padEnd(24)}${String(count).padStart(10)}`).join('\n');
}

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
  Math.max(60_000, seeds * 250),
);

test('a seed tells the same story every time', async () => {
  const [first, again] = [await runSeed(from), await runSeed(from)];
  expect(again.trace).toEqual(first.trace);
});
