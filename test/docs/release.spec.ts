// Versions: one number wherever it stands, the newest of the changelog, and set by one command.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { version } from '../../package.json';
import * as client from '../../client/package.json';

const ROOT = join(__dirname, '../..');
const FILES = [
  'CHANGELOG.md',
  'package.json',
  'package-lock.json',
  'client/package.json',
  'docs/client.md',
  'deploy/kubernetes/kustomization.yaml',
  'scripts/release.mjs',
];

it('the number is the same everywhere, and the newest in the changelog', () => {
  expect(client.version).toBe(version);
  const numbers = [...readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8').matchAll(/^## \[(\d+\.\d+\.\d+)\]/gm)];
  expect(numbers[0]?.[1]).toBe(version);
  expect(readFileSync(join(ROOT, 'docs/client.md'), 'utf8')).toContain(`vouch-client-${version}.tgz`);
  expect(readFileSync(join(ROOT, 'deploy/kubernetes/kustomization.yaml'), 'utf8')).toContain(`newTag: ${version}`);
});

it('npm run release sets the number, and moves what is unreleased under it; it changes nothing where it must not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-release-'));
  try {
    for (const file of FILES) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      cpSync(join(ROOT, file), join(folder, file));
    }
    const run = (next: string) =>
      spawnSync(process.execPath, [join(folder, 'scripts/release.mjs'), next], { encoding: 'utf8' });
    const read = (file: string) => readFileSync(join(folder, file), 'utf8');
    for (const [next, why] of [
      [version, 'is not later than'],
      ['0.0.9', 'is not later than'],
      ['1.0', 'say a version'],
      ['01.0.0', 'say a version'],
    ] as const)
      expect(run(next)).toMatchObject({ status: 1, stderr: expect.stringContaining(why) as string });
    for (const file of FILES) expect(read(file)).toBe(readFileSync(join(ROOT, file), 'utf8'));

    expect(run('99.1.0')).toMatchObject({ status: 0, stderr: '' });
    expect(read('CHANGELOG.md')).toMatch(/## \[Unreleased\]\n\n## \[99\.1\.0\] - \d{4}-\d\d-\d\d\n\n### /);
    for (const file of FILES.slice(1, 6)) expect(read(file)).toContain('99.1.0');
    expect((JSON.parse(read('client/package.json')) as { version: string }).version).toBe('99.1.0');
    // Nothing else: npm itself reads the lock file as it did.
    const changed = (text: string) => text.replaceAll('99.1.0', version);
    expect(changed(read('package-lock.json'))).toBe(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
    execFileSync('npm', ['pkg', 'get', 'version'], { cwd: folder });
    expect(run('99.2.0').stderr).toContain('nothing is unreleased');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
