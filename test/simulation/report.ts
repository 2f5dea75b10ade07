// How runs are told: a table of what was survived, and a failing seed in full.
import type { Report } from './run';

/** Enough to see whether it is one defect or many. */
export const MOST_FAILURES = 10;

export function headline(report: Report): string {
  return [`Seed ${String(report.seed)}:`, ...report.violations.map((violation) => `  ! ${violation}`)].join('\n');
}

/** A failing seed in full: what was broken, and everything that led there. */
export function story(report: Report): string {
  return [headline(report), `Replay with VOUCH_SEED=${String(report.seed)}`, ...report.trace].join('\n');
}

export function table(reports: readonly Report[]): string {
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
    ['machines that slept', total((report) => report.tally.sleeps)],
    ['clocks that were set', total((report) => report.tally.clocksSet)],
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
