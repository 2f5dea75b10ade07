#!/usr/bin/env node
// The `vouch` command line: puts the commands together and turns their ends into exit codes (0 done, 1 failed, 2 usage).
import { Command, CommanderError } from 'commander';
import { version } from '../package.json';
import { registerAccounts } from './cli/commands/accounts';
import { registerDoctor } from './cli/workbench/doctor';
import { registerListen } from './cli/workbench/listen';
import { registerTrigger } from './cli/workbench/trigger';
import { registerDemo } from './cli/commands/demo';
import { loadEnvFile } from './cli/env-file';
import { CommandFailure, EXIT_FAILED, EXIT_USAGE } from './cli/failure';
import { registerEndpoints } from './cli/commands/endpoints';
import { registerHealth } from './cli/commands/health';
import { registerKeys } from './cli/commands/keys';
import { registerMigrate } from './cli/commands/migrate';
import { registerPoints } from './cli/commands/points';
import { registerReconcile } from './cli/commands/reconcile';
import { registerRestored } from './cli/commands/restored';
import { registerReseal } from './cli/commands/reseal';
import { registerServe } from './cli/commands/serve';
import { endWithNpm } from './cli/signals';
import { registerSimulators } from './cli/commands/simulators';
import { registerTerminals } from './cli/commands/terminals';
import { registerUsers } from './cli/commands/users';

/** The program with all its commands, before it reads any argument. For tests as well. */
export function buildProgram(): Command {
  const program = new Command('vouch')
    .description('Redeems prepaid vouchers exactly once, and never guesses when a provider goes quiet.')
    .version(version)
    .showHelpAfterError('Say --help after a command to see what it takes.')
    .exitOverride()
    .hook('preAction', loadEnvFile);
  registerServe(program);
  registerAccounts(program);
  registerKeys(program);
  registerTerminals(program);
  registerUsers(program);
  registerEndpoints(program);
  registerSimulators(program);
  registerMigrate(program);
  registerReconcile(program);
  registerRestored(program);
  registerReseal(program);
  registerPoints(program);
  registerDemo(program);
  registerListen(program);
  registerTrigger(program);
  registerDoctor(program);
  registerHealth(program);
  for (const command of everyCommand(program)) command.exitOverride().copyInheritedSettings(program);
  return program;
}

function everyCommand(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...everyCommand(child)]);
}

/** Without a command it serves: that is what `nest start` and a container that names only the program ask for. */
async function run([node = '', program = '', ...words]: readonly string[]): Promise<void> {
  try {
    await buildProgram().parseAsync([node, program, ...(words.length > 0 ? words : ['serve'])]);
  } catch (error) {
    if (error instanceof CommandFailure) {
      process.stderr.write(`vouch: ${error.message}\n`);
      process.exitCode = EXIT_FAILED;
      return;
    }
    if (!(error instanceof CommanderError)) throw error;
    // Help and version end with 0 as well.
    process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
  }
}

if (require.main === module) {
  // Whoever reads along may stop (`vouch restored | head`): what the command does is not theirs to end in the middle.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  endWithNpm();
  void run(process.argv);
}
