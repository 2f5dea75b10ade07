// The screens that the menu offers, and the permission that each takes: the server's, as a test holds them to it.
import type { words } from '../../language/language';

export interface Way {
  readonly to: string;
  readonly name: keyof typeof words.nav;
  /** What its first call takes. Absent: every role holds it. */
  readonly permission?: string;
}

export const GROUPS: readonly { readonly name: keyof typeof words.navGroups; readonly ways: readonly Way[] }[] = [
  {
    name: 'records',
    ways: [
      { to: '/', name: 'home' },
      { to: '/search', name: 'search' },
      { to: '/approvals', name: 'approvals' },
      { to: '/reviews', name: 'reviews' },
    ],
  },
  {
    name: 'desk',
    ways: [
      { to: '/deliveries', name: 'deliveries' },
      { to: '/endpoints', name: 'endpoints' },
      { to: '/reconciliation', name: 'reconciliation' },
      { to: '/terminals', name: 'terminals', permission: 'terminals.manage' },
    ],
  },
  {
    name: 'settings',
    ways: [
      { to: '/settings/users', name: 'users', permission: 'users.manage' },
      { to: '/settings/roles', name: 'roles' },
      { to: '/settings/keys', name: 'keys', permission: 'keys.manage' },
      { to: '/settings/sessions', name: 'sessions' },
      { to: '/settings/limits', name: 'limits', permission: 'settings.manage' },
      { to: '/audit', name: 'audit', permission: 'audit.read' },
    ],
  },
];
