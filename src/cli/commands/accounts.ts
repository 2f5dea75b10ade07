// `vouch accounts`: the merchants of this installation.
import type { Command } from 'commander';
import { keyWorks } from '../../core/accounts/account';
import { accountName } from '../arguments';
import { makeAccount } from '../account-named';
import { CommandFailure, reporting } from '../failure';
import { printTable } from '../table';
import { tellMade, withStore } from '../with-store';

/** `accounts list` and `accounts create`. */
export function registerAccounts(program: Command): void {
  const accounts = program
    .command('accounts')
    .description('Make and list accounts: what belongs to one, keys of another do not see');
  accounts.command('list').description('List accounts, oldest first').action(reporting(list));
  accounts
    .command('create')
    .description('Make an account and print its id alone as the last line')
    .argument('<name>', 'what it is called; no two have one name', accountName)
    .action(reporting(create));
}

function list(): Promise<void> {
  return withStore(async ({ store, clock }) => {
    const keys = await store.accounts.listKeys();
    const accounts = await store.accounts.listAccounts();
    const standing = (id: string) => keys.filter((key) => key.accountId === id && keyWorks(key, clock.now())).length;
    printTable(
      ['ID', 'NAME', 'MADE', 'KEYS'],
      accounts.map(({ id, name, createdAt }) => [id, name, new Date(createdAt).toISOString(), String(standing(id))]),
    );
  });
}

function create(name: string): Promise<void> {
  return withStore(
    async (opened) => {
      const taken = await opened.store.accounts.findAccountByName(name);
      if (taken) throw new CommandFailure(`there is an account "${name}" already: ${taken.id}`);
      const { id } = await makeAccount(opened, name);
      process.stderr.write(`made the account "${name}"\n`);
      process.stdout.write(`${id}\n`);
    },
    { makes: tellMade },
  );
}
