// `vouch serve`: the service in the foreground, until a signal.
import type { Command } from 'commander';
import { FIXED_PIN } from '../../../adapters/kit/simulator/books';
import type { FirstBoot } from '../../auth/bootstrap';
import { readConfig } from '../../config';
import type { RunningServer } from '../../server/start';
import { reporting } from '../failure';
import { closeOnSignal } from '../signals';

/** Also what `vouch` does without a command (src/main.ts). */
export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('Run the service in the foreground, configured by environment variables (see .env.example)')
    .action(reporting(serve));
}

async function serve(): Promise<void> {
  const config = readConfig(process.env);
  // Only now: the whole service takes its time to load, and no other command needs it.
  const { startServer } = await import('../../server/start');
  const server = await startServer(config);
  // Before anything is printed: a program that reads that it listens may stop it in the same moment.
  const stopped = closeOnSignal(
    () => server.close(),
    (line) => process.stderr.write(`vouch: ${line}\n`),
  );
  if (server.firstBoot) print(welcome(server.firstBoot, server.url));
  print(addressLines(server, config.publicUrl));
  await stopped;
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

function addressLines({ url, simulators }: RunningServer, publicUrl: string | null): string[] {
  const named = Object.entries(simulators).map(([name, address]) => `${name} ${address}`);
  const reached = publicUrl === null ? [] : [`Clients reach it at ${publicUrl}`];
  return [`Vouch listens on ${url}`, ...reached, `Simulators: ${named.join(', ')}`];
}

/** Everything that is shown this one time, with a command to try it. */
function welcome({ account, secretKey, publishableKey, user }: FirstBoot, url: string): string[] {
  return [
    '',
    `First boot: made the account "${account.name}". These are shown once, so keep them:`,
    '',
    `  secret test key       ${secretKey}`,
    `  publishable test key  ${publishableKey}`,
    `  console user          ${user.email}`,
    `  console password      ${user.password}`,
    '',
    'The console user is for the support console, which this version does not have yet: nothing asks for it today.',
    '',
    'Try it. This test voucher is worth R19.00:',
    '',
    `  curl ${url}/v1/redemptions \\`,
    `    -H 'Authorization: Bearer ${secretKey}' \\`,
    `    -H 'Content-Type: application/json' \\`,
    `    -H 'Idempotency-Key: first-try' \\`,
    `    -d '{"type":"vouchers.one_voucher","source":{"pin":"${FIXED_PIN}"},"amount":1500,"currency":"ZAR"}'`,
    '',
  ];
}
