// Where somebody goes on after a step of signing in: the next step, or what he was on his way to.
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Session } from '../../api/documents';
import { enter } from '../../session/session';
import { isScreen } from './screen-address';

export function useOnward(): (session: Session) => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { to }: { to?: string } = useSearch({ strict: false });
  return (session) => {
    enter(client, session);
    const query = isScreen(to) ? { to } : {};
    switch (session.status) {
      case 'second_factor':
        void navigate({ to: '/signin/second', search: query, replace: true });
        return;
      case 'new_password':
      case 'set_up_second_factor':
        void navigate({ to: '/welcome', search: query, replace: true });
        return;
      case 'active':
        void navigate({ ...placeOf(isScreen(to) ? to : '/'), replace: true });
        return;
      default:
        session.status satisfies never;
    }
  };
}

/** An address within this page, as the router takes it. */
function placeOf(address: string) {
  const { pathname, searchParams } = new URL(address, 'http://console.invalid');
  return { to: pathname, search: Object.fromEntries(searchParams) };
}
