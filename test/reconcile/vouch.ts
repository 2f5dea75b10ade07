// Runs the built `vouch` as a process of its own: its exit code and its words are what operators and cron see.
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

export function vouch(
  args: readonly string[],
  databaseUrl: string | undefined,
  nodeOptions: readonly string[] = [],
): Promise<Ended> {
  const child = spawn(process.execPath, [...nodeOptions, join(ROOT, 'dist/src/main.js'), ...args], {
    // Not here, where a developer's own .env may lie.
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }) },
  });
  let out = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code) => resolve({ code, out, errors }));
  });
}
