// Servers that sign nobody in: their first boot need not spend a quarter of a second on the hash of a password.
import type { PasswordCost } from '../../src/auth/password';

/** The least that scrypt takes. */
export const CHEAP_PASSWORD: PasswordCost = { N: 2, r: 1, p: 1, maxmem: 1024 * 1024 };
