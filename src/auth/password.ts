// Passwords of console users: made, hashed with scrypt, checked. Parameters travel in the hash, so that they can be raised.
import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** How much work one hash is: scrypt's own parameters. */
export type PasswordCost = Readonly<Required<Pick<ScryptOptions, 'N' | 'r' | 'p' | 'maxmem'>>>;

/**
 * One of the settings that OWASP's Password Storage Cheat Sheet names as equal for scrypt. Its first, with 128 MiB, is
 * too much on a till server; this one takes 32 MiB.
 */
export const PASSWORD_COST: PasswordCost = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const KEY_BYTES = 32;

/** 120 random bits in 20 characters that can be read aloud. */
export function newPassword(): string {
  return randomBytes(15).toString('base64url');
}

/** The hash to store: `scrypt$N$r$p$salt$hash`, salt and hash in base64. `cost`: another one than ours, for tests that sign nobody in. */
export async function hashPassword(password: string, cost: PasswordCost = PASSWORD_COST): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64'), hash.toString('base64')].join('$');
}

/** Takes the same time whether the password is wrong by one character or by all. False for a hash it cannot read. */
export async function isPassword(password: string, stored: string): Promise<boolean> {
  const [kind, n, r, p, salt, hash] = stored.split('$');
  if (kind !== 'scrypt' || !salt || !hash) return false;
  const expected = Buffer.from(hash, 'base64');
  const given = await derive(password, Buffer.from(salt, 'base64'), {
    N: Number(n),
    r: Number(r),
    p: Number(p),
    maxmem: 256 * 1024 * 1024,
  });
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
