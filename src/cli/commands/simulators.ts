// `vouch simulators`: the three simulators and their control server, in a process of their own.
import type { Command } from 'commander';
import { PROVIDERS } from '../../../adapters';
import { createBooks } from '../../../adapters/kit/simulator/books';
import { startSimulators } from '../../../adapters/kit/simulator/host';
import { inWords } from '../../system/port-check';
import { port } from '../arguments';
import { reporting } from '../failure';
import { closeOnSignal } from '../signals';

/** The control server takes the port itself, each simulator one after it. */
const MOST = 65_535 - PROVIDERS.length;

/** Ends with a signal, as `vouch serve` does. */
export function registerSimulators(program: Command): void {
  program
    .command('simulators')
    .description('Run the provider simulators in a process of their own, so that their books outlive a server')
    .option('--port <port>', 'control port; each simulator takes one after it. 0 picks free ones', port(MOST), 0)
    .option('--file <file>', 'keep the books in this file; in memory where absent')
    .addHelpText('after', '\nPoint a server at them: VOUCH_SIMULATORS_URL=http://127.0.0.1:PORT vouch serve')
    .action(reporting(run));
}

async function run(options: { port: number; file?: string }): Promise<void> {
  const books = createBooks(options.file === undefined ? {} : { file: options.file });
  try {
    const starting = startSimulators({ providers: PROVIDERS, books, port: options.port, control: true });
    const simulators = await starting.catch((error: unknown) => {
      throw whichPort(error);
    });
    // Before anything is printed, as in `vouch serve`.
    const stopped = closeOnSignal(
      () => simulators.close(),
      (line) => process.stderr.write(`vouch: ${line}\n`),
    );
    for (const [name, address] of Object.entries(simulators.addresses)) process.stdout.write(`${name} ${address}\n`);
    await stopped;
  } finally {
    books.close();
  }
}

/** It may be any of the four: the error knows which. */
function whichPort(error: unknown): unknown {
  const { port, address } = error as { readonly port?: number; readonly address?: string };
  return port === undefined || address === undefined
    ? error
    : inWords(error, { port, host: address, chosenBy: '--port ' });
}
