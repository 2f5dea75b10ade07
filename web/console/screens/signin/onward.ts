// Where somebody goes on after a step of signing in: the next step, or what he was on his way to.
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import type { Session } from '../../api/documents';
import { enter } from '../../session/session';
import { isScreen } from './screen-address';

export function useOnward(): (session: Session) => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  const { to } = useSearch({ strict: false }) as { to?: string };
  return (session) => {
    enter(client, session);
    const query = { ...(isScreen(to) ? { to } : {}) } as never;
    switch (session.status) {
      case 'second_factor':
        void navigate({ to: '/signin/second', search: query, replace: true });
        return;
      case 'new_password':
      case 'set_up_second_factor':
        void navigate({ to: '/welcome', search: query, replace: true });
        return;
      case 'active':
        if (isScreen(to)) router.history.replace(`${router.basepath.replace(/\/$/, '')}${to}`);
        else void navigate({ to: '/', replace: true });
        return;
      default:
        session.status satisfies never;
    }
  };
}
