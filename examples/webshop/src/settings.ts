// What the shop is told by its environment. The keys stay in this process: no page and no log sees the secret one.
import { randomBytes } from 'node:crypto';

export interface Settings {
  readonly port: number;
  /** Where Vouch reaches this shop: for its webhooks. */
  readonly ownUrl: string;
  readonly vouchUrl: string;
  readonly secretKey: string;
  readonly publishableKey: string;
  /** What staff say to give money back. */
  readonly staffKey: string;
  readonly bookFile: string;
}

/** Throws where something is missing, or where one key is for test vouchers and the other for real ones. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const port = Number(env['PORT'] ?? 8080);
  const secretKey = needed(env, 'VOUCH_KEY', 'sk_');
  const publishableKey = needed(env, 'VOUCH_PUBLISHABLE_KEY', 'pk_');
  if (isLive(secretKey) !== isLive(publishableKey.replace(/^pk/, 'sk')))
    throw new Error('One of the two keys is a test key, and the other is not');
  return {
    port,
    ownUrl: env['SHOP_URL'] ?? `http://127.0.0.1:${String(port)}`,
    vouchUrl: env['VOUCH_URL'] ?? 'http://127.0.0.1:3000',
    secretKey,
    publishableKey,
    // Without a key of its own nobody can give money back.
    staffKey: env['SHOP_STAFF_KEY'] ?? randomBytes(32).toString('hex'),
    bookFile: bookFileOf(env),
  };
}

/** What the command for the books is told. */
export function readBooksSettings(env: NodeJS.ProcessEnv): Pick<Settings, 'vouchUrl' | 'secretKey' | 'bookFile'> {
  return {
    vouchUrl: env['VOUCH_URL'] ?? 'http://127.0.0.1:3000',
    secretKey: needed(env, 'VOUCH_KEY', 'sk_'),
    bookFile: bookFileOf(env),
  };
}

/** Whether redemptions of this key are of real money. */
export const isLive = (secretKey: string): boolean => !secretKey.startsWith('sk_test_');

const bookFileOf = (env: NodeJS.ProcessEnv): string => env['SHOP_BOOK'] ?? 'data/orders.jsonl';

function needed(env: NodeJS.ProcessEnv, name: string, begin: string): string {
  const value = env[name] ?? '';
  if (!value.startsWith(begin)) throw new Error(`${name} must be a key that begins with ${begin}`);
  return value;
}
