// `npm run new-provider NAME`: writes adapters/NAME/ from templates/provider/, registers it in adapters/index.ts and renews
// .env.example. The template is a working provider under a name of its own, so the project's own checks keep it working.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import * as prettier from 'prettier';

const root = join(import.meta.dirname, '..');
const TEMPLATE = join(root, 'templates', 'provider');
const REGISTRY = join(root, 'adapters', 'index.ts');
/** In the template as it stands there, the kit is two folders away. */
const [TEMPLATE_KIT, KIT] = ['../../adapters/kit/', '../kit/'];

/** `index` is the registry's file, `await` a word of modules alone, and VOUCH_ begins our own variables. */
const TAKEN = new Set(['index', 'kit', 'await', 'vouch']);

/** All spellings of a provider's name, by the spelling of the template's name that each replaces. */
function spellingsOf(name) {
  const words = name.split('-');
  const capitalized = words.map((word) => word[0].toUpperCase() + word.slice(1));
  return new Map([
    ['sample-voucher', name],
    ['sample_voucher', words.join('_')],
    ['SAMPLE_VOUCHER', words.join('_').toUpperCase()],
    ['sampleVoucher', identifierOf(name)],
    ['SampleVoucher', capitalized.join('')],
    ['Sample Voucher', capitalized.join(' ')],
  ]);
}

function identifierOf(name) {
  return name.replace(/-(.)/g, (_match, letter) => letter.toUpperCase());
}

/** Why there can be no provider of this name, or undefined. */
function faultOf(name) {
  if (name === undefined) return 'say its name: npm run new-provider NAME';
  // Letters only, because the name becomes a voucher type and environment variables, which hold no digits.
  if (!/^[a-z]+(-[a-z]+)*$/.test(name) || name.length > 40)
    return 'the name must be lower-case words of letters alone, with dashes between them, at most 40 characters, such as gift-card';
  if (TAKEN.has(name)) return `${name} means something else here: take another name`;
  if (!isIdentifier(identifierOf(name))) return `${identifierOf(name)} is a word of the language: take another name`;
  if (existsSync(join(root, 'adapters', name))) return `adapters/${name} exists already: nothing was written`;
  return undefined;
}

function isIdentifier(text) {
  try {
    // Compiled, never run.
    return new Script(`'use strict'; let ${text};`) instanceof Script;
  } catch {
    return false;
  }
}

/** Writes the file in the project's own layout: other names make other line lengths. */
async function writeFormatted(file, text) {
  const options = await prettier.resolveConfig(file);
  const isKnown = (await prettier.getFileInfo(file)).inferredParser !== null && !file.endsWith('.md');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, isKnown ? await prettier.format(text, { ...options, filepath: file }) : text);
}

async function writeFolder(name) {
  const spellings = spellingsOf(name);
  const files = readdirSync(TEMPLATE, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const entry of files) {
    const from = join(entry.parentPath, entry.name);
    let text = readFileSync(from, 'utf8').replaceAll(TEMPLATE_KIT, KIT);
    for (const [templates, own] of spellings) text = text.replaceAll(templates, own);
    await writeFormatted(join(root, 'adapters', name, from.slice(TEMPLATE.length)), text);
  }
}

/** Last in the list: the order is public, and the ports of the simulators follow from it. */
async function register(name) {
  const identifier = identifierOf(name);
  const text = readFileSync(REGISTRY, 'utf8');
  const registered = text
    .replace(/\n\n(?=export const PROVIDERS)/, `\nimport ${identifier} from './${name}';\n\n`)
    .replace(/,?\s*\];/, `, ${identifier}];`);
  if (registered.split(identifier).length < 3)
    throw new Error('adapters/index.ts is not as expected: register it by hand');
  await writeFormatted(REGISTRY, registered);
}

const [name] = process.argv.slice(2);
const fault = faultOf(name);
if (fault) {
  console.error(`new-provider: ${fault}`);
  process.exitCode = 2;
} else {
  await writeFolder(name);
  await register(name);
  console.log(`Wrote adapters/${name}/ and registered it in adapters/index.ts. Now .env.example, which needs a build:`);
  const { status } = spawnSync('npm', ['run', 'docs'], { cwd: root, stdio: 'inherit' });
  process.exitCode = status ?? 1;
  if (status === 0) console.log(`Next: npx jest adapters/${name}, then docs/adding-a-provider.md.`);
  console.log(`To undo: git checkout adapters/index.ts .env.example, and remove adapters/${name}.`);
}
