// What a newcomer waits for: a fresh clone, `npm ci`, `npm start`, and `npm start` once more. Prints the seconds of each as a line of JSON
// for each Node release and commit.
//
//   node scripts/first-start.mjs [--node /path/to/bin/node …] [--against COMMIT]
//
// --against measures another commit as well, in turns, so that both are measured on the same machine on the same day.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

const ROOT = join(import.meta.dirname, '..');
const { values } = parseArgs({ options: { node: { type: 'string', multiple: true }, against: { type: 'string' } } });
const nodes = values.node ?? [process.execPath];
const commits = ['HEAD', ...(values.against === undefined ? [] : [values.against])];

const secondsSince = (started) => Number(((performance.now() - started) / 1000).toFixed(1));

/** A clone as somebody else has it: of what is committed, with no file shared. */
function cloned(commit, folder) {
  const hash = execFileSync('git', ['rev-parse', commit], { cwd: ROOT, encoding: 'utf8' }).trim();
  execFileSync('git', ['clone', '--quiet', '--no-local', '--no-checkout', ROOT, folder]);
  execFileSync('git', ['checkout', '--quiet', '--detach', hash], { cwd: folder });
  return hash.slice(0, 7);
}

function environment(node, folder) {
  const { PATH, HOME } = process.env;
  const data = { PORT: '0', LOG_LEVEL: 'error', DATABASE_URL: `sqlite:${join(folder, 'vouch.db')}` };
  return { PATH: [dirname(node), PATH].join(delimiter), HOME, ...data };
}

async function install(node, folder) {
  const started = performance.now();
  const options = { cwd: folder, env: environment(node, folder), stdio: ['ignore', 'ignore', 'inherit'] };
  const [code] = await once(spawn('npm', ['ci', '--no-audit', '--no-fund'], options), 'exit');
  if (code !== 0) throw new Error('npm ci failed');
  return secondsSince(started);
}

/** Until it listens; then it is told to end, and is waited for. */
async function start(node, folder) {
  const started = performance.now();
  // A group of its own: npm stands between us and the server.
  const child = spawn('npm', ['start'], { cwd: folder, env: environment(node, folder), detached: true });
  let said = '';
  const listens = new Promise((resolve, reject) => {
    const hear = (text) => {
      said += text;
      if (/Vouch listens on/.test(said)) resolve();
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    child.once('exit', () => reject(new Error(`npm start ended: ${said}`)));
  });
  await listens;
  const seconds = secondsSince(started);
  const ended = once(child, 'exit');
  process.kill(-child.pid, 'SIGTERM');
  await ended;
  return { seconds, built: /^building/m.test(said) };
}

for (const node of nodes) {
  for (const commit of commits) {
    const folder = mkdtempSync(join(tmpdir(), 'vouch-first-'));
    try {
      const hash = cloned(commit, folder);
      const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
      const installed = await install(node, folder);
      const [first, second] = [await start(node, folder), await start(node, folder)];
      process.stdout.write(`${JSON.stringify({ commit: hash, node: version, installed, first, second })}\n`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
