// What the client takes from the API description is what the server says today, and no operation is without a method.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createVouch } from 'vouch-client';
import { startWorld } from '../api/world';

jest.setTimeout(60_000);
const ROOT = resolve(__dirname, '../..');
const GENERATED = join(ROOT, 'client/src/generated');

interface Described {
  readonly paths: Record<string, Record<string, { readonly operationId: string; readonly tags: readonly string[] }>>;
}

let text: string;
beforeAll(async () => {
  const world = await startWorld(null);
  ({ text } = await world.call('GET /openapi.json', { key: '' }));
  await world.close();
});

it('the generated files are what `npm run docs` would write', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-generated-'));
  writeFileSync(join(folder, 'openapi.json'), text);
  const made = join(folder, 'made');
  execFileSync(process.execPath, [join(ROOT, 'scripts/client-code.mjs'), join(folder, 'openapi.json'), made]);
  const filesOf = (place: string) =>
    Object.fromEntries(readdirSync(place).map((name) => [name, readFileSync(join(place, name), 'utf8')]));
  expect(filesOf(GENERATED)).toEqual(filesOf(made));
  rmSync(folder, { recursive: true });
});

it('every operation that a key may call has a method', () => {
  const { paths } = JSON.parse(text) as Described;
  const described = Object.values(paths).flatMap((item) =>
    // Those of people are for the page of the console alone.
    Object.values(item).flatMap(({ operationId, tags }) => (tags.includes('Console') ? [] : [operationId])),
  );
  const methods = new Set(namesIn(createVouch({ baseUrl: 'http://127.0.0.1:1', apiKey: 'sk_test_x' })));
  expect(described.length).toBeGreaterThan(50);
  expect(described.filter((operation) => !methods.has(operation))).toEqual([]);
});

/** A method bears the name of its operation. */
function namesIn(value: object): string[] {
  return typeof value === 'function' ? [value.name] : Object.values(value).flatMap((inner) => namesIn(inner as object));
}
