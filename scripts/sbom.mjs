// `npm run sbom`: writes sbom.cdx.json, the bill of materials of a production install and of the pages that lie in dist/, in CycloneDX, from
// package-lock.json alone. npm's own --omit dev leaves out a package that both we and a development tool depend on, and all that the pages
// are made of, so what is for development is taken out here.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of what the pages need to be built, whatever leaves no code of its own in them. The rest is part of them. */
const TOOLS = /^(?:vite$|@types\/)/;

const root = join(import.meta.dirname, '..');
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const npm = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--offline'];
const options = { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, shell: process.platform === 'win32' };
const bom = JSON.parse(execFileSync('npm', npm, options));
const named = ({ purl }) => decodeURIComponent(purl).replace(/^pkg:npm\//, '');
const nameOf = (component) => named(component).replace(/(?<=.)@.*/, '');

const installed = new Set(
  Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => path.includes('node_modules/') && !dev && !devOptional)
    .map(([path, { version, link, resolved }]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      // A workspace is a link, and its version stands where it leads.
      return `${name}@${link ? packages[resolved].version : version}`;
    }),
);
const missing = [...installed].filter((name) => !bom.components.some((component) => named(component) === name));
if (missing.length > 0) throw new Error(`npm left out ${missing.join(', ')} of package-lock.json`);

/** What the pages are made of: what their folder needs, and all that this needs. */
const byRef = new Map(bom.components.map((component) => [component['bom-ref'], component]));
const needs = new Map(bom.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
const kept = new Set(bom.components.filter((component) => nameOf(component) === 'vouch-web'));
for (const component of kept) {
  const needed = needs.get(component['bom-ref']).map((ref) => byRef.get(ref));
  for (const one of needed) if (!TOOLS.test(nameOf(one))) kept.add(one);
}
for (const component of bom.components) if (installed.has(named(component))) kept.add(component);

bom.components = bom.components.filter((component) => kept.has(component));
for (const component of [bom.metadata.component, ...bom.components]) {
  // npm names what is ours after its folder, and calls what the pages are made of optional.
  Object.assign(component, { name: nameOf(component), scope: 'required' });
  component.properties = component.properties.filter(({ name }) => name !== 'cdx:npm:package:development');
}
bom.metadata.component.type = 'application';
const refs = new Set([bom.metadata.component, ...kept].map((component) => component['bom-ref']));
bom.dependencies = bom.dependencies
  .filter(({ ref }) => refs.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) }));
writeFileSync(join(root, 'sbom.cdx.json'), `${JSON.stringify(bom, null, 2)}\n`);
