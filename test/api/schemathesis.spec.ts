// Requests that Schemathesis makes up from the API description, against a real server: none brings it down, none that fits the description
// is malformed, and every answer is as described. At full size alone: it is a program in Python, and takes minutes.
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describeWith } from '../tools/describe-with';
import { FULL } from '../tools/scale';
import { startWorld, type World } from './world';

const run = promisify(execFile);
const ENV = resolve(__dirname, '../../.cache/schemathesis');
const PROGRAM = join(ENV, 'bin/schemathesis');
/** Whatever is newest finds what is new: a test whose findings change by themselves is no test. */
const PACKAGE = 'schemathesis==4.32.5';
const EXAMPLES = 40;
const RELATIONS = join(__dirname, 'schema_relations.py');

jest.setTimeout(60 * 60_000);

/** Null where Python 3 can make an environment of its own; or why not. */
function missingPython(): string | null {
  const { error, status } = spawnSync('python3', ['-m', 'venv', '--help']);
  return error || status !== 0 ? 'there is no python3 with venv' : null;
}

/** What is found is compared with the table in schema_relations.py; statuses of refusals by what is kept are as good as success. */
const CONFIG = `hooks = "schema_relations"
[generation]
with-security-parameters = false
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "400", "401", "403", "404", "409", "412", "422", "428", "429"]
[checks.missing_required_header]
expected-statuses = ["400", "401", "403", "409", "422", "428"]
[checks.negative_data_rejection]
expected-statuses = ["400", "401", "403", "404", "405", "409", "412", "415", "422", "428", "429"]
# An offset is also understood without its colon, or in minutes; of a voucher all reversals are shown, whatever the page.
[[operations]]
include-path = "/v1/redemptions"
checks.negative_data_rejection.enabled = false
[[operations]]
include-path = "/v1/reversals"
checks.negative_data_rejection.enabled = false
[[operations]]
include-path = "/v1/reports/daily"
checks.negative_data_rejection.enabled = false
[[operations]]
include-path = "/v1/redemptions/{id}/reversals"
checks.negative_data_rejection.enabled = false
`;

let world: World;
beforeAll(async () => {
  world = await startWorld(null, { VOUCH_RATE_LIMIT: '0', VOUCH_PIN_ATTEMPTS: '0', VOUCH_DRAFT_LIMIT: '0' });
});
afterAll(() => world.close());

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

it('excuses only operations that there are', async () => {
  const { paths } = JSON.parse((await world.call('GET /openapi.json', { key: '' })).text) as Described;
  const excused = [...readFileSync(RELATIONS, 'utf8').matchAll(/\("([A-Z]+) ([^"]+)", "/g)];
  expect(excused.length).toBeGreaterThan(5);
  for (const [, method = '', path = ''] of excused) expect(paths).toHaveProperty([path, method.toLowerCase()]);
});

if (FULL)
  describeWith('Schemathesis', missingPython(), 'Requests made up from the description', () => {
    let folder: string;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'vouch-schemathesis-'));
      writeFileSync(join(folder, 'schemathesis.toml'), CONFIG);
      writeFileSync(join(folder, 'openapi.json'), (await world.call('GET /openapi.json', { key: '' })).text);
      if (existsSync(PROGRAM)) return;
      await run('python3', ['-m', 'venv', ENV]);
      await run(join(ENV, 'bin/pip'), ['install', '--quiet', PACKAGE]);
    });
    afterAll(() => {
      rmSync(folder, { recursive: true });
    });

    /** The end of the report where anything was found; empty where nothing was. */
    const found = async (...options: string[]): Promise<string> => {
      const always = [
        'run',
        'openapi.json',
        '--url',
        world.server.url,
        '--seed',
        '15',
        '--generation-database',
        'none',
      ];
      const quiet = ['--no-color', '--warnings', 'off', '--continue-on-failure'];
      const env = { ...process.env, PYTHONPATH: __dirname };
      try {
        await run(PROGRAM, [...always, ...quiet, ...options], { cwd: folder, env, maxBuffer: 2 ** 28 });
        return '';
      } catch (error) {
        const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
        return stdout.slice(stdout.indexOf('= FAILURES')).slice(0, 20_000) + stderr;
      }
    };

    it('with a key: nothing fails, nothing that fits is malformed, and every answer is as described', async () => {
      const key = ['--header', `Authorization: Bearer ${world.keys.secret}`];
      const how = ['--phases', 'examples,coverage,fuzzing', '--max-examples', String(EXAMPLES)];
      expect(await found(...key, ...how)).toBe('');
    });

    it('without a key: every refusal is as described', async () => {
      expect(await found('--phases', 'coverage,fuzzing', '--max-examples', '20')).toBe('');
    });
  });
