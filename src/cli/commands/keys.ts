// `vouch keys`: makes, lists and revokes API keys.
import { Option, type Command } from 'commander';
import { DEFAULT_ACCOUNT, makeKey } from '../../auth/bootstrap';
import type { KeyMode, KeyType } from '../../auth/keys';
import { keyWorks, MOST_KEYS, statusOfKey, type Account, type ApiKey } from '../../core/accounts/account';
import { DAY_MS, isoTime } from '../../core/values/time';
import { databaseUrlOf, dataDirOf } from '../../config';
import { accountFor, accountNamed } from '../account-named';
import { accountName, keyName, timeSpan } from '../arguments';
import { CommandFailure, reporting } from '../failure';
import { keyJournalLine, noteKey, type KeyJournalLine } from '../../auth/key-journal';
import { whoRuns } from '../who-runs';
import { missingForLive } from '../live-setup';
import { printTable } from '../table';
import { tellMade, tellUnwritten, withStore, type Opened } from '../with-store';

/** What reads its key at its start gets the new one with its next release. */
const OVERLAP_MS = DAY_MS;

/** `keys create`, `keys list`, `keys rotate` and `keys revoke`. */
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
    .option('--name <words>', 'what to call it: who or what will use it', keyName)
    .action(reporting(create));
  keys
    .command('list')
    .description('List keys, without the keys themselves')
    .option('--account <name>', 'only the keys of this account', accountName)
    .action(reporting(list));
  keys
    .command('rotate')
    .description(
      'Make a key in the place of another and print it alone as the last line; the old one works on for a while',
    )
    .argument('<id>', 'id of the old key, key_…, as `keys list` shows it')
    .option(
      '--overlap <time>',
      'how long the old key works on: 30s, 24h or 7d; to end it at once, revoke it',
      timeSpan,
      OVERLAP_MS,
    )
    .action(reporting(rotate));
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
  readonly name?: string;
}

function create(options: NewKeyOptions): Promise<void> {
  return withStore(
    async (opened) => {
      const account = await accountFor(opened, options);
      const { key, text } = await insertKey(opened, account, options);
      if (options.mode === 'live') tellGaps();
      process.stderr.write(`${key.id}: a ${options.type} ${options.mode} key of the account "${account.name}"\n`);
      process.stdout.write(`${text}\n`);
    },
    { makes: tellMade },
  );
}

/** A new key of the account, written down before it is there. */
async function insertKey(
  opened: Opened,
  account: Account,
  { mode, type, name }: Pick<NewKeyOptions, 'mode' | 'type' | 'name'>,
): Promise<{ readonly key: ApiKey; readonly text: string }> {
  await requireRoom(opened, account);
  const by = whoRuns();
  const made = makeKey(account, mode, type, opened.ids, opened.clock, by, name);
  journal(keyJournalLine('key_created', made.key, account.name, by, made.key.createdAt));
  await opened.store.accounts.insertKey(made.key);
  return made;
}

/** The new key first: between the two steps both work. */
function rotate(id: string, { overlap }: { readonly overlap: number }): Promise<void> {
  return withStore(async (opened) => {
    const { accounts } = opened.store;
    const now = opened.clock.now();
    const old = await keyOf(opened, id);
    const status = statusOfKey(old, now);
    if (status !== 'active') throw new CommandFailure(`${id} ${INACTIVE[status]}`);
    const account = (await accounts.listAccounts()).find((candidate) => candidate.id === old.accountId);
    if (!account) throw new CommandFailure(`there is no account of ${id}`);
    const mode = old.livemode ? 'live' : 'test';
    const { name } = old;
    const { key, text } = await insertKey(opened, account, {
      mode,
      type: old.type,
      ...(name === undefined ? {} : { name }),
    });
    journal(keyJournalLine('key_revoked', old, account.name, whoRuns(), now + overlap));
    await accounts.endKey(id, now + overlap);
    process.stderr.write(`${key.id}: takes the place of ${id}, which works until ${isoTime(now + overlap)}\n`);
    process.stdout.write(`${text}\n`);
  });
}

const INACTIVE = {
  ending: 'has been rotated already: revoke it where it must end sooner',
  ended: 'has ended: make another one with vouch keys create',
  revoked: 'is revoked: make another one with vouch keys create',
} as const;

async function keyOf({ store }: Opened, id: string): Promise<ApiKey> {
  const key = (await store.accounts.listKeys()).find((candidate) => candidate.id === id);
  if (key) return key;
  throw new CommandFailure(`there is no key ${id}`);
}

async function requireRoom({ store, clock }: Opened, { id, name }: Account): Promise<void> {
  const standing = (await store.accounts.listKeys(id)).filter((key) => keyWorks(key, clock.now()));
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
    tellUnwritten(dataDir, error, line);
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
    const { store, clock } = opened;
    const accounts = await store.accounts.listAccounts();
    const only = options.account === undefined ? undefined : await accountNamed(opened, options.account);
    const names = new Map(accounts.map(({ id, name }) => [id, name]));
    const keys = await store.accounts.listKeys(only?.id);
    printTable(
      ['ID', 'ACCOUNT', 'NAME', 'MODE', 'TYPE', 'KEY', 'STATUS', 'LAST USED', 'MADE', 'BY', 'ENDS', 'REVOKED', 'BY'],
      keys.map((key) => [
        key.id,
        names.get(key.accountId) ?? key.accountId,
        key.name ?? '',
        key.livemode ? 'live' : 'test',
        key.type,
        key.hint,
        statusOfKey(key, clock.now()),
        timeOf(key.lastUsedAt),
        timeOf(key.createdAt),
        key.createdBy ?? '',
        timeOf(key.endsAt),
        timeOf(key.revokedAt),
        key.revokedBy ?? '',
      ]),
    );
  });
}

function timeOf(at: number | null | undefined): string {
  return at === null || at === undefined ? '' : isoTime(at);
}

function revoke(id: string): Promise<void> {
  return withStore(async (opened) => {
    const { store, clock } = opened;
    const key = await keyOf(opened, id);
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
