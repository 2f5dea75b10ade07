// The image without a container engine: the lines of the Dockerfile's first stage, carried out in a folder; the files laid out as its second
// stage does; and what is then there, run with the same settings and nothing else. Minutes, and the registry: at full size alone.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ended, Running } from '../cli/program';
import { freePort } from '../tools/free-port';
import { FULL } from '../tools/scale';
import { redeemOnce, stopAt } from './redeem-once';

const ROOT = join(__dirname, '../..');
/** Of 250 MB for the whole image. The rest is the base: Node and the C library. */
const MOST_MB = 100;

jest.setTimeout(900_000);

interface Line {
  readonly word: string;
  readonly rest: string;
}

/** The stages, each with its lines. Comments are left out. */
function stagesOf(text: string): Line[][] {
  const stages: Line[][] = [];
  for (const line of text.split('\n')) {
    const [, word = '', rest = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    if (word === 'FROM') stages.push([]);
    if (word !== '') stages.at(-1)?.push({ word, rest });
  }
  return stages;
}

const [build = [], image = []] = stagesOf(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'));
const of = (word: string) => image.filter((line) => line.word === word).map(({ rest }) => rest);
const ENV = Object.fromEntries(
  of('ENV').flatMap((rest) => rest.split(' ').map((pair) => pair.split('=') as [string, string])),
);

it('runs as a user of no rights, on every address, and looks after its health', () => {
  expect(build.map(({ word }) => word)).toEqual(['FROM', 'WORKDIR', 'COPY', 'RUN', 'RUN', 'RUN']);
  expect(of('USER')).toEqual(['65532:65532']);
  expect(ENV).toMatchObject({ NODE_ENV: 'production', HOST: '0.0.0.0' });
  expect(of('HEALTHCHECK')[0]).toContain('"/opt/vouch/dist/src/main.js", "health"');
  expect(of('ENTRYPOINT')).toEqual(['["/nodejs/bin/node", "/opt/vouch/dist/src/main.js"]']);
});

/** What the files of a folder take on the disk. */
function bytesIn(path: string): number {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + lstatSync(join(entry.parentPath, entry.name)).blocks * 512, 0);
}

async function buildAndServe(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-image-'));
  const inside = (path: string) => join(folder, path);
  let child: ChildProcess | undefined;
  try {
    const [workdir = ''] = build.filter(({ word }) => word === 'WORKDIR').map(({ rest }) => rest);
    // As the engine sends it: what git knows, which is what .dockerignore leaves.
    for (const file of execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' }).trim().split('\n')) {
      if (/^(?:test|bench|\.github)\//.test(file) || !existsSync(join(ROOT, file))) continue;
      mkdirSync(dirname(inside(join(workdir, file))), { recursive: true });
      cpSync(join(ROOT, file), inside(join(workdir, file)));
    }
    for (const { rest } of build.filter(({ word }) => word === 'RUN'))
      execFileSync('sh', ['-ec', rest.replace(/(?<= )\/image/g, inside('/image'))], {
        cwd: inside(workdir),
        stdio: 'ignore',
      });
    for (const copy of of('COPY')) {
      const [from = '', to = ''] = copy.split(' ').filter((part) => !part.startsWith('--'));
      cpSync(inside(from), inside(`/root${to}`), { recursive: true, verbatimSymlinks: true });
    }
    const program = inside('/root/opt/vouch');
    const megabytes = Math.ceil(bytesIn(program) / 1024 ** 2);
    expect(megabytes).toBeLessThan(MOST_MB);
    process.stdout.write(`image: ${String(megabytes)} MB beside the base\n`);

    // Read-only but for its data, as a container with --read-only has it.
    execFileSync('chmod', ['-R', 'a-w', program]);
    const env = {
      ...ENV,
      PORT: String(await freePort()),
      DATABASE_URL: `sqlite:${inside('/root/var/lib/vouch/vouch.db')}`,
    };
    const run = (...args: string[]) =>
      spawn(process.execPath, [join(program, 'dist/src/main.js'), ...args], {
        cwd: inside('/root/var/lib/vouch'),
        detached: true,
        env,
      });
    expect(await ended(run('health'))).toBe(1);
    child = run('serve');
    const url = await new Running(child).listens();
    expect(await ended(run('health'))).toBe(0);
    const keys = readFileSync(inside('/root/var/lib/vouch/first-boot.txt'), 'utf8');
    await redeemOnce(url, /sk_test_\w+/.exec(keys)?.[0] ?? '');
    await stopAt(url, child);
  } finally {
    child?.kill('SIGKILL');
    execFileSync('chmod', ['-R', 'u+w', folder]);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

if (FULL) it('its files are small enough, and serve', buildAndServe);
