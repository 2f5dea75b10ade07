// `vouch users`: people who sign in to the support console. Whoever has a shell on the server is bound by no role: this is the way back in.
import { Argument, Option, type Command } from 'commander';
import { DEFAULT_ACCOUNT } from '../../auth/bootstrap';
import { OwnCredentials } from '../../auth/credentials';
import { statusOfUser, type Account, type User } from '../../core/accounts/account';
import { ROLES, type Role } from '../../core/accounts/roles';
import { everyUserOf } from '../../core/people/everybody';
import type { PeopleParts } from '../../core/people/parts';
import { normalEmail } from '../../core/people/email';
import { changeUser, createUser, resetUser, type UserChanges } from '../../core/people/users';
import { Refusal } from '../../core/values/refusal';
import { accountFor, accountsMeant } from '../account-named';
import { accountName, email } from '../arguments';
import { CommandFailure, reporting } from '../failure';
import { managerFor } from '../who-runs';
import { printable, printTable } from '../table';
import { tellMade, withStore, type Opened } from '../with-store';

/** `users create`, `list`, `role`, `disable`, `enable` and `reset`. */
export function registerUsers(program: Command): void {
  const users = program
    .command('users')
    .description('Make, list and change people who sign in to the support console (works while a server runs)');
  users
    .command('create')
    .description('Make a user and print a password alone as the last line: it opens the choice of an own one, once')
    .requiredOption('--email <address>', 'what the user signs in with', email)
    .addOption(new Option('--role <role>', 'what the user may do').choices([...ROLES]).default('admin'))
    .option('--account <name>', `the account (${DEFAULT_ACCOUNT} where absent)`, accountName)
    .option('--create', 'make the account if it is new', false)
    .action(reporting(create));
  users
    .command('list')
    .description('List users, newest first, disabled ones too')
    .option('--account <name>', 'only the users of this account', accountName)
    .action(reporting(list));
  ofUser(users.command('role'))
    .description('Give a user another role, from the next request on')
    .addArgument(new Argument('<role>', 'what the user may do').choices([...ROLES]))
    .action(reporting(role));
  ofUser(users.command('disable'))
    .description('Let a user in no more, and end all sessions')
    .action(reporting((user: string) => change(user, { disabled: true })));
  ofUser(users.command('enable'))
    .description('Let a user in again')
    .action(reporting((user: string) => change(user, { disabled: false })));
  ofUser(users.command('reset'))
    .description('Give a user a new printed password, alone as the last line; the second factor and all sessions end')
    .action(reporting(reset));
}

function ofUser(command: Command): Command {
  return command.argument('<user>', 'the e-mail address, or the id, usr_…');
}

interface CreateOptions {
  readonly email: string;
  readonly role: Role;
  readonly account?: string;
  readonly create: boolean;
}

function create(options: CreateOptions): Promise<void> {
  return withPeople(
    async (parts, opened) => {
      const account = await accountFor(opened, options);
      const asked = { email: options.email, role: options.role };
      const { user, password } = await failing(createUser(parts, asked, managerFor(account.id)));
      process.stderr.write(`${user.id}: ${user.email}, ${user.role} of the account "${account.name}"\n`);
      process.stdout.write(`${password}\n`);
    },
    { makes: tellMade },
  );
}

function list(options: { readonly account?: string }): Promise<void> {
  return withStore(async (opened) => {
    const rows: string[][] = [];
    for (const account of await accountsMeant(opened, options.account))
      for (const user of await everyUserOf(opened, account.id)) rows.push(rowOf(user, account));
    printTable(['ID', 'ACCOUNT', 'E-MAIL', 'ROLE', 'STATUS', 'SECOND FACTOR', 'SIGNED IN', 'MADE', 'BY'], rows);
  });
}

function role(user: string, given: Role): Promise<void> {
  return change(user, { role: given });
}

function change(named: string, changes: UserChanges): Promise<void> {
  return withPeople(async (parts, opened) => {
    const standing = await userNamed(opened, named);
    const user = await failing(changeUser(parts, standing.id, changes, managerFor(standing.accountId)));
    process.stdout.write(`${printable(user.email)} is ${user.role}, ${statusOfUser(user)}\n`);
  });
}

function reset(named: string): Promise<void> {
  return withPeople(async (parts, opened) => {
    const standing = await userNamed(opened, named);
    const { user, password } = await failing(resetUser(parts, standing.id, managerFor(standing.accountId)));
    process.stderr.write(
      `${user.id}: ${printable(user.email)} chooses an own password with this one, and signs in anew\n`,
    );
    process.stdout.write(`${password}\n`);
  });
}

/** The store with what makes passwords. */
function withPeople(
  work: (parts: Opened & Pick<PeopleParts, 'credentials'>, opened: Opened) => Promise<void>,
  options: Parameters<typeof withStore>[1] = {},
): Promise<void> {
  return withStore((opened) => work({ ...opened, credentials: new OwnCredentials() }, opened), options);
}

async function userNamed({ store }: Opened, named: string): Promise<User> {
  const isId = named.startsWith('usr_');
  const user = isId ? await store.people.findUser(named) : await store.accounts.findUserByEmail(normalEmail(named));
  if (!user) throw new CommandFailure(`there is no user ${named}: vouch users list shows those that there are`);
  return user;
}

function rowOf(user: User, account: Account): string[] {
  const { lastSignedInAt: signedIn } = user;
  return [
    user.id,
    account.name,
    user.email,
    user.role,
    statusOfUser(user),
    user.secondFactor === null ? 'no' : 'yes',
    signedIn === null ? '' : new Date(signedIn).toISOString(),
    new Date(user.createdAt).toISOString(),
    user.createdBy,
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
