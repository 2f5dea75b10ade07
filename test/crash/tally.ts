// Says at the end of a run how much was tried.
import type { CrashTally } from './points';

export function printTally(engine: string, { points, redemptions }: CrashTally): void {
  const rows: [string, number][] = [
    [`processes killed, each at a point of its own (${engine})`, points],
    ['redemptions checked against the provider', redemptions],
  ];
  const lines = rows.map(([name, count]) => `${name.padEnd(60)}${String(count).padStart(6)}`);
  process.stdout.write(`\n${lines.join('\n')}\n`);
}
