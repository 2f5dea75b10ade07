// What generators make of the API description, with their default settings: a TypeScript client and a Python one, strictly typed, and a
// redemption with each.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ONE_VOUCHER, startWorld, type World } from '../api/world';
import { describeWith } from '../tools/describe-with';
import { FULL } from '../tools/scale';

jest.setTimeout(10 * 60_000);
const ROOT = resolve(__dirname, '../..');
const BIN = join(ROOT, 'node_modules/.bin');

/** As a shop would write it. The lines that must not compile say so. */
const PROGRAM = `import type { components, webhooks } from './api';

type Create = components['schemas']['CreateRedemptionRequest'];
type Redemption = components['schemas']['Redemption'];
type Event = components['schemas']['Event'];

// The bodies of the README and of the docs.
export const bodies: Create[] = [
  { type: 'vouchers.one_voucher', source: { pin: '1115684091419838' }, amount: 1500, currency: 'ZAR' },
  { type: 'vouchers.ott', source: { pin: '684091419838', phone_number: '27821234567' } },
  { type: 'vouchers.blu', source: { token: '1115684091419838' }, capture_method: 'manual', redemption_options: { terminal_id: 'TILL3' } },
  { type: 'vouchers.blu', source: { pin: '1115684091419838' }, confirm: false, metadata: { order: '1042' } },
];
export const reverse: components['schemas']['ReverseRequest'] = { reason: 'Customer returned the goods', amount: 500 };
export const change: components['schemas']['UpdateRedemptionRequest'] = { external_reference: null };
export const endpoint: components['schemas']['CreateWebhookEndpointRequest'] = { url: 'https://shop.example/vouch' };

// @ts-expect-error no such type
export const misspelt: Create = { type: 'vouchers.one_vouchr', source: { pin: '1115684091419838' } };
// @ts-expect-error no such field of the source
export const pinn: Create = { type: 'vouchers.one_voucher', source: { pinn: '1115684091419838' } };
// @ts-expect-error no such option
export const option: Create = { type: 'vouchers.one_voucher', source: { pin: '1' }, redemption_options: { partiall: 'allow' } };

export function told(event: Event): string {
  switch (event.type) {
    case 'redemption.confirmed':
      return \`\${event.data.id} \${String(event.data.redeemed_amount)}\`;
    case 'redemption.reversed':
      return event.data.object === 'redemption' ? String(event.data.reversal.amount) : event.data.object;
    case 'webhook_endpoint.disabled':
      return event.data.url;
    default:
      return event.id;
  }
}
export type Received = webhooks['redemption.confirmed']['post']['requestBody']['content']['application/json'];

async function main(): Promise<void> {
  const [, , url = '', key = '', pin = ''] = process.argv;
  const body: Create = { type: 'vouchers.one_voucher', source: { pin } };
  const reply = await fetch(url + '/v1/redemptions', {
    method: 'POST',
    headers: { authorization: \`Bearer \${key}\`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const made = (await reply.json()) as Redemption;
  console.log(made.outcome, made.redeemed_amount, made.settled_at !== null);
}
void main();
`;

const PYTHON = `import json, sys, urllib.request
from api import CreateRedemptionRequest, Event, Redemption
from pydantic import ValidationError

url, key, pin, events = sys.argv[1:]
for wrong in ({"type": "vouchers.one_vouchr", "source": {"pin": pin}}, {"type": "vouchers.one_voucher", "source": {"pinn": pin}}):
    try:
        CreateRedemptionRequest.model_validate(wrong)
    except ValidationError:
        continue
    raise SystemExit("accepted: " + json.dumps(wrong))
body = CreateRedemptionRequest.model_validate({"type": "vouchers.one_voucher", "source": {"pin": pin}})
request = urllib.request.Request(url + "/v1/redemptions", body.model_dump_json(exclude_none=True).encode(), {
    "authorization": "Bearer " + key, "content-type": "application/json"})
made = Redemption.model_validate_json(urllib.request.urlopen(request).read())
for event in json.load(open(events)):
    Event.model_validate(event)
print(made.outcome.value if hasattr(made.outcome, "value") else made.outcome, made.redeemed_amount, made.settled_at is not None)
`;

/** Null where Python 3 with pip is here; or why not. Making models is slow: at full size alone. */
function missingPython(): string | null {
  const { error, status } = spawnSync('python3', ['-m', 'pip', '--version']);
  return error || status !== 0 ? 'there is no python3 with pip' : null;
}

