// Whether somebody who is not the caller may do something: who was told to, or said something before.
import { statusOfUser } from '../accounts/account';
import { roleHolds, type Permission } from '../accounts/permissions';
import type { Services } from '../use-cases/services';

/** True of an account's user whose role holds the permission at this moment; false of who is disabled, elsewhere or nobody. */
export async function isHolder(
  { store }: Services,
  userId: string,
  permission: Permission,
  accountId: string,
): Promise<boolean> {
  const user = await store.people.findUser(userId);
  if (user?.accountId !== accountId) return false;
  return statusOfUser(user) !== 'disabled' && roleHolds(user.role, permission);
}
