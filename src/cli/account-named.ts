// The account that a command is about. A name that nobody has is a slip more often than a wish: a key of an account that was made by
// a slip works, and its sales are nowhere that anybody looks.
import { createInterface } from 'node:readline/promises';
import { DEFAULT_ACCOUNT } from '../auth/bootstrap';
import type { Account } from '../core/accounts/account';
import { CommandFailure } from './failure';
import type { Opened } from './with-store';

/** What of a process matters for asking a person. */
interface Desk {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/** More names than these are no help to whoever mistyped one. */
const MOST_NAMED = 10;

/** The account of this name. Throws `CommandFailure` where there is none, with the names that there are. */
export async function accountNamed(opened: Opened, name: string): Promise<Account> {
  const account = await opened.store.accounts.findAccountByName(name);
  if (account) return account;
  throw new CommandFailure(`${await noAccount(opened, name)}: vouch accounts create makes one`);
}

/** Those that a list is of: the one of this name, or all where none is given. Throws `CommandFailure` as `accountNamed` does. */
export async function accountsMeant(opened: Opened, name: string | undefined): Promise<Account[]> {
  return name === undefined ? opened.store.accounts.listAccounts() : [await accountNamed(opened, name)];
}

/**
 * The account of this name, made where `create` says so, where a person at a terminal agrees, or where no name was given and there is
 * no account at all yet. Throws `CommandFailure` otherwise.
 */
export async function accountFor(
  opened: Opened,
  { account: name, create = false }: { readonly account?: string; readonly create?: boolean },
  desk: Desk = { input: process.stdin, output: process.stderr },
): Promise<Account> {
  const { accounts } = opened.store;
  const wanted = name ?? DEFAULT_ACCOUNT;
  const account = await accounts.findAccountByName(wanted);
  if (account) return account;
  const isFirst = name === undefined && (await accounts.listAccounts()).length === 0;
  if (create || isFirst || (await agrees(desk, wanted))) return makeAccount(opened, wanted);
  throw new CommandFailure(`${await noAccount(opened, wanted)}: --create makes it`);
}

/** Makes it, or finds the one that another process made meanwhile. */
export function makeAccount({ store, ids, clock }: Opened, name: string): Promise<Account> {
  return store.accounts.ensureAccount({ id: ids.next('acc'), name, createdAt: clock.now() });
}

async function noAccount({ store }: Opened, name: string): Promise<string> {
  const names = (await store.accounts.listAccounts()).map((account) => `"${account.name}"`);
  const named = names.slice(0, MOST_NAMED).join(', ') + (names.length > MOST_NAMED ? ' …' : '');
  return `there is no account "${name}"${names.length === 0 ? '' : ` (there is ${named})`}`;
}

async function agrees({ input, output }: Desk, name: string): Promise<boolean> {
  if (input.isTTY !== true || output.isTTY !== true) return false;
  const asked = createInterface({ input, output });
  try {
    return /^y(?:es)?$/i.test((await asked.question(`There is no account "${name}". Make it? [y/N] `)).trim());
  } finally {
    asked.close();
  }
}
