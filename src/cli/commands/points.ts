// `vouch points`: brings opening balances in, verifies the ledger, shows it around.
import { InvalidArgumentError, Option, type Command } from 'commander';
import { DEFAULT_ACCOUNT } from '../../auth/bootstrap';
import type { Account } from '../../core/accounts/account';
import type { Asker } from '../../core/points/use-cases/ledger/ledger';
import { accountNamed } from '../account-named';
import { accountName } from '../arguments';
import { EXIT_FAILED, reporting } from '../failure';
import { count, importFile, type ImportResult } from '../points/import';
import { givePointsTour } from '../points/tour';
import { verifyOwner } from '../points/verify';
import { withStore } from '../with-store';
import { touring } from './demo';

const MODES = ['test', 'live'] as const;
type Mode = (typeof MODES)[number];

/** `points import`, `points verify` and `points demo`. */
export function registerPoints(program: Command): void {
  const points = program.command('points').description('Bring balances of points in, and verify the ledger');
  points
    .command('import')
    .description('credit opening balances from a CSV file: each row once, however often it is run')
    .argument('<file>', 'columns external_id, amount; and description, reference_id, expires_at, matures_at')
    .requiredOption('--program <id>', 'the program that credits', uuid)
    .requiredOption('--asset <id>', 'the asset that is credited', uuid)
    .option('--account <name>', 'whose program it is', accountName, DEFAULT_ACCOUNT)
    .addOption(new Option('--mode <mode>', 'which ledger').choices(MODES).default('test'))
    .option('--description <text>', 'of rows without one', 'Opening balance')
    .option('--batch <name>', 'credit the same rows anew: a name for this file, such as 2026-11', '')
    .option('--skip-faults', 'credit the rows without a fault; without it nothing is written where there is one', false)
    .action(reporting(bringIn));
  points
    .command('verify')
    .description(
      'recompute books, lots, holds, redemptions, stocks and wallets from the journal; exit 1 names what differs',
    )
    .option('--account <name>', 'only the books of this account', accountName)
    .addOption(new Option('--mode <mode>', 'only this ledger').choices(MODES))
    .action(reporting(verify));
  touring(
    points.command('demo').description('show what happens to points: four stories, checked step by step'),
    givePointsTour,
    'Every point is where it should be.',
  );
}

interface ImportFlags {
  readonly program: string;
  readonly asset: string;
  readonly account: string;
  readonly mode: Mode;
  readonly description: string;
  readonly batch: string;
  readonly skipFaults: boolean;
}

function bringIn(file: string, flags: ImportFlags): Promise<void> {
  return withStore(async (opened) => {
    const account = await accountNamed(opened, flags.account);
    const { unkeyedPointsOf } = await import('../../server/points');
    const result = await importFile(unkeyedPointsOf(opened), askerOf(account, flags.mode), {
      file,
      programId: flags.program,
      assetId: flags.asset,
      description: flags.description,
      batch: flags.batch,
      skipFaults: flags.skipFaults,
      tell: (line) => process.stderr.write(`${line}\n`),
    });
    process.stdout.write(`${wordsOf(result)}\n`);
    if (result.faults > 0) process.exitCode = EXIT_FAILED;
  });
}

function wordsOf({ credited, amount, before, made, faults }: ImportResult): string {
  const parts = [
    `${count(credited, 'row')} credited${credited > 0 ? `, ${amount} in all` : ''}`,
    ...(made > 0 ? [`${count(made, 'participant')} made`] : []),
    ...(before > 0 ? [`${count(before, 'row')} had been credited before`] : []),
    ...(faults > 0 ? [`${count(faults, 'line')} left out`] : []),
  ];
  return parts.join('; ');
}

function verify(flags: { readonly account?: string; readonly mode?: Mode }): Promise<void> {
  return withStore(async (opened) => {
    const accounts =
      flags.account === undefined
        ? await opened.store.accounts.listAccounts()
        : [await accountNamed(opened, flags.account)];
    const { unkeyedPointsOf } = await import('../../server/points');
    const parts = unkeyedPointsOf(opened);
    const print = (line: string) => process.stdout.write(`${line}\n`);
    for (const account of accounts) {
      for (const mode of flags.mode === undefined ? MODES : [flags.mode]) {
        const right = await verifyOwner(parts, askerOf(account, mode), `${account.name}, ${mode}`, print);
        if (!right) process.exitCode = EXIT_FAILED;
      }
    }
  });
}

function askerOf({ id }: Account, mode: Mode): Asker {
  return { accountId: id, livemode: mode === 'live', keyId: null };
}

function uuid(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text.toLowerCase();
  throw new InvalidArgumentError('It must be a UUID.');
}
