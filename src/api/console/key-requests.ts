// What happens to a request about API keys or the audit log, top to bottom: read it, carry it out, respond.
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { makeKey } from '../../auth/bootstrap';
import { keyWorks, MOST_KEYS, type ApiKey } from '../../core/accounts/account';
import { requireStill, type Caller } from '../../core/accounts/caller';
import { recordAct } from '../../core/people/record-act';
import { PeopleParts } from '../../core/people/parts';
import type { AuditQuery } from '../../core/people/store';
import { refuseLongNumber } from '../../core/use-cases/pins/pin-in-text';
import { Services } from '../../core/use-cases/services';
import { Refusal } from '../../core/values/refusal';
import { ChangeLimit } from '../limits/change-limit';
import { csvOf, takeOut, wantsCsv } from '../lists/csv';
import { MAX_LIMIT, pageOf, wholeList } from '../lists/pagination';
import { callerOf } from '../request/caller';
import { AUDIT, readAuditQuery, readNewKey } from './read-request';
import { AUDIT_COLUMNS, entryOf, keyOf } from './responses';

/** A method for each call. Throws `ProblemException` 400 for what cannot be read, and what the core refuses. */
@Injectable()
export class KeyRequests {
  constructor(
    private readonly parts: PeopleParts,
    private readonly services: Services,
    private readonly limit: ChangeLimit,
  ) {}

  /** Of the account and the mode, newest first, revoked ones too: they are few. */
  async keys(request: FastifyRequest) {
    const now = this.parts.clock.now();
    const keys = await this.#keysOf(callerOf(request));
    return wholeList(keys.reverse().map((key) => keyOf(key, now)));
  }

  async createKey(request: FastifyRequest) {
    const caller = callerOf(request);
    const asked = readNewKey(request.body);
    if (asked.name !== undefined) refuseLongNumber(caller, ['name', asked.name]);
    return this.limit.during(caller, () => this.#make(asked, caller));
  }

  async #make({ type, name }: ReturnType<typeof readNewKey>, caller: Caller) {
    const { store, ids, clock } = this.parts;
    const { accountId, livemode } = caller;
    const by = nameOf(caller);
    const standing = (await store.accounts.listKeys(accountId)).filter((key) => keyWorks(key, clock.now()));
    if (standing.length >= MOST_KEYS)
      throw new Refusal(
        'too_many_keys',
        `The account has ${String(MOST_KEYS)} keys that are not revoked: revoke one first`,
      );
    const owner = { id: accountId, name: '', createdAt: 0 };
    const { key, text } = makeKey(owner, livemode ? 'live' : 'test', type, ids, clock, by, name);
    this.parts.noteKey('key_created', key, by);
    await store.accounts.insertKey(key);
    await recordAct(this.parts, caller, 'key_created', aboutKey(key), { type, hint: key.hint });
    return { ...keyOf(key, clock.now()), key: text };
  }

  /** For good. Of another account or mode: as if there were none. Throws `Refusal` not_found. */
  async revokeKey(id: string, request: FastifyRequest) {
    const { store, clock } = this.parts;
    const caller = callerOf(request);
    // One after the other: of many at once each but the first finds it revoked, and writes nothing down beside the store.
    const key = await this.services.lock.run(id, async () => {
      await requireStill(caller, clock);
      const standing = await this.#requireKey(id, caller);
      if (standing.revokedAt === null) this.parts.noteKey('key_revoked', standing, nameOf(caller));
      await store.accounts.revokeKey(id, clock.now(), nameOf(caller));
      return standing;
    });
    await recordAct(this.parts, caller, 'key_revoked', aboutKey(key), { type: key.type, hint: key.hint });
    return keyOf(await this.#requireKey(id, caller), clock.now());
  }

  /** As JSON, or with `Accept: text/csv` every entry that matches, for who may take lists out. */
  async audit(query: Readonly<Record<string, unknown>>, request: FastifyRequest) {
    const caller = callerOf(request);
    const asked = readAuditQuery(query, caller.accountId);
    if (wantsCsv(request)) return this.#auditFile(asked, caller, query['limit'] !== undefined);
    const rows = await this.parts.store.people.listAudit({ ...asked, limit: asked.limit + 1 });
    return pageOf(AUDIT, rows, asked.limit, entryOf);
  }

  async #auditFile(asked: AuditQuery, caller: Caller, isBounded: boolean) {
    const { store } = this.parts;
    await takeOut(this.parts, caller, { kind: 'list', id: AUDIT });
    const read = async (after: AuditQuery['after']) => {
      const rows = await store.people.listAudit({ ...asked, limit: MAX_LIMIT, ...(after ? { after } : {}) });
      const last = rows.at(-1);
      return { rows, next: rows.length < MAX_LIMIT || !last ? null : { createdAt: last.createdAt, id: last.id } };
    };
    return csvOf(AUDIT, AUDIT_COLUMNS, read, isBounded ? asked.limit : undefined);
  }

  async #keysOf({ accountId, livemode }: Caller): Promise<ApiKey[]> {
    return (await this.parts.store.accounts.listKeys(accountId)).filter((key) => key.livemode === livemode);
  }

  async #requireKey(id: string, caller: Caller): Promise<ApiKey> {
    const key = (await this.#keysOf(caller)).find((one) => one.id === id);
    if (!key) throw new Refusal('not_found', 'There is no such key');
    return key;
  }
}

function nameOf({ user, actor }: Caller): string {
  return user?.email ?? actor.id;
}

function aboutKey({ id }: ApiKey) {
  return { kind: 'api_key', id };
}
