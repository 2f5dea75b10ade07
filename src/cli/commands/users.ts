// `vouch users`: people who will sign in to the support console. Nothing asks for them yet.
import type { Command } from 'commander';
import { DEFAULT_ACCOUNT, makeUser } from '../../auth/bootstrap';
import { newPassword } from '../../auth/password';
import { accountFor } from '../account-named';
import { accountName, email } from '../arguments';
import { CommandFailure, reporting } from '../failure';
import { tellMade, withStore } from '../with-store';

/** `users create`. */
export function registerUsers(program: Command): void {
  program
    .command('users')
    .description('People who will sign in to the support console, which this version does not have yet')
    .command('create')
    .description('Make a user and print the password alone as the last line: it cannot be shown again')
    .requiredOption('--email <address>', 'what the user signs in with', email)
    .option('--account <name>', `the account (${DEFAULT_ACCOUNT} where absent)`, accountName)
    .option('--create', 'make the account if it is new', false)
    .action(reporting(create));
}

function create(options: { email: string; account?: string; create: boolean }): Promise<void> {
  return withStore(
    async (opened) => {
      const account = await accountFor(opened, options);
      const password = newPassword();
      const user = await makeUser(account, options.email, password, opened.ids, opened.clock);
      if (!(await opened.store.accounts.insertUser(user))) throw new CommandFailure(`${user.email} is a user already`);
      process.stderr.write(`${user.id}: ${user.email}, of the account "${account.name}"\n`);
      process.stdout.write(`${password}\n`);
    },
    { makes: tellMade },
  );
}
