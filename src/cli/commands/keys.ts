// `vouch keys`: makes, lists and revokes API keys.
import { Option, type Command } from 'commander';
import { DEFAULT_ACCOUNT, makeKey } from '../../auth/bootstrap';
import type { KeyMode, KeyType } from '../../auth/keys';
import type { Account } from '../../core/accounts/account';
import { databaseUrlOf, dataDirOf } from '../../config';
import { accountFor, accountNamed } from '../account-named';
import { accountName } from '../arguments';
import { CommandFailure, reporting } from '../failure';
import { keyJournalFile, keyJournalLine, noteKey, whoRuns, type KeyJournalLine } from '../key-journal';
import { missingForLive } from '../live-setup';
import { printTable } from '../table';
import { tellMade, withStore, type Opened } from '../with-store';

/** `keys create`, `keys list` and `keys revoke`. */
export function registerKeys(program: Command): void {
  const keys = program.command('keys').description('Make, list and revoke API keys (works while a server runs)');
  keys
    .command('create')
    .description('Make a key and print it alone as the last line: it cannot be shown again')
    .option('--account <name>', `the account (${DEFAULT_ACCOUNT} where absent)`, accountName)
    .option('--create', 'make the account if it is new', false)
    .addOption(new Option('--mode <mode>', 'what the key reaches').choices(['test', 'live']).default('test'))
    .addOption(
      new Option('--type <type>', 'secret for servers, publishable for tills and browsers')
        .choices(['secret', 'publishable'])
        .default('secret'),
    )
    .action(reporting(create));
  keys
    .command('list')
    .description('List keys, without the keys themselves')
    .option('--account <name>', 'only the keys of this account', accountName)
    .action(reporting(list));
  keys
    .command('revoke')
    .description('Revoke a key: servers refuse it within a second')
    .argument('<id>', 'id of the key, key_…, as `keys list` shows it')
    .action(reporting(revoke));
}

interface NewKeyOptions {
  readonly account?: string;
  readonly create: boolean;
  readonly mode: KeyMode;
  readonly type: KeyType;
}

function create(options: NewKeyOptions): Promise<void> {
  return withStore(
    async (opened) => {
      const account = await accountFor(opened, options);
      await requireRoom(opened, account);
      const by = whoRuns();
      const { key, text } = makeKey(account, options.mode, options.type, opened.ids, opened.clock, by);
      journal(keyJournalLine('key_created', key, account.name, by, key.createdAt));
      await opened.store.accounts.insertKey(key);
      if (options.mode === 'live') tellGaps();
      process.stderr.write(`${key.id}: a ${options.type} ${options.mode} key of the account "${account.name}"\n`);
      process.stdout.write(`${text}\n`);
    },
    { makes: tellMade },
  );
}

/** Far more than tills and servers need. A script that makes keys in a circle is stopped before it fills the store. */
export const MOST_KEYS = 1000;

async function requireRoom({ store }: Opened, { id, name }: Account): Promise<void> {
  const standing = (await store.accounts.listKeys(id)).filter((key) => key.revokedAt === null);
  if (standing.length < MOST_KEYS) return;
  throw new CommandFailure(
    `the account "${name}" has ${String(MOST_KEYS)} keys that are not revoked: revoke one first`,
  );
}

/** A key has to be revoked also where nothing can be written here. */
function journal(line: KeyJournalLine): void {
  const dataDir = dataDirOf(databaseUrlOf(process.env));
  try {
    noteKey(dataDir, line);
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    process.stderr.write(
      `note: ${keyJournalFile(dataDir)} cannot be written (${code}); it would say: ${JSON.stringify(line)}\n`,
    );
  }
}

/** Not a refusal: the server's secrets need not be known where keys are made. */
function tellGaps(): void {
  const missing = missingForLive(process.env);
  if (missing.length === 0) return;
  const what = missing.join(', and ');
  process.stderr.write(
    `note: a server with the settings of this shell reaches no provider for a live key: ${what} (see .env.example)\n`,
  );
}

function list(options: { account?: string }): Promise<void> {
  return withStore(async (opened) => {
    const { store } = opened;
    const accounts = await store.accounts.listAccounts();
    const only = options.account === undefined ? undefined : await accountNamed(opened, options.account);
    const names = new Map(accounts.map(({ id, name }) => [id, name]));
    const keys = await store.accounts.listKeys(only?.id);
    printTable(
      ['ID', 'ACCOUNT', 'MODE', 'TYPE', 'KEY', 'MADE', 'BY', 'REVOKED', 'BY'],
      keys.map((key) => [
        key.id,
        names.get(key.accountId) ?? key.accountId,
        key.livemode ? 'live' : 'test',
        key.type,
        key.hint,
        new Date(key.createdAt).toISOString(),
        key.createdBy ?? '',
        key.revokedAt === null ? '' : new Date(key.revokedAt).toISOString(),
        key.revokedBy ?? '',
      ]),
    );
  });
}

function revoke(id: string): Promise<void> {
  return withStore(async ({ store, clock }) => {
    const key = (await store.accounts.listKeys()).find((candidate) => candidate.id === id);
    if (!key) throw new CommandFailure(`there is no key ${id}`);
    const [by, at] = [whoRuns(), clock.now()];
    if (key.revokedAt === null) {
      const accounts = await store.accounts.listAccounts();
      const account = accounts.find((candidate) => candidate.id === key.accountId)?.name ?? null;
      // First, so that what the store forgets in a restore was written down for certain.
      journal(keyJournalLine('key_revoked', key, account, by, at));
    }
    await store.accounts.revokeKey(id, at, by);
    process.stdout.write(`${id} is revoked\n`);
  });
}
