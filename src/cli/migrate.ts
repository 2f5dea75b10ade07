// `vouch migrate`: brings the store's schema up to date without serving, for deployments that do it as a step of its own.
import type { Command } from 'commander';
import { reporting } from './failure';
import { withStore } from './with-store';

export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description('Bring the schema of the store up to date (serve does it too) and say which store it is')
    .action(
      reporting(() =>
        withStore(async ({ store }) => {
          await store.ping();
          process.stdout.write(`${store.engine}: the schema is up to date\n`);
        }),
      ),
    );
}
