// Whether somebody who is not the caller may do something: who was told to, or said something before.
import { statusOfUser } from '../../accounts/account';
import { roleHolds, type Permission } from '../../accounts/permissions';
import type { Services } from '../services';

/**
 * True of an account's user whose role holds the permission at this moment; false of who is disabled, elsewhere or nobody. `epoch`: the user's
 * when he said what still counts; false as well where he was reset or let out since, for somebody else may have spoken in his name.
 */
export async function isHolder(
  { store }: Services,
  userId: string,
  permission: Permission,
  accountId: string,
  epoch?: number,
): Promise<boolean> {
  const user = await store.people.findUser(userId);
  if (user?.accountId !== accountId || (epoch !== undefined && user.epoch !== epoch)) return false;
  return statusOfUser(user) !== 'disabled' && roleHolds(user.role, permission);
}
