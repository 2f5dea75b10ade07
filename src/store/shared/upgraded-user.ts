// Users as versions before 0.2 wrote them, when nothing asked for them yet.
import type { User } from '../../core/accounts/account';

/** What stood of a user then. */
export type FormerUser = Pick<User, 'id' | 'accountId' | 'email' | 'passwordHash' | 'createdAt'>;

/**
 * Whoever had a user was the operator, who could do everything with keys: an admin. The password was printed, by a first boot or by a
 * command, so it opens nothing but the choice of an own one.
 */
export function upgradedUser(former: FormerUser): User {
  return {
    ...former,
    rev: 1,
    passwordPrinted: true,
    role: 'admin',
    disabledAt: null,
    epoch: 0,
    secondFactor: null,
    pendingSeed: null,
    createdBy: 'an earlier version',
    lastSignedInAt: null,
  };
}
