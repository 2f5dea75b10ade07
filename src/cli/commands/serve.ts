// `vouch serve`: the service in the foreground, until a signal.
import type { Command } from 'commander';
import { readConfig } from '../../config';
import { tillAddress } from '../../core/terminals/till-address';
import type { RunningServer } from '../../server/start';
import { reporting } from '../failure';
import { firstBootPlace } from '../first-boot';
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
  const firstBoot = firstBootPlace(config.dataDir);
  const server = await startServer(config, { firstBoot });
  // Before anything is printed: a program that reads that it listens may stop it in the same moment.
  const stopped = closeOnSignal(
    () => server.close(),
    (line) => process.stderr.write(`vouch: ${line}\n`),
  );
  if (server.firstBoot)
    firstBoot.tell(server.firstBoot, server.url, tillAddress(config.publicUrl ?? server.url, config.tillHost));
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
