// The part of the store contract that is about people, their sessions, settings and the audit log.
import type { User } from '../../../src/core/accounts/account';
import type { AuditEntry } from '../../../src/core/people/audit';
import type { Session } from '../../../src/core/people/session';
import { unchosenSettings } from '../../../src/core/people/settings';
import type { Store } from '../../../src/core/store';
import { sampleId, T0 } from '../../fixtures/redemption';

export function sampleUser(over: Partial<User> = {}): User {
  const id = sampleId('usr');
  return {
    id,
    accountId: 'acc_0123456789abcdef01234567',
    rev: 1,
    email: `${id}@example.com`,
    passwordHash: 'scrypt$…',
    passwordPrinted: false,
    role: 'agent',
    disabledAt: null,
    epoch: 0,
    secondFactor: null,
    pendingSeed: null,
    createdAt: T0,
    createdBy: 'alice@host',
    lastSignedInAt: null,
    ...over,
  };
}

export function sampleSession(over: Partial<Session> = {}): Session {
  return {
    id: sampleId('ses'),
    rev: 1,
    accountId: 'acc_0123456789abcdef01234567',
    userId: 'usr_0123456789abcdef01234567',
    digest: sampleId('op'),
    epoch: 0,
    createdAt: T0,
    seenAt: T0,
    secondFactorAt: null,
    presentUntil: null,
    idleMs: 1_800_000,
    ageMs: 43_200_000,
    address: '192.0.2.7',
    agent: 'A "browser"',
    endedAt: null,
    ...over,
  };
}

export function sampleEntry(over: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: sampleId('aud'),
    accountId: 'acc_0123456789abcdef01234567',
    createdAt: T0,
    act: 'signed_in',
    actor: { kind: 'user', id: 'usr_0123456789abcdef01234567', email: 'a@example.com' },
    address: '192.0.2.7',
    requestId: 'req-1',
    about: { kind: 'session', id: 'ses_1' },
    details: { livemode: false, note: "it's" },
    ...over,
  };
}

