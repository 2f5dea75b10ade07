// How a command ends badly: one line to standard error, and an exit code. 1: it could not be done. 2: it was asked wrongly.
import { ConfigFaults } from '../config';

/** Something the person at the terminal can understand without a stack. */
export class CommandFailure extends Error {}

/** It could not be done. */
export const EXIT_FAILED = 1;
/** It was asked wrongly. */
export const EXIT_USAGE = 2;

/** Runs a command's work. A failure becomes words and exit code 1. */
export function reporting<A extends unknown[]>(work: (...args: A) => Promise<void>): (...args: A) => Promise<void> {
  return async (...args) => {
    try {
      await work(...args);
    } catch (error) {
      process.stderr.write(`${wordsFor(error)}\n`);
      process.exitCode = EXIT_FAILED;
    }
  };
}

function wordsFor(error: unknown): string {
  if (error instanceof ConfigFaults) {
    const lines = error.faults.map(({ env, problem }) => `  ${env} ${problem}`);
    return ['vouch: the configuration has faults (see .env.example)', ...lines].join('\n');
  }
  if (!(error instanceof Error)) return 'vouch: failed';
  return `vouch: ${error.message}`;
}
