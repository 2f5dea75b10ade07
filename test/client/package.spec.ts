// The client as it is published: packed, installed into an empty folder, and used from there as its users do.
import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { BLU, sourceOf, startWorld, type World } from '../api/world';
import { describeInBrowser, openPage, startBrowser } from '../browser/browser';
import { findNode } from '../tools/node-binaries';

jest.setTimeout(180_000);
const ROOT = resolve(__dirname, '../..');

const run = promisify(execFile);
let folder: string;
beforeAll(async () => {
  if (!existsSync(join(ROOT, 'client/dist/cjs/package.json'))) throw new Error('Build first: npm run build');
  folder = mkdtempSync(join(tmpdir(), 'vouch-client-'));
  const pack = ['pack', '--workspace', 'client', '--pack-destination', folder, '--ignore-scripts', '--json'];
  await run('npm', pack, { cwd: ROOT });
  const [archive = ''] = readdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const install = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', `./${archive}`];
  await run('npm', install, { cwd: folder });
  // As a project of Node's has them.
  mkdirSync(join(folder, 'node_modules/@types'));
  symlinkSync(join(ROOT, 'node_modules/@types/node'), join(folder, 'node_modules/@types/node'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('holds what was built, its types, readme and licence, and nothing else', () => {
  const inside = join(folder, 'node_modules/vouch-client');
  expect(readdirSync(inside).sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json']);
  const kinds = readdirSync(join(inside, 'dist'), { recursive: true, encoding: 'utf8' });
  expect(
    kinds.filter(
      (name) => !/\.(?:js|d\.ts)$|^(?:esm|cjs)(?:\/(?:generated|transport))?$|^cjs\/package\.json$/.test(name),
    ),
  ).toEqual([]);
  expect(readFileSync(join(inside, 'LICENSE'), 'utf8')).toBe(readFileSync(join(ROOT, 'LICENSE'), 'utf8'));
});

/** The current one, and those of the other releases that are here: test/end-to-end/smoke.spec.ts says where one is missing. */
const NODES = [process.execPath, ...[22, 24].map(findNode).flatMap((found) => ('path' in found ? found.path : []))];

const USE = `
const vouch = createVouch({ baseUrl: process.env.VOUCH_URL, apiKey: process.env.VOUCH_KEY });
const request = JSON.parse(process.env.REQUEST);
vouch.redemptions.createAndWait(request).then(async (paid) => {
  const again = await vouch.redemptions.create(request).catch((error) => error);
  const { body, headers } = sign({ id: 'evt_1', type: 'redemption.confirmed' }, 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD');
  const event = verify(body, headers, 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD');
  console.log(paid.outcome, again instanceof VoucherInUse, event.type);
});`;

describe('against a real server', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(null);
  });
  afterAll(() => world.close());

  it.each([
    [
      'an ES module',
      'use.mjs',
      `import { createVouch, VoucherInUse } from 'vouch-client';\nimport { sign, verify } from 'vouch-client/webhooks';`,
    ],
    [
      'CommonJS',
      'use.cjs',
      `const { createVouch, VoucherInUse } = require('vouch-client');\nconst { sign, verify } = require('vouch-client/webhooks');`,
    ],
  ])('works from %s', async (_, file, imports) => {
    writeFileSync(join(folder, file), imports + USE);
    const { PATH = '' } = process.env;
    for (const node of NODES) {
      const voucher = world.voucher(BLU, 1900);
      const request = { type: BLU, source: sourceOf(voucher), amount: 1500, currency: 'ZAR' };
      const env = { PATH, VOUCH_URL: world.server.url, VOUCH_KEY: world.keys.secret, REQUEST: JSON.stringify(request) };
      const { stdout, stderr } = await run(node, [join(folder, file)], { cwd: folder, env });
      expect([node, stdout.trim(), stderr]).toEqual([node, 'paid true redemption.confirmed', '']);
      expect(world.truth(voucher).taken.map(({ amount }) => amount)).toEqual([1500]);
    }
  });
});

const PRELUDE = `import { createVouch } from 'vouch-client';
const vouch = createVouch({ baseUrl: 'http://127.0.0.1:3000', apiKey: 'sk_test_key' });\n`;

/** What must compile, and what must not. */
const TYPED = `import { createVouch, type Redemption, type Schemas } from 'vouch-client';
import { verify, type Event } from 'vouch-client/webhooks';
const vouch = createVouch({ baseUrl: '', session: 'till' });
export const paid: Promise<Redemption> = vouch.redemptions.create({ type: 'vouchers.blu', source: { pin: '1' } });
export const reversal: Promise<Schemas['Reversal']> = vouch.redemptions.reverse('rdm_1', { reason: 'r' }, { ifMatch: 1 });
export const points: Promise<Schemas['PointsReversal']> = vouch.points.redemptions.reverse('id', { reason: 'r' });
export const event: Event = verify('', {}, ['whsec_1']);
void vouch.redemptions.capture('rdm_1');
void vouch.testHelpers.createVoucher({ type: 'vouchers.ott', amount: 1900 }).then(({ type, source }) => {
  const phone: string = source.phone_number;
  void vouch.redemptions.create({ type, source, redemption_options: { mobile_number: phone } });
});
void vouch.testHelpers.createVoucher({ type: 'vouchers.one_voucher', amount: 1900 }).then(({ source }) => {
  // @ts-expect-error a source of 1Voucher has no phone number
  void vouch.redemptions.create({ type: 'vouchers.ott', source });
});
// @ts-expect-error points have no test vouchers
void vouch.testHelpers.createVoucher({ type: 'loyalty_points.ledger', amount: 1900 });
void vouch.points.programs.fund('program', 'asset', { amount: '1', description: 'd' }, { idempotencyKey: 'k' });
void vouch.reviews.giveVerdict('rvw_1', { decision: 'paid', note: 'n', evidence: 'e' }, { ifMatch: 2 });
// @ts-expect-error a source is needed
void vouch.redemptions.create({ type: 'vouchers.blu' });
// @ts-expect-error an amount is in cents, a number
void vouch.redemptions.capture('rdm_1', { amount: '15.00' });
// @ts-expect-error a verdict is about a version
void vouch.reviews.giveVerdict('rvw_1', { decision: 'paid', note: 'n', evidence: 'e' });
// @ts-expect-error a PATCH takes no key
void vouch.redemptions.update('rdm_1', { metadata: {} }, { idempotencyKey: 'k' });
// @ts-expect-error lots are of an asset
void vouch.points.participants.lots('id');
// @ts-expect-error a key or a session
createVouch({ baseUrl: '' });
`;

it.each([
  ['NodeNext', 'ES module'],
  ['NodeNext', 'CommonJS'],
  ['Bundler', 'ES module'],
])(
  'is typed in a strict project, resolved as %s from %s; so are every example of the docs and the webshop',
  async (resolution, kind) => {
    const project = join(folder, `${resolution}-${kind.replace(' ', '-')}`);
    mkdirSync(project);
    const isModule = kind === 'ES module';
    writeFileSync(join(project, 'package.json'), isModule ? '{ "type": "module" }' : '{ "type": "commonjs" }');
    writeFileSync(join(project, 'typed.ts'), TYPED);
    // Examples wait at the top level, which CommonJS does not.
    if (isModule) for (const [name, text] of examples()) writeFileSync(join(project, name), text);
    const module = resolution === 'Bundler' ? 'ESNext' : resolution;
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      verbatimModuleSyntax: isModule,
      // Our declarations are the same files each time.
      skipLibCheck: resolution === 'Bundler' || !isModule,
      target: 'ES2022',
      lib: ['ES2023'],
      types: ['node'],
      module,
      moduleResolution: resolution,
      noEmit: true,
    };
    // A program of its own that is built on the client.
    if (isModule) cpSync(join(ROOT, 'examples/webshop/src'), join(project, 'webshop'), { recursive: true });
    writeFileSync(
      join(project, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, include: ['*.ts', 'webshop/*.ts'] }),
    );
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const said = await run(process.execPath, [tsc, '-p', project]).catch(
      (error: unknown) => error as { stdout: string },
    );
    expect(said.stdout).toBe('');
  },
);

