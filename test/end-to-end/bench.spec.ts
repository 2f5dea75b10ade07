// The benchmark runs: what measures must not rot until somebody needs a number.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

interface Report {
  readonly rows: readonly (Readonly<Record<'vouch' | 'floor' | 'rows', { readonly requests: number }>> & {
    readonly kind: string;
  })[];
}

const root = join(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'vouch-bench-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('redemptions of points, items and reversals are measured beside their floors', async () => {
  const out = join(folder, 'report.json');
  const kinds = ['redeem', 'item_one', 'reverse'];
  const what = ['--store', 'sqlite', '--callers', '2', '--seconds', '0.2', '--only', kinds.join(',')];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(root, 'bench/run.mjs'), '--quick', ...what, '--out', out],
    { cwd: root },
  );
  const { rows } = JSON.parse(readFileSync(out, 'utf8')) as Report;
  expect(rows.map(({ kind }) => kind)).toEqual(kinds);
  for (const { vouch, floor, rows: plain } of rows)
    for (const { requests } of [vouch, floor, plain]) expect(requests).toBeGreaterThan(0);
  expect(stdout).toContain('| points: item, one reward |');
}, 120_000);