let world: World;
let folder: string;
beforeAll(async () => {
  world = await startWorld(null);
  folder = mkdtempSync(join(tmpdir(), 'vouch-generated-'));
  const { text } = await world.call('GET /openapi.json', { key: '' });
  writeFileSync(join(folder, 'openapi.json'), text);
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

it('openapi-typescript, with its defaults: what is wrong does not compile, what is right redeems', async () => {
  execFileSync(join(BIN, 'openapi-typescript'), ['openapi.json', '-o', 'api.ts'], { cwd: folder, stdio: 'pipe' });
  writeFileSync(join(folder, 'program.ts'), PROGRAM);
  const flags = [
    '--strict',
    '--noUncheckedIndexedAccess',
    '--exactOptionalPropertyTypes',
    '--target',
    'es2022',
    '--module',
    'commonjs',
  ];
  const types = ['--types', 'node', '--typeRoots', join(ROOT, 'node_modules/@types')];
  const compiled = spawnSync(join(BIN, 'tsc'), [...flags, ...types, 'program.ts'], { cwd: folder, encoding: 'utf8' });
  expect(compiled.stdout).toBe('');
  expect(compiled.status).toBe(0);
  const said = await run(process.execPath, [
    'program.js',
    world.server.url,
    world.keys.secret,
    world.voucher(ONE_VOUCHER, 1900).pin,
  ]);
  expect(said).toBe('paid 1900 true\n');
});

if (FULL)
  describeWith('a Python client', missingPython(), 'datamodel-code-generator', () => {
    it('makes models that refuse what is wrong, redeem, and take every event', async () => {
      // Before what keeps this process, and so its server, busy for a minute.
      const events = await world.call('GET /v1/events');
      const packages = join(folder, 'packages');
      const install = ['-m', 'pip', 'install', '--quiet', '--target', packages, 'datamodel-code-generator', 'pydantic'];
      execFileSync('python3', install, { stdio: 'pipe' });
      const env = { ...process.env, PYTHONPATH: packages };
      const generate = ['-m', 'datamodel_code_generator', '--input', 'openapi.json', '--output', 'api.py'];
      const model = ['--input-file-type', 'openapi', '--output-model-type', 'pydantic_v2.BaseModel'];
      execFileSync('python3', [...generate, ...model], { cwd: folder, env, stdio: 'pipe' });
      writeFileSync(join(folder, 'program.py'), PYTHON);
      writeFileSync(join(folder, 'events.json'), JSON.stringify(events.body.data));
      const { pin } = world.voucher(ONE_VOUCHER, 1900);
      const said = await run('python3', ['program.py', world.server.url, world.keys.secret, pin, 'events.json'], env);
      expect(said).toBe('paid 1900 True\n');
      expect(readFileSync(join(folder, 'api.py'), 'utf8')).toContain('class CreateRedemptionRequest');
    });
  });

const LINT = `const { Spectral, Document } = require('@stoplight/spectral-core');
const { oas } = require('@stoplight/spectral-rulesets');
const Parsers = require('@stoplight/spectral-parsers');
const spectral = new Spectral();
spectral.setRuleset({ extends: [[oas, 'recommended']] });
const text = require('node:fs').readFileSync('openapi.json', 'utf8');
spectral.run(new Document(text, Parsers.Json)).then((found) => {
  for (const { code, path, message } of found) console.log(code, path.join('.'), message);
});
`;

// Not among the packages of the project: 156 of them, for one question.
if (FULL)
  it('Spectral finds nothing by its recommended rules', async () => {
    const packages = ['core', 'rulesets', 'parsers'].map((name) => `@stoplight/spectral-${name}`);
    const quiet = ['--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts'];
    execFileSync('npm', ['install', ...quiet, ...packages], { cwd: folder, stdio: 'pipe' });
    writeFileSync(join(folder, 'lint.cjs'), LINT);
    expect(await run(process.execPath, ['lint.cjs'])).toBe('');
  });

/** Without blocking: the server that answers is in this process. */
async function run(program: string, args: readonly string[], env = process.env): Promise<string> {
  const { execFile } = await import('node:child_process');
  return new Promise((done, fail) => {
    execFile(program, [...args], { cwd: folder, env, encoding: 'utf8' }, (error, stdout, stderr) => {
      if (error) fail(new Error(stderr || error.message));
      else done(stdout);
    });
  });
}
