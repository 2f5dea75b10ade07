// `vouch terminals`: makes, pairs, unlocks, lists and revokes tills, while a server runs.
import { Option, type Command } from 'commander';
import { DEFAULT_ACCOUNT } from '../../auth/bootstrap';
import { newPairingCode } from '../../auth/pairing-code';
import type { KeyMode } from '../../auth/keys';
import { keysOf } from '../../config';
import type { Account } from '../../core/accounts/account';
import { statusOf, type Terminal } from '../../core/terminals/terminal';
import { createTerminal, pairAnew, revokeTerminal, unlockTerminal } from '../../core/terminals/terminals';
import { Refusal } from '../../core/values/refusal';
import { accountNamed, accountsMeant } from '../account-named';
import { accountName, terminalId, terminalName, url } from '../arguments';
import { CommandFailure, reporting } from '../failure';
import { whoRuns } from '../who-runs';
import { pairingLines } from '../pairing';
import { printTable } from '../table';
import { withStore, type Opened } from '../with-store';

/** Rows read at once. */
const PAGE = 100;

const URL_OPTION = [
  '--url <address>',
  'where the server is reached, as it printed; made of VOUCH_PUBLIC_URL, or of HOST and PORT, where absent',
  url,
] as const;

/** `terminals create`, `pair`, `unlock`, `list` and `revoke`. */
export function registerTerminals(program: Command): void {
  const terminals = program
    .command('terminals')
    .description('Make, pair, unlock, list and revoke tills, which are paired by a code (works while a server runs)');
  terminals
    .command('create')
    .description('Make a till and print its pairing code alone as the last line: it stands for ten minutes')
    .requiredOption('--terminal-id <name>', 'your own name of the till: letters and digits', terminalId)
    .option('--name <words>', 'what people call it; its terminal id where absent', terminalName)
    .option('--account <name>', 'the account', accountName, DEFAULT_ACCOUNT)
    .addOption(new Option('--mode <mode>', 'what the till reaches').choices(['test', 'live']).default('test'))
    .option(...URL_OPTION)
    .action(reporting(create));
  withOwner(terminals.command('pair'))
    .description(
      'Give a till a new pairing code, alone as the last line: what it was paired with is refused from this moment',
    )
    .option(...URL_OPTION)
    .action(reporting(pair));
  withOwner(terminals.command('unlock'))
    .description('Forget the PINs that were refused at a till: it may try again at once')
    .action(reporting(unlock));
  terminals
    .command('list')
    .description('List tills, newest first, revoked ones too')
    .option('--account <name>', 'only the tills of this account', accountName)
    .action(reporting(list));
  terminals
    .command('revoke')
    .description('Revoke a till for good: servers refuse it from this moment')
    .argument('<id>', 'id of the till, trm_…, as `terminals list` shows it')
    .action(reporting(revoke));
}

/** A till by its id, or by its own name with whose it is. */
interface Owner {
  readonly account: string;
  readonly mode: KeyMode;
}

function withOwner(command: Command): Command {
  return command
    .argument('<till>', 'its id, trm_…, or its own name such as TILL3')
    .option('--account <name>', 'whose till it is, where its own name is given', accountName, DEFAULT_ACCOUNT)
    .addOption(new Option('--mode <mode>', 'of that name').choices(['test', 'live']).default('test'));
}

interface CreateOptions extends Owner {
  readonly terminalId: string;
  readonly name?: string;
  readonly url?: string;
}

async function create(options: CreateOptions): Promise<void> {
  const config = keysOf(process.env);
  const { openSealer } = await import('../../sealing/open-sealer');
  await withStore(async (opened) => {
    const account = await accountNamed(opened, options.account);
    const parts = { ...opened, sealer: await openSealer(opened.store.accounts, config) };
    const code = newPairingCode();
    const asked = { terminalId: options.terminalId, name: options.name ?? options.terminalId, code };
    const owner = { accountId: account.id, livemode: options.mode === 'live' };
    const terminal = await failing(createTerminal(parts, asked, owner, whoRuns()));
    process.stderr.write(`${terminal.id}: the ${options.mode} till ${terminal.terminalId} of "${account.name}"\n`);
    tellCode(code, options.url);
  });
}

