// No package runs a script while it is installed, and CONTRIBUTING.md says of each one that has a script why it is not needed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allowScripts } from '../../package.json';

const ROOT = join(__dirname, '../..');

interface Locked {
  readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>;
}

/** Scripts of systems that are not this one are in no lock file of ours: npm leaves them out here, and asks there. */
it('each install script in the lock file is refused, and CONTRIBUTING.md gives the reason', () => {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Locked;
  const scripted = Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path]) => path.replace(/^.*node_modules\//, ''));
  const names = [...new Set(scripted)].sort();
  expect(names.length).toBeGreaterThan(1);
  expect(allowScripts).toEqual(Object.fromEntries(names.map((name) => [name, false])));
  const section = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8').split('## Install scripts')[1]?.split('\n## ')[0];
  const told = [...(section ?? '').matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name);
  expect(told).toEqual(names);
});
