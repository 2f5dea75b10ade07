// `vouch migrate`: brings the store's schema up to date without serving, for deployments that do it as a step of its own.
import type { Command } from 'commander';
import { databaseUrlOf } from '../../config';
import { reporting } from '../failure';
import { withStore } from '../with-store';

/** Makes the store where there is none. Changes no data but the schema. */
export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description('Bring the schema of the store up to date (serve does it too) and say which store and version it is')
    .action(reporting(migrate));
}

async function migrate(): Promise<void> {
  const { schemaVersion } = await import('../../store/open');
  const databaseUrl = databaseUrlOf(process.env);
  const before = schemaVersion(databaseUrl);
  await withStore(
    async ({ store }) => {
      await store.ping();
      const versions = words(before, schemaVersion(databaseUrl));
      process.stdout.write(`${store.engine}: the schema is up to date (${versions})\n`);
    },
    // The table of versions says it.
    { makes: () => undefined },
  );
}

function words(before: number | null, after: number | null): string {
  if (before === null) return 'it has no version: collections, indexes and the validator are compared at every start';
  return `version before: ${before === 0 ? 'none' : String(before)}, now: ${String(after)}`;
}
