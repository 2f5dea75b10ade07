// How people and what they did stand in their collections, and the filters of their lists. Built apart from running them, so that the
// plan test explains exactly what is run.
import { isActiveAdmin, type User } from '../../../core/accounts/account';
import type { AuditEntry } from '../../../core/people/audit';
import type { Session } from '../../../core/people/session';
import type { AccountPage, AuditQuery } from '../../../core/people/store';
import { rangeOf, sortKeyOf } from '../../shared/sort-key';
import { upgradedUser } from '../../shared/upgraded-user';
import type { Find } from '../lists';
import type { AuditDocument, SessionDocument, UserDocument } from '../schema/collections';

/** A user as its document. */
export function userDocument(user: User): UserDocument {
  const { id, ...rest } = user;
  return { _id: id, ...rest, activeAdmin: isActiveAdmin(user) };
}

/** Documents of versions before 0.2 have no revision, and hold what there was of a user then. */
export function userOf({ _id, activeAdmin, ...rest }: UserDocument): User {
  if (rest.rev !== undefined) return { id: _id, ...rest } as User;
  const { accountId, email, passwordHash, createdAt } = rest;
  return upgradedUser({ id: _id, accountId, email, passwordHash, createdAt });
}

/** A session as its document. */
export function sessionDocument({ id, ...rest }: Session): SessionDocument {
  return { _id: id, ...rest, place: sortKeyOf(rest.createdAt, id), ended: rest.endedAt !== null };
}

/** A session out of its document. */
export function sessionOf({ _id, place, ended, ...rest }: SessionDocument): Session {
  return { id: _id, ...rest };
}

/** A session with its user, as the look-up joins them; null where the user is gone. */
export function withUser({ users, ...session }: SessionDocument & { readonly users: readonly UserDocument[] }): {
  session: Session;
  user: User;
} | null {
  const [user] = users;
  return user ? { session: sessionOf(session), user: userOf(user) } : null;
}

/** An entry as its document. */
export function auditDocument({ id, ...rest }: AuditEntry): AuditDocument {
  return { _id: id, ...rest, place: sortKeyOf(rest.createdAt, id) };
}

/** An entry out of its document. */
export function entryOf({ _id, place, ...rest }: AuditDocument): AuditEntry {
  return { id: _id, ...rest };
}

/** One page of users. Those of versions before 0.2 have no place: the order is that of the two fields a place is made of. */
export function userList({ accountId, after, limit }: AccountPage): Find {
  const older = after && {
    createdAt: { $lte: after.createdAt },
    $or: [{ createdAt: { $lt: after.createdAt } }, { _id: { $lt: after.id } }],
  };
  return { filter: { accountId, ...older }, sort: { createdAt: -1, _id: -1 }, index: 'account', limit };
}

/** Sessions of a user that nobody ended. */
export function sessionList(userId: string, limit: number): Find {
  return { filter: { userId: { $eq: userId }, ended: false }, sort: { place: -1 }, index: 'user', limit };
}

/** One page of the audit log. */
export function auditList({ accountId, actorId, act, limit, ...page }: AuditQuery): Find {
  const { from, before } = rangeOf(page);
  const index = actorId === undefined ? (act ? 'act' : 'place') : act ? 'actorAct' : 'actor';
  const filter = {
    accountId,
    ...(actorId === undefined ? {} : { 'actor.id': { $eq: actorId } }),
    ...(act === undefined ? {} : { act: { $eq: act } }),
    place: { $gte: from, $lt: before },
  };
  return { filter, sort: { place: -1 }, index, limit };
}
