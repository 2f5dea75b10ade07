// `vouch health`: whether the server of this machine and these settings takes requests. For images that have no shell and no curl.
import type { Command } from 'commander';
import { localAddress } from '../../config';
import { whyFetchFailed } from '../../system/fetch-failure';
import { CommandFailure, reporting } from '../failure';

const PATIENCE_MS = 4_000;

/** Exits 1 where the server is not ready, or does not answer. */
export function registerHealth(program: Command): void {
  program
    .command('health')
    .description('Ask the server on PORT of this machine whether it is ready; exit 1 says no')
    .action(reporting(health));
}

async function health(): Promise<void> {
  const { HOST: host = '127.0.0.1', PORT: port = '3000' } = process.env;
  const address = `${localAddress(host, port)}/health/ready`;
  const reply = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch((error: unknown) => {
    throw new CommandFailure(`nothing answers at ${address} (${whyFetchFailed(error)})`);
  });
  await reply.body?.cancel();
  if (!reply.ok) throw new CommandFailure(`${address} answered ${String(reply.status)}`);
}
