// What people of each role may do: the table against the one that the documentation promises, and the two refusals.
import {
  PERMISSIONS,
  permissionsOf,
  requirePermission,
  roleHolds,
  STEP_UP_MS,
  type Permission,
} from '../../src/core/accounts/permissions';
import { exportsCsv } from '../../src/api/lists/csv';
import type { AuditEntry } from '../../src/core/people/audit';
import { ROLES, type Role } from '../../src/core/accounts/roles';
import { personOf } from '../tools/console-people';

const NOW = 1_700_000_000_000;
const user = (role: Role, presentUntil: number | null = null) => ({
  user: { id: 'usr_1', email: 'a@b.c', role, sessionId: 'ses_1', epoch: 0, presentUntil },
});
const codeOf = (act: () => void): string | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test('each role holds exactly what the table of the documentation says', () => {
  const agent: Permission[] = [
    'records.read',
    'records.search_pin',
    'reviews.work',
    'deliveries.retry',
    'reversals.create',
  ];
  expect(permissionsOf('viewer')).toEqual(['records.read']);
  expect(permissionsOf('agent')).toEqual(agent);
  expect(permissionsOf('approver')).toEqual([
    ...agent,
    'reversals.decide',
    'reviews.judge',
    'vouchers.reveal',
    'records.export',
  ]);
  expect(permissionsOf('admin')).toEqual([
    ...agent,
    'records.export',
    'users.manage',
    'keys.manage',
    'terminals.manage',
    'endpoints.manage',
    'settings.manage',
    'audit.read',
    'reconciliations.run',
  ]);
});

test('whoever appoints people does not move money: no role holds both', () => {
  for (const role of ROLES) {
    const held = permissionsOf(role);
    expect(held.includes('users.manage') && held.includes('reversals.decide')).toBe(false);
  }
});

test('each role is refused what it lacks, let through to what it holds, and asked for its password where the table says so', () => {
  for (const permission of Object.keys(PERMISSIONS) as Permission[]) {
    const { holders, stepUp } = PERMISSIONS[permission];
    for (const role of ROLES) {
      const answer = (presentUntil: number | null) =>
        codeOf(() => {
          requirePermission(user(role, presentUntil), permission, NOW);
        });
      const holds = holders.includes(role);
      expect(answer(NOW + STEP_UP_MS)).toBe(holds ? undefined : 'permission_missing');
      const absent = stepUp ? 'step_up_required' : undefined;
      expect([answer(null), answer(NOW)]).toEqual(
        holds ? [absent, absent] : ['permission_missing', 'permission_missing'],
      );
    }
  }
});

test('keys and terminals are not people', () => {
  expect(
    codeOf(() => {
      requirePermission({}, 'reversals.decide', NOW);
    }),
  ).toBeUndefined();
});

test('a list is read by everybody, and taken out as a file by those alone who may, and who are present', async () => {
  const csv = { headers: { accept: 'text/csv' } };
  const json = { headers: { accept: 'application/json' } };
  const written: AuditEntry[] = [];
  const people = { appendAudit: (entry: AuditEntry) => Promise.resolve(void written.push(entry)) };
  const parts = { store: { people }, clock: { now: () => NOW }, ids: { next: (prefix: string) => `${prefix}_1` } };
  const account = { accountId: 'acc_1', livemode: false };
  const person = (role: Role, presentUntil: number | null) => personOf('usr_1', role, account, { presentUntil });
  const codes: (string | boolean)[] = [];
  for (const role of ROLES)
    codes.push(
      await exportsCsv(parts, csv, person(role, NOW + 1), 'redemptions').catch(
        (error: unknown) => (error as { code: string }).code,
      ),
    );
  expect(codes).toEqual(ROLES.map((role) => (roleHolds(role, 'records.export') ? true : 'permission_missing')));
  expect(written).toMatchObject(
    ROLES.filter((role) => roleHolds(role, 'records.export')).map(() => ({
      ...{ act: 'list_exported', accountId: 'acc_1', actor: { kind: 'user', id: 'usr_1' } },
      about: { kind: 'list', id: 'redemptions' },
    })),
  );
  written.length = 0;
  await expect(exportsCsv(parts, csv, person('admin', null), 'redemptions')).rejects.toMatchObject({
    code: 'step_up_required',
  });
  const key = { ...account, actor: { kind: 'api_key', id: 'key_1' }, requestId: null } as const;
  expect(await exportsCsv(parts, csv, key, 'redemptions')).toBe(true);
  for (const role of ROLES) expect(await exportsCsv(parts, json, person(role, null), 'redemptions')).toBe(false);
  expect(written).toEqual([]);
});