const readme = () => readFileSync(join(ROOT, 'README.md'), 'utf8');

/** Each block of the docs as a file: those without a client of their own get one. */
function examples(): [string, string][] {
  const found = ['docs/client.md', 'client/README.md'].flatMap((page) => {
    const blocks = readFileSync(join(ROOT, page), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```$/gm);
    return [...blocks].map(([, block = '']) => block);
  });
  expect(found.length).toBeGreaterThan(7);
  // What the README gives to Node is meant to be carried over into a program, and that may be TypeScript.
  const [, shown] = /^node --input-type=module <<'END'\n([\s\S]*?)^END$/m.exec(readme()) ?? [];
  if (shown === undefined) throw new Error('The README has no block of JavaScript');
  return [...found, shown].map((block, index) => [
    `example-${String(index)}.ts`,
    block.includes('createVouch(') ? block : `${PRELUDE}${block}`,
  ]);
}

/** One file for a page, as a till would be bundled. */
async function bundled(): Promise<string> {
  const entry = join(folder, 'page.js');
  writeFileSync(entry, `export * from 'vouch-client';\n`);
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    globalName: 'client',
  });
  return outputFiles[0]?.text ?? '';
}

it('is small in a page', async () => {
  const script = await bundled();
  // The till may have 100 kB in all.
  expect(gzipSync(script).length).toBeLessThan(40_000);
});

describeInBrowser('a page with the client in it', () => {
  it('redeems, reads errors, and makes its keys without crypto.randomUUID, which pages without HTTPS lack', async () => {
    const script = await bundled();
    const server = createServer((_, response) => {
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(`<!doctype html><title>Shop</title><script>${script}</script>`);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const world = await startWorld(null, { VOUCH_CORS_ORIGINS: origin });
    const browser = await startBrowser();
    try {
      const { page, complaints } = await openPage(browser);
      await page.goto(origin);
      const voucher = world.voucher(BLU, 1900);
      const options = { baseUrl: world.server.url, apiKey: world.keys.publishable };
      const request = { type: BLU, source: sourceOf(voucher), amount: 1500, currency: 'ZAR' };
      const said = await page.evaluate(`(async () => {
        const vouch = client.createVouch(${JSON.stringify(options)});
        Object.defineProperty(crypto, 'randomUUID', { value: undefined });
        const paid = await vouch.redemptions.createAndWait(${JSON.stringify(request)});
        const error = await vouch.redemptions.create(${JSON.stringify(request)}).catch((reason) => reason);
        return [paid.outcome, paid.change_voucher.pin.length, error instanceof client.VoucherInUse, error.requestId !== null];
      })()`);
      expect(said).toEqual(['paid', 16, true, true]);
      // The browser's own remark on the 409.
      expect(complaints.filter((line) => !line.includes('409'))).toEqual([]);
    } finally {
      await browser.close();
      await world.close();
      server.close();
    }
  });
});
