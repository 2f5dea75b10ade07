// Takes the adapter out of docs/adding-a-provider.md, so that the page cannot rot: type-checks it and loads it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { compileFunction } from 'node:vm';
import ts from 'typescript';
import type { ProviderDefinition } from '../define';
import type { Simulator } from '../simulator/simulator';
import type { Fixture } from './fixture';

const ROOT = join(__dirname, '..', '..', '..');
/** Where the page says that the code stands. Nothing is written there. */
const FILE = join(ROOT, 'adapters', 'acme', 'index.ts');
const SIMULATOR = join(ROOT, 'adapters', 'acme', 'simulator.ts');
const SIMULATOR_CODE = `import type { Simulator } from '../kit/simulator/simulator'; export declare function simulator(): Simulator;`;

/** The first code block of the page. */
export function guideCode(): string {
  const page = readFileSync(join(ROOT, 'docs', 'adding-a-provider.md'), 'utf8');
  return /```ts\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
}

/** What the compiler has to say about the page's code. Empty where it is right. */
export function guideFaults(): string[] {
  const read = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(read.config, ts.sys, ROOT);
  const host = ts.createCompilerHost(options);
  const virtual = new Map([
    [FILE, guideCode()],
    [SIMULATOR, SIMULATOR_CODE],
  ]);
  const [fileExists, readFile] = [host.fileExists.bind(host), host.readFile.bind(host)];
  host.fileExists = (path) => virtual.has(path) || fileExists(path);
  host.readFile = (path) => virtual.get(path) ?? readFile(path);
  // Module resolution does not look into a folder that does not exist.
  const directoryExists = host.directoryExists?.bind(host);
  host.directoryExists = (path) => path === dirname(FILE) || (directoryExists?.(path) ?? true);
  host.getSourceFile = (path, target) => {
    const text = host.readFile(path);
    return text === undefined ? undefined : ts.createSourceFile(path, text, target);
  };
  const program = ts.createProgram([FILE], { ...options, noEmit: true }, host);
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(FILE))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

/** The page's adapter, running. `load` is the caller's `require`, resolved against the folder of the adapter. */
export function guideDefinition(load: (path: string) => unknown): ProviderDefinition {
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  const code = ts.transpileModule(guideCode(), { compilerOptions: options }).outputText;
  const exported: { default?: ProviderDefinition } = {};
  const nothing: Simulator = { listen: () => Promise.reject(new Error('none')), close: () => Promise.resolve() };
  const resolve = (path: string): unknown =>
    path === './simulator' ? { simulator: () => nothing } : load(createRequire(FILE).resolve(`${path}.ts`));
  const page = compileFunction(code, ['exports', 'require']) as (exports: object, require: typeof resolve) => void;
  page(exported, resolve);
  if (!exported.default) throw new Error('the page exports no provider');
  return exported.default;
}

const send = { method: 'POST', path: '/redemptions', fields: { key: '$reference', pin: '$pin', cents: 1900 } } as const;
const ask = { method: 'GET', path: '/redemptions/$reference' } as const;
const taken = { status: 200, json: { id: 'A-1', serial: 'S-1', taken_cents: 1900 } };
const details = { serial_number: 'S-1' };
const accepted = { kind: 'accepted', amountCents: 1900, transactionId: 'A-1', details };

/** What the page's adapter says to its provider, and what it makes of the replies. */
export const GUIDE_FIXTURES: readonly Fixture[] = [
  { name: 'taken', operation: 'capture', exchanges: [{ request: send, reply: taken }], outcome: accepted },
  {
    name: 'spent',
    operation: 'capture',
    exchanges: [{ request: send, reply: { status: 422, json: { error: 'SPENT', message: 'Voucher $pin is spent' } } }],
    outcome: {
      kind: 'declined',
      code: 'voucher_already_redeemed',
      proof: 'refusal',
      providerCode: 'SPENT',
      providerMessage: 'Voucher [digits] is spent',
    },
  },
  { name: 'taken', operation: 'inquireCapture', exchanges: [{ request: ask, reply: taken }], outcome: accepted },
  {
    name: 'gone',
    operation: 'inquireCapture',
    exchanges: [{ request: ask, reply: { status: 410, json: {} } }],
    outcome: { kind: 'not_found' },
  },
];

/** The page's adapter for the conformance suite, but for its definition. */
export const GUIDE_SUBJECT = {
  fixtures: GUIDE_FIXTURES,
  moneyRequests: ['POST /redemptions'],
  unlisted: { status: 422, json: { error: 'NEVER_SEEN', message: 'Something new' } },
};