export function describePeopleContract(current: () => Store, another: () => Promise<Store>): void {
  it('keeps users, each replaced once a revision, with whatever a person sets up', async () => {
    const { accounts, people } = current();
    const accountId = sampleId('acc');
    const [first, second] = [sampleUser({ accountId }), sampleUser({ accountId, createdAt: T0 + 1 })];
    for (const user of [first, second]) expect(await accounts.insertUser(user)).toBe(true);
    expect(await people.findUser(first.id)).toStrictEqual(first);
    expect(await people.findUser('usr_nobody')).toBeNull();
    expect(await people.listUsers({ accountId, limit: 10 })).toStrictEqual([second, first]);
    expect(await people.listUsers({ accountId, limit: 10, after: second })).toStrictEqual([first]);
    expect(await people.listUsers({ accountId: sampleId('acc'), limit: 10 })).toEqual([]);

    const factor = { sealedSeed: 'v1.seed', lastStep: 55, recoveryDigests: ['a', 'b'], confirmedAt: T0 };
    const rivals = Array.from({ length: 10 }, (_, nth): User => {
      return {
        ...first,
        rev: 2,
        epoch: nth,
        secondFactor: factor,
        pendingSeed: 'v1.other',
        passwordHash: `hash ${String(nth)}`,
      };
    });
    const writes = await Promise.all(rivals.map((rival) => people.replaceUser(rival)));
    expect(writes.filter((one) => one === 'written')).toHaveLength(1);
    expect(writes.filter((one) => one === 'lost')).toHaveLength(9);
    const won = rivals[writes.indexOf('written')];
    const elsewhere = await another();
    expect(await elsewhere.people.findUser(first.id)).toStrictEqual(won);
    expect(await elsewhere.accounts.findUserByEmail(first.email)).toStrictEqual(won);
    expect(await people.replaceUser(sampleUser({ rev: 2 }))).toBe('lost');
    const sealed = (await elsewhere.sealed.page('user', '', 1000)).find(({ id }) => id === first.id);
    expect(sealed).toStrictEqual({ id: first.id, unsettled: [], settled: ['v1.seed', 'v1.other'] });
  });

  it('never loses the last active admin, however many are taken away at once', async () => {
    const { accounts, people } = current();
    const accountId = sampleId('acc');
    const admins = Array.from({ length: 6 }, () => sampleUser({ accountId, role: 'admin' }));
    for (const admin of admins) await accounts.insertUser(admin);
    const invited = sampleUser({ accountId, role: 'admin', passwordPrinted: true });
    await accounts.insertUser(invited);
    const stores = [current(), await another()];
    const writes = await Promise.all(
      admins.map((admin, nth) =>
        (stores[nth % 2] as Store).people.replaceUser(
          nth % 3 ? { ...admin, rev: 2, role: 'viewer' } : { ...admin, rev: 2, disabledAt: T0 },
          true,
        ),
      ),
    );
    expect(writes.filter((one) => one === 'last_admin')).toHaveLength(1);
    expect(writes.filter((one) => one === 'written')).toHaveLength(5);
    const last = admins[writes.indexOf('last_admin')] as User;
    expect(await people.findUser(last.id)).toStrictEqual(last);
    // It may still change in other ways, and who only was invited does not count.
    expect(await people.replaceUser({ ...last, rev: 2, epoch: 7 }, true)).toBe('written');
    expect(await people.replaceUser({ ...invited, rev: 2, role: 'viewer' }, true)).toBe('written');
    expect(await people.replaceUser({ ...last, rev: 3, role: 'viewer' })).toBe('written');
  });

  it('finds a session with its user by what is in its cookie now, and lists those that stand', async () => {
    const { accounts, people } = current();
    const user = sampleUser();
    await accounts.insertUser(user);
    const session = sampleSession({ userId: user.id });
    await people.insertSession(session);
    expect(await people.findSession(session.digest)).toStrictEqual({ session, user });
    expect(await people.findSession('nothing')).toBeNull();
    expect(await people.findSessionById(session.id)).toStrictEqual(session);
    await expect(people.insertSession(sampleSession({ digest: session.digest }))).rejects.toThrow();

    const elsewhere = (await another()).people;
    for (const at of [T0 + 9, T0 + 5]) await elsewhere.noteSeen(session.id, at);
    expect((await people.findSession(session.digest))?.session).toStrictEqual({ ...session, seenAt: T0 + 9 });
    const renewals = Array.from({ length: 5 }, () => ({ ...session, rev: 2, digest: sampleId('op'), seenAt: T0 + 20 }));
    const wins = await Promise.all(renewals.map((one) => people.replaceSession(one)));
    expect(wins.filter(Boolean)).toHaveLength(1);
    const renewed = renewals[wins.indexOf(true)] as Session;
    expect(await elsewhere.findSession(session.digest)).toBeNull();
    expect(await elsewhere.findSession(renewed.digest)).toStrictEqual({ session: renewed, user });

    const other = sampleSession({ userId: user.id, createdAt: T0 + 1 });
    await people.insertSession(other);
    expect(await people.listSessions(user.id, 10)).toStrictEqual([other, renewed]);
    expect(await people.listSessions(user.id, 1)).toStrictEqual([other]);
    expect(await people.replaceSession({ ...other, rev: 2, endedAt: T0 + 5 })).toBe(true);
    expect(await people.listSessions(user.id, 10)).toStrictEqual([renewed]);
    expect((await people.findSession(other.digest))?.session.endedAt).toBe(T0 + 5);

    const old = sampleSession({ createdAt: 5 });
    await people.insertSession(old);
    expect(await people.expireSessions(6, 100)).toBe(1);
    expect(await people.findSessionById(old.id)).toBeNull();
  });

  it('keeps what an account chose, by compare-and-set from the first choice on', async () => {
    const { people } = current();
    const accountId = sampleId('acc');
    expect(await people.findSettings(accountId)).toBeNull();
    const chosen = {
      ...unchosenSettings(accountId),
      rev: 1,
      timeZone: 'Asia/Tokyo',
      updatedAt: T0,
      updatedBy: 'usr_1',
    };
    const rivals = Array.from({ length: 5 }, (_, nth) => ({ ...chosen, approvalAboveCents: nth }));
    const wins = await Promise.all(rivals.map((rival) => people.replaceSettings(rival)));
    expect(wins.filter(Boolean)).toHaveLength(1);
    const elsewhere = (await another()).people;
    expect(await elsewhere.findSettings(accountId)).toStrictEqual(rivals[wins.indexOf(true)]);
    expect(await people.replaceSettings({ ...chosen, rev: 3 })).toBe(false);
    const next = {
      ...chosen,
      rev: 2,
      sessionHours: 3,
      approvalAboveCents: 'off',
      approvalAbovePerDayCents: 'off',
    } as const;
    expect(await people.replaceSettings(next)).toBe(true);
    expect(await elsewhere.findSettings(accountId)).toStrictEqual(next);
  });

  it('adds to the audit log, finds by person, act and time, and drops what is old alone', async () => {
    const { people } = current();
    const accountId = sampleId('acc');
    const by = (id: string | null) => ({ kind: 'user', id, email: null }) as const;
    const entries = Array.from({ length: 8 }, (_, nth) =>
      sampleEntry({
        accountId,
        createdAt: T0 + nth,
        act: nth % 2 ? 'signed_in' : 'signed_out',
        actor: by(nth < 4 ? 'usr_a' : nth < 7 ? 'usr_b' : null),
        ...(nth === 7 ? { about: null, address: null, requestId: null } : {}),
      }),
    );
    for (const entry of entries) await people.appendAudit(entry);
    const elsewhere = (await another()).people;
    const newest = [...entries].reverse();
    const scope = { accountId, limit: 20 };
    expect(await elsewhere.listAudit(scope)).toStrictEqual(newest);
    expect(await people.listAudit({ accountId: sampleId('acc'), limit: 20 })).toEqual([]);
    const place = (nth: number) => entries[nth] as AuditEntry;
    expect(await people.listAudit({ ...scope, limit: 2, after: place(5) })).toStrictEqual([place(4), place(3)]);
    expect(await people.listAudit({ ...scope, actorId: 'usr_b' })).toStrictEqual([place(6), place(5), place(4)]);
    expect(await people.listAudit({ ...scope, act: 'signed_out', createdTo: T0 + 4 })).toStrictEqual([
      place(2),
      place(0),
    ]);
    const both = { ...scope, actorId: 'usr_a', act: 'signed_in', createdFrom: T0 + 2 } as const;
    expect(await people.listAudit(both)).toStrictEqual([place(3)]);

    const ancient = sampleEntry({ accountId, createdAt: 5 });
    await people.appendAudit(ancient);
    expect(await people.expireAudit(6, 100)).toBe(1);
    expect(await people.listAudit(scope)).toStrictEqual(newest);
  });
}
