// Amounts of points are bigints from the door to the disk: nothing in the core of points, its stores or its API makes a number of one.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');
/** Counts and pages, which are no amounts: file, and how often. */
const ALLOWED: Readonly<Record<string, number>> = {
  // Pieces that are left of a stock, in a refusal.
  'src/core/points/decide/redeem.ts': 1,
  // Cents, which are numbers everywhere: bounded by the highest amount of a redemption, or read from a name this file wrote.
  'src/core/points/decide/till/cash.ts': 1,
  'src/core/points/decide/till/names.ts': 1,
  // The second in the id of an event.
  'src/core/points/events.ts': 1,
  // Half of the calls of a round.
  'src/core/points/use-cases/ledger/apart.ts': 1,
  // Milliseconds to wait.
  'src/core/points/use-cases/ledger/lot-rests.ts': 1,
  // `redeemed_count`.
  'src/api/points/present.ts': 1,
  // `limit` of a page.
  'src/api/points/lists.ts': 2,
  // `window`.
  'src/api/points/journal/journal-requests.ts': 1,
  // The number of a reversal.
  'src/api/points/redemptions/points-redemption-requests.ts': 1,
  // So many books of each account.
  'src/store/shared/points/due-of-each.ts': 1,
  // `rev`.
  'src/store/sqlite/points/points.ts': 1,
};
const SUSPECT =
  /\bNumber\(|\bparseFloat\b|\bparseInt\b|\bMath\.(?:round|floor|ceil|trunc)\b|\.toFixed\(|(?:[=(,?:]\s*)\+[a-z]/g;

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1));
}

test('no amount becomes a number', () => {
  const found: Record<string, number> = {};
  for (const folder of [
    'src/core/points',
    'src/api/points',
    'src/store/shared/points',
    'src/store/sqlite/points',
    'src/store/mongo/points',
  ])
    for (const file of sources(folder)) {
      const count = readFileSync(join(ROOT, file), 'utf8').match(SUSPECT)?.length ?? 0;
      if (count > 0) found[file] = count;
    }
  expect(found).toEqual(ALLOWED);
});
