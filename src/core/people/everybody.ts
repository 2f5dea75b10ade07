// All people of an account at once: listed, and signed out.
import { statusOfUser, type User } from '../accounts/account';
import { rewriteUser, type PeopleParts } from './parts';

/** Rows read at once. */
const PAGE = 100;

/** Newest first, disabled ones too. */
export async function everyUserOf({ store }: Pick<PeopleParts, 'store'>, accountId: string): Promise<User[]> {
  const all: User[] = [];
  for (let after: User | undefined; ;) {
    const page = await store.people.listUsers({ accountId, limit: PAGE, ...(after ? { after } : {}) });
    all.push(...page);
    after = page.at(-1);
    if (page.length < PAGE) return all;
  }
}

/**
 * Ends every session of an account, in one write for each user; says how many people have to sign in again. Of those who are disabled
 * too: enabling them must not bring an old session back. Throws `Refusal` too_many_concurrent_writes.
 */
export async function signEverybodyOut(parts: Pick<PeopleParts, 'store'>, accountId: string): Promise<number> {
  const users = await everyUserOf(parts, accountId);
  for (const { id } of users) await rewriteUser(parts, id, (user) => ({ ...user, epoch: user.epoch + 1 }));
  return users.filter((user) => statusOfUser(user) !== 'disabled').length;
}
