// B1: a clone that nobody has touched installs, builds once, and starts; the second start builds nothing. On every Node that we promise.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeWith } from '../tools/describe-with';
import { findNode } from '../tools/node-binaries';
import { FULL } from '../tools/scale';

jest.setTimeout(20 * 60_000);

interface Measured {
  readonly node: string;
  readonly first: { readonly built: boolean };
  readonly second: { readonly built: boolean };
}

const ROOT = join(__dirname, '../..');
const RELEASES = [20, 22, 24];

it('B1 what was built is known to be whole', async () => {
  // Rejects where it would be built again.
  await promisify(execFile)(process.execPath, ['build.mjs', '--is-built'], { cwd: ROOT });
});

for (const major of FULL ? RELEASES : []) {
  const found = findNode(major);
  describeWith(
    `Node ${String(major)}`,
    'path' in found ? null : found.why,
    `B1 a fresh clone on Node ${String(major)}`,
    () => {
      it('builds with the first start alone', async () => {
        const node = 'path' in found ? found.path : '';
        const script = join(ROOT, 'scripts/first-start.mjs');
        const { stdout } = await promisify(execFile)(process.execPath, [script, '--node', node]);
        const measured = JSON.parse(stdout) as Measured;
        expect(measured.node).toMatch(new RegExp(`^v${String(major)}\\.`));
        expect([measured.first.built, measured.second.built]).toEqual([true, false]);
      });
    },
  );
}
