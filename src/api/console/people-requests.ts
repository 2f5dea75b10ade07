// What happens to a request about sessions, users and settings, top to bottom: read it, carry it out, respond.
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { User } from '../../core/accounts/account';
import { requirePermission } from '../../core/accounts/permissions';
import { changeSettings, settingsOf } from '../../core/people/change-settings';
import { PeopleParts, type Held } from '../../core/people/parts';
import { endSession, endSessionsOf, findSessionFor, standingSessions, userMeant } from '../../core/people/sessions';
import { changeUser, createUser, findUserOf, managerOf, resetUser } from '../../core/people/users';
import { ChangeLimit } from '../limits/change-limit';
import { pageOf, wholeList } from '../lists/pagination';
import { callerOf, heldBy } from '../request/caller';
import {
  PEOPLE,
  readNewUser,
  readSessionsQuery,
  readSettings,
  readUserChanges,
  readUsersQuery,
  USERS,
  whereOf,
} from './read-request';
import { listedSessionOf, personOf, settingsShown, userOf } from './responses';

type Query = Readonly<Record<string, unknown>>;

/** A method for each call. Throws `ProblemException` 400 for what cannot be read, and what the core refuses. */
@Injectable()
export class PeopleRequests {
  constructor(
    private readonly parts: PeopleParts,
    private readonly limit: ChangeLimit,
  ) {}

  async sessions(query: Query, request: FastifyRequest) {
    const held = heldBy(request);
    const user = await userMeant(this.parts, held, readSessionsQuery(query));
    const sessions = await standingSessions(this.parts, user, this.parts.clock.now());
    return wholeList(sessions.map((session) => listedSessionOf(session, user, held.session.id)));
  }

  async endSessions(query: Query, request: FastifyRequest) {
    const held = heldBy(request);
    const user = await userMeant(this.parts, held, readSessionsQuery(query));
    this.#requirePresenceFor(user.id, held, request);
    const ended = await endSessionsOf(this.parts, held, user, whereOf(request));
    return { object: 'ended_sessions' as const, ended };
  }

  async endSession(id: string, request: FastifyRequest) {
    const held = heldBy(request);
    const session = await findSessionFor(this.parts, held, id);
    this.#requirePresenceFor(session.userId, held, request);
    await endSession(this.parts, held.user, session, whereOf(request));
    return { object: 'ended_sessions' as const, ended: 1 };
  }

  async users(query: Query, request: FastifyRequest) {
    return this.#listed(USERS, userOf, query, request);
  }

  async people(query: Query, request: FastifyRequest) {
    return this.#listed(PEOPLE, personOf, query, request);
  }

  async createUser(request: FastifyRequest) {
    const asked = readNewUser(request.body);
    const { user, password } = await createUser(this.parts, asked, managerOf(callerOf(request)));
    return { ...userOf(user), password };
  }

  async user(id: string, request: FastifyRequest) {
    return userOf(await findUserOf(this.parts, id, callerOf(request)));
  }

  async changeUser(id: string, request: FastifyRequest) {
    const changes = readUserChanges(request.body);
    const caller = callerOf(request);
    const change = () => changeUser(this.parts, id, changes, managerOf(caller));
    return userOf(await this.limit.during(caller, change));
  }

  async resetUser(id: string, request: FastifyRequest) {
    const caller = callerOf(request);
    const reset = () => resetUser(this.parts, id, managerOf(caller));
    const { user, password } = await this.limit.during(caller, reset);
    return { ...userOf(user), password };
  }

  async settings(request: FastifyRequest) {
    return settingsShown(await settingsOf(this.parts, callerOf(request).accountId), this.parts);
  }

  async changeSettings(request: FastifyRequest) {
    const changes = readSettings(request.body);
    const caller = callerOf(request);
    const change = () => changeSettings(this.parts, changes, managerOf(caller));
    return settingsShown(await this.limit.during(caller, change), this.parts);
  }

  /** One's own sessions anybody may end. Throws `Refusal` permission_missing and step_up_required for those of somebody else. */
  #requirePresenceFor(userId: string, { user }: Held, request: FastifyRequest): void {
    if (userId !== user.id) requirePermission(callerOf(request), 'users.manage', this.parts.clock.now());
  }

  /** Users of the caller's own account, newest first, disabled ones too. */
  async #listed<T>(
    list: typeof USERS | typeof PEOPLE,
    shown: (user: User) => T,
    query: Query,
    request: FastifyRequest,
  ) {
    const asked = readUsersQuery(list, query, callerOf(request).accountId);
    const rows = await this.parts.store.people.listUsers({ ...asked, limit: asked.limit + 1 });
    return pageOf(list, rows, asked.limit, shown);
  }
}