async function pair(till: string, owner: Owner & { readonly url?: string }): Promise<void> {
  const config = keysOf(process.env);
  const { openSealer } = await import('../../sealing/open-sealer');
  await withStore(async (opened) => {
    const terminal = await tillNamed(opened, till, owner);
    const parts = { ...opened, sealer: await openSealer(opened.store.accounts, config) };
    const code = newPairingCode();
    await failing(pairAnew(parts, terminal.id, code, terminal, whoRuns()));
    process.stderr.write(`${terminal.id}: the till ${terminal.terminalId} waits for its new code\n`);
    tellCode(code, owner.url);
  });
}

function unlock(till: string, owner: Owner): Promise<void> {
  return withStore(async (opened) => {
    const terminal = await tillNamed(opened, till, owner);
    await failing(unlockTerminal(opened, terminal.id, terminal));
    process.stdout.write(`${terminal.id} is unlocked\n`);
  });
}

/** The code alone on standard output, for a script; what people want beside it on the other. */
function tellCode(code: string, address: string | undefined): void {
  for (const line of pairingLines(code, process.env, address)) process.stderr.write(`${line}\n`);
  process.stdout.write(`${code}\n`);
}

/** Of those with this name the one that is not revoked: there is one at most. */
async function tillNamed(opened: Opened, till: string, { account, mode }: Owner): Promise<Terminal> {
  const found = till.startsWith('trm_')
    ? await opened.store.terminals.find(till)
    : (await terminalsOf(opened, await accountNamed(opened, account))).find(
        ({ terminalId, livemode, revokedAt }) =>
          terminalId === till && livemode === (mode === 'live') && revokedAt === null,
      );
  if (found) return found;
  throw new CommandFailure(`there is no till ${till}`);
}

function list(options: { account?: string }): Promise<void> {
  return withStore(async (opened) => {
    const rows: string[][] = [];
    for (const account of await accountsMeant(opened, options.account))
      for (const terminal of await terminalsOf(opened, account))
        rows.push(rowOf(terminal, account, opened.clock.now()));
    printTable(['ID', 'ACCOUNT', 'MODE', 'TERMINAL', 'NAME', 'STATUS', 'KEY', 'MADE', 'BY', 'REVOKED', 'BY'], rows);
  });
}

function revoke(id: string): Promise<void> {
  return withStore(async (opened) => {
    const terminal = await opened.store.terminals.find(id);
    if (!terminal) throw new CommandFailure(`there is no till ${id}`);
    await failing(revokeTerminal(opened, id, terminal, whoRuns()));
    process.stdout.write(`${id} is revoked\n`);
  });
}

async function terminalsOf({ store }: Opened, { id }: Account): Promise<Terminal[]> {
  const all: Terminal[] = [];
  for (const livemode of [false, true]) {
    for (let after: Terminal | undefined; ;) {
      const page = await store.terminals.list({ accountId: id, livemode, limit: PAGE, ...(after ? { after } : {}) });
      all.push(...page);
      after = page.at(-1);
      if (page.length < PAGE) break;
    }
  }
  return all;
}

function rowOf(terminal: Terminal, account: Account, now: number): string[] {
  const { key, revokedAt } = terminal;
  return [
    terminal.id,
    account.name,
    terminal.livemode ? 'live' : 'test',
    terminal.terminalId,
    terminal.name,
    statusOf(terminal, now),
    key ? `${key.hint} (${key.deliver})` : '',
    new Date(terminal.createdAt).toISOString(),
    terminal.createdBy,
    revokedAt === null ? '' : new Date(revokedAt).toISOString(),
    terminal.revokedBy ?? '',
  ];
}

async function failing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Refusal) throw new CommandFailure(error.message);
    throw error;
  }
}
