// Says at the end of a run how much was tried.
import type { CrashTally } from './points';

export function printTally(engine: string, { points, kills, redemptions }: CrashTally): void {
  const rows: [string, number][] = [
    [`crash points tried (${engine})`, points],
    ['processes killed', kills],
    ['redemptions checked against the provider', redemptions],
  ];
  const lines = rows.map(([name, count]) => `${name.padEnd(44)}${String(count).padStart(6)}`);
  process.stdout.write(`\n${lines.join('\n')}\n`);
}
