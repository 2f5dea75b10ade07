// The first boot: one account, its two test keys and one console user, so that there is something to begin with.
import type { Store } from '../core/store';
import type { User } from '../core/accounts/account';
import type { ApiKey } from '../core/accounts/account';
import type { Account } from '../core/accounts/account';
import type { Ids } from '../core/values/ports';
import type { Clock } from '../core/values/ports';
import type { DemoTill } from './demo-till';
import { newKey, type KeyMode, type KeyType } from './keys';
import { hashPassword, newPassword, type PasswordCost } from './password';

/** Everything here is shown once and cannot be read back. */
export interface FirstBoot {
  readonly account: Account;
  readonly secretKey: string;
  readonly publishableKey: string;
  readonly user: { readonly email: string; readonly password: string };
  /** To try the till with; null where nobody is there to read of it. */
  readonly demo: DemoTill | null;
}

/** The account of the first boot, and of commands that name none. */
export const DEFAULT_ACCOUNT = 'default';
/** Who made the first keys. */
export const FIRST_BOOT = 'first boot';
const FIRST_USER = 'admin@localhost';

/** Where the secrets of a first boot are kept. */
export interface FirstBootKeeper {
  /** Called before anything is written to the store. What it throws ends the start. Returns what takes them back. */
  keep(made: FirstBoot): () => void;
}

/** What the program adds, and tests leave out. */
export interface FirstBootOptions {
  /** Nobody but the caller where absent. */
  readonly keeper?: FirstBootKeeper | undefined;
  /** Asked for a till to try only where the store was empty. */
  readonly makeDemo?: ((account: Account) => Promise<DemoTill | null>) | undefined;
  readonly passwordCost?: PasswordCost | undefined;
}

/**
 * Fills an empty store, once the keeper has the secrets safe. Null where it was not empty, or where another instance was quicker:
 * that one has shown the keys to its operator.
 */
export async function bootstrap(
  store: Store,
  ids: Ids,
  clock: Clock,
  { keeper, makeDemo, passwordCost }: FirstBootOptions = {},
): Promise<FirstBoot | null> {
  const already = await store.accounts.listAccounts();
  if (already.length > 0) return null;
  const account: Account = { id: ids.next('acc'), name: DEFAULT_ACCOUNT, createdAt: clock.now() };
  const secret = makeKey(account, 'test', 'secret', ids, clock, FIRST_BOOT);
  const publishable = makeKey(account, 'test', 'publishable', ids, clock, FIRST_BOOT);
  const password = newPassword();
  const user = await makeFirstUser(account, FIRST_USER, password, ids, clock, passwordCost);
  const made: FirstBoot = {
    account,
    secretKey: secret.text,
    publishableKey: publishable.text,
    user: { email: user.email, password },
    demo: (await makeDemo?.(account)) ?? null,
  };
  const takeBack = keeper?.keep(made);
  // A write that throws may have been made: then the secrets stay where they are.
  if (!(await store.accounts.bootstrap(account, [secret.key, publishable.key], user))) {
    takeBack?.();
    return null;
  }
  if (made.demo) await store.terminals.insert(made.demo.terminal);
  return made;
}

/** A new key for an account: the record to store, and the text to show once. `by`: who makes it; `name`: what it is to be called. */
export function makeKey(
  account: Account,
  mode: KeyMode,
  type: KeyType,
  ids: Ids,
  clock: Clock,
  by?: string,
  name?: string,
): { readonly key: ApiKey; readonly text: string } {
  const { text, digest, hint } = newKey(mode, type);
  const key: ApiKey = {
    id: ids.next('key'),
    accountId: account.id,
    livemode: mode === 'live',
    type,
    digest,
    hint,
    createdAt: clock.now(),
    revokedAt: null,
    ...(by === undefined ? {} : { createdBy: by }),
    ...(name === undefined ? {} : { name }),
  };
  return { key, text };
}

/** The first user of an account, an admin: the record to store. The password is one that is printed. */
async function makeFirstUser(
  account: Account,
  email: string,
  password: string,
  ids: Ids,
  clock: Clock,
  cost?: PasswordCost,
): Promise<User> {
  return {
    id: ids.next('usr'),
    accountId: account.id,
    rev: 1,
    email,
    passwordHash: await hashPassword(password, cost),
    passwordPrinted: true,
    role: 'admin',
    disabledAt: null,
    epoch: 0,
    secondFactor: null,
    pendingSeed: null,
    createdAt: clock.now(),
    createdBy: FIRST_BOOT,
    lastSignedInAt: null,
  };
}
