// Where one can go. What somebody has no right to at all is not offered; what he may only look at is.
import { useState } from 'react';
import { useLocation } from '@tanstack/react-router';
import { words } from '../../language/language';
import { Go } from '../../parts/link';
import { useCan, useSession } from '../../session/session';
import styles from './shell.module.css';

interface Way {
  readonly to: string;
  readonly name: keyof typeof words.nav;
  readonly permission?: string;
}

const GROUPS: readonly { readonly name: keyof typeof words.navGroups; readonly ways: readonly Way[] }[] = [
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

export function Rail() {
  const can = useCan();
  const { account } = useSession();
  const { pathname } = useLocation();
  // On a phone the ways are behind a button, and go away again with the next screen.
  const [openAt, setOpenAt] = useState<string | null>(null);
  const isOpen = openAt === pathname;
  return (
    <nav className={styles['rail']} aria-label={words.shell.ways}>
      <div className={styles['bar']}>
        <p className={styles['brand']}>
          Vouch <small>{account.name}</small>
        </p>
        <button
          className={styles['menu']}
          type="button"
          aria-expanded={isOpen}
          onClick={() => {
            setOpenAt(isOpen ? null : pathname);
          }}
        >
          {words.shell.menu}
        </button>
      </div>
      <div className={styles['groups']} data-open={isOpen ? 'yes' : 'no'}>
        {GROUPS.map(({ name, ways }) => (
          <div key={name} className={styles['group']}>
            <h2>{words.navGroups[name]}</h2>
            <ul>
              {ways
                .filter(({ permission }) => permission === undefined || can(permission))
                .map((way) => (
                  <li key={way.to}>
                    <Go to={way.to}>{words.nav[way.name]}</Go>
                  </li>
                ))}
            </ul>
          </div>
        ))}
      </div>
    </nav>
  );
}
