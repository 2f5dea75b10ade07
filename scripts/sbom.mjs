// `npm run sbom`: writes sbom.cdx.json, the bill of materials of a production install, in CycloneDX, from package-lock.json alone.
// npm's own --omit dev leaves out a package that both we and a development tool depend on, so what is for development is taken out here.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const installed = new Set(
  Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => path.includes('node_modules/') && !dev && !devOptional)
    .map(([path, { version, link, resolved }]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      // A workspace is a link, and its version stands where it leads.
      return `${name}@${link ? packages[resolved].version : version}`;
    }),
);

const npm = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--offline'];
const options = { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, shell: process.platform === 'win32' };
const bom = JSON.parse(execFileSync('npm', npm, options));
const own = bom.metadata.component['bom-ref'];
const named = ({ purl }) => decodeURIComponent(purl).replace(/^pkg:npm\//, '');
bom.components = bom.components.filter((component) => installed.has(named(component)));
const refs = new Set([own, ...bom.components.map((component) => component['bom-ref'])]);
bom.dependencies = bom.dependencies
  .filter(({ ref }) => refs.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) }));
const missing = installed.size - new Set(bom.components.map(named)).size;
if (missing !== 0) throw new Error(`npm left out ${missing} packages of package-lock.json`);
writeFileSync(join(root, 'sbom.cdx.json'), `${JSON.stringify(bom, null, 2)}\n`);
