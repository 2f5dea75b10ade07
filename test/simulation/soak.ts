// The simulation for as long as you like: npm run soak -- --seeds 100000 --from 1. Exits 1 at the end if a seed failed.
import { parseArgs } from 'node:util';
import { headline, MOST_FAILURES, story, table } from './report';
import { runSeed, type Report } from './run';

async function soak(from: number, seeds: number): Promise<boolean> {
  const reports: Report[] = [];
  const failed: Report[] = [];
  for (let seed = from; seed < from + seeds && failed.length < MOST_FAILURES; seed += 1) {
    const report = await runSeed(seed);
    if (report.violations.length > 0) {
      failed.push(report);
      process.stdout.write(`\n${headline(report)}\n`);
    }
    // Without their traces: a soak is long.
    reports.push({ ...report, trace: [] });
    if (reports.length % 1000 === 0) process.stderr.write(`${String(reports.length)} seeds\n`);
  }
  const [first] = failed;
  if (first) process.stdout.write(`\n${story(first)}\n`);
  process.stdout.write(`\n${table(reports)}\n${String(failed.length)} failed\n`);
  return failed.length === 0;
}

const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '10000' }, from: { type: 'string', default: '1' } },
});
void soak(Number(values.from), Number(values.seeds)).then((passed) => {
  process.exitCode = passed ? 0 : 1;
});
