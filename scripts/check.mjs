// `npm run check`: types, lint and the fast tests, side by side. What each of them says is printed once it is done, so that it can
// be read; the exit code is 1 where any of them failed. `npm test` runs everything.
import { spawn } from 'node:child_process';

const started = performance.now();
const seconds = () => `${((performance.now() - started) / 1000).toFixed(0)} s`;

function run(script) {
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', script], { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
    child.on('close', (code) => {
      process.stdout.write(`\n== ${script}: ${code === 0 ? 'passed' : 'FAILED'} after ${seconds()}\n${said}`);
      resolve(code === 0);
    });
  });
}

const passed = await Promise.all(['types', 'lint', 'test:fast'].map(run));
process.exitCode = passed.every(Boolean) ? 0 : 1;
