// The menu offers a screen to those whom the server lets see it, and to nobody else: both read one table, and this holds them together.
import { permissionsOf } from '../../src/core/accounts/permissions';
import { ROLES } from '../../src/core/accounts/roles';
import { GROUPS } from '../../web/console/screens/shell/ways';
import { routesOfApp } from '../api/console/desk';

/** The call without which a screen has nothing to show. */
const FIRST_CALL: Readonly<Record<string, string>> = {
  '/': 'GET /v1/console/summary',
  '/search': 'POST /v1/redemptions/search',
  '/approvals': 'GET /v1/reversal_proposals',
  '/reviews': 'GET /v1/reviews',
  '/deliveries': 'GET /v1/webhook_deliveries',
  '/endpoints': 'GET /v1/webhook_endpoints',
  '/reconciliation': 'GET /v1/reconciliations',
  '/terminals': 'GET /v1/terminals',
  '/settings/users': 'GET /v1/console/users',
  '/settings/roles': 'GET /v1/console/permissions',
  '/settings/keys': 'GET /v1/console/keys',
  '/settings/sessions': 'GET /v1/console/sessions',
  '/settings/limits': 'GET /v1/console/settings',
  '/audit': 'GET /v1/audit_log',
};

const routes = routesOfApp();
const ways = GROUPS.flatMap((group) => group.ways);

it('knows the first call of each screen', () => {
  expect(ways.map(({ to }) => to).sort()).toEqual(Object.keys(FIRST_CALL).sort());
});

it.each(ways)('$to is in the menu of exactly the roles that may make its first call', ({ to, permission }) => {
  const route = routes.find((candidate) => candidate.route === FIRST_CALL[to]);
  expect(route).toBeDefined();
  const takes = route?.permission;
  for (const role of ROLES) {
    const held: readonly string[] = permissionsOf(role);
    const isOffered = permission === undefined || held.includes(permission);
    expect([role, isOffered]).toEqual([role, takes === undefined || held.includes(takes)]);
  }
});
