// The benchmark's processes: starting them, reading what they use, ending them. Each part runs in one of its own, so that
// what is measured shares nothing with what measures.
import { execFileSync, spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';

const running = new Set();

/** Starts `node ARGS`; `lines` yields what it prints. With `logTo`, standard output goes to that file instead. */
export function start(args, { env = {}, logTo, cwd } = {}) {
  const output = logTo === undefined ? 'pipe' : openSync(logTo, 'a');
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', output, 'inherit'],
  });
  running.add(child);
  const exited = new Promise((resolve) => {
    child.on('exit', (code, signal) => {
      running.delete(child);
      resolve({ code, signal });
    });
  });
  return { child, exited, lines: child.stdout ? linesOf(child.stdout) : null };
}

async function* linesOf(stream) {
  let text = '';
  stream.setEncoding('utf8');
  for await (const chunk of stream) {
    text += chunk;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      yield text.slice(0, end);
      text = text.slice(end + 1);
    }
  }
}

/** The next line, or an error where the process ended first. */
export async function nextLine(started) {
  const { value, done } = await started.lines.next();
  if (done) throw new Error(`a process of the benchmark ended early: ${JSON.stringify(await started.exited)}`);
  return value;
}

/** Asks it to stop, and waits until it has. */
export async function stop(started) {
  started.child.kill('SIGTERM');
  return started.exited;
}

export async function stopAll() {
  for (const child of running) child.kill('SIGKILL');
}

/** CPU seconds used since it started, and memory held now, in bytes. */
export function usage(pid) {
  if (process.platform !== 'linux') return usageByPs(pid);
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  // utime and stime, in clock ticks of a hundredth of a second: proc(5).
  const cpuSeconds = (Number(fields[11]) + Number(fields[12])) / 100;
  const rss = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  return { cpuSeconds, rss };
}

function usageByPs(pid) {
  const [rss, time] = execFileSync('ps', ['-o', 'rss=,time=', '-p', String(pid)], { encoding: 'utf8' })
    .trim()
    .split(/\s+/);
  const cpuSeconds = time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return { cpuSeconds, rss: Number(rss) * 1024 };
}

/** A port that was free a moment ago. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
