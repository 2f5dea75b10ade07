// The bill of materials: made without the network, in CycloneDX, and of what a production install has and what its pages hold, no
// more and no less.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { dependencies, devDependencies, version } from '../../package.json';

jest.setTimeout(120_000);
const ROOT = resolve(__dirname, '../..');

interface Component {
  readonly 'bom-ref': string;
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
}
interface Bom {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly serialNumber: string;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

it('npm run sbom writes what a production install consists of, and what its pages are made of', () => {
  execFileSync('npm', ['run', '--silent', 'sbom'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
  const bom = JSON.parse(readFileSync(join(ROOT, 'sbom.cdx.json'), 'utf8')) as Bom;
  expect(bom.bomFormat).toBe('CycloneDX');
  expect(bom.specVersion).toMatch(/^1\.[5-9]$/);
  expect(bom.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(bom.metadata.component).toMatchObject({
    name: 'vouch',
    type: 'application',
    purl: `pkg:npm/vouch@${version}`,
  });
  expect(bom.components.map(({ name }) => name)).toEqual(expect.arrayContaining(['vouch-client', 'vouch-web']));

  const installed = new Set(bom.components.map(({ purl }) => decodeURIComponent(purl)));
  for (const [name, pinned] of Object.entries(dependencies))
    expect([name, installed.has(`pkg:npm/${name}@${pinned}`)]).toEqual([name, true]);
  // They are installed for the build alone, and their code is served to every browser.
  const bundled = JSON.parse(
    execFileSync(process.execPath, [join(ROOT, 'web/bundled-packages.mjs')], { cwd: ROOT, encoding: 'utf8' }),
  ) as string[];
  expect(bundled.map((one) => one.replace(/(?<=.)@.*/, ''))).toEqual(
    expect.arrayContaining(['@tanstack/react-router', 'axios', 'react', 'react-aria', 'react-dom', 'scheduler', 'uqr']),
  );
  expect(bundled.filter((one) => !installed.has(`pkg:npm/${one}`))).toEqual([]);
  expect([...installed].filter((purl) => /^pkg:npm\/(?:vite|rolldown|@types\/react)@/.test(purl))).toEqual([]);
  const { dependsOn = [] } = bom.dependencies.find(({ ref }) => ref.startsWith('vouch-web@')) ?? {};
  expect(dependsOn).toEqual(expect.arrayContaining(bundled.filter((one) => /^react(?:-dom)?@/.test(one))));
  for (const name of ['jest', 'typescript-eslint', 'mongodb-memory-server-core', 'playwright-core']) {
    expect(Object.keys(devDependencies)).toContain(name);
    expect([...installed].filter((purl) => purl.startsWith(`pkg:npm/${name}@`))).toEqual([]);
  }
  const refs = [bom.metadata.component, ...bom.components].map((component) => component['bom-ref']);
  expect(new Set(refs).size).toBe(refs.length);
  for (const { ref, dependsOn } of bom.dependencies) expect(refs).toEqual(expect.arrayContaining([ref, ...dependsOn]));
});
