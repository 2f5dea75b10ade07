// Under everything: the screens, or why none is shown.
import { useQueryClient } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useEnding } from '../../session/ending';
import { watchForAnother } from '../../session/session';
import { AnotherPerson, SigningOut } from '../signin/ended';

export function Root() {
  const client = useQueryClient();
  const ending = useEnding();
  useEffect(() => {
    watchForAnother(client);
  }, [client]);
  if (ending === null) return <Outlet />;
  return ending.kind === 'another' ? <AnotherPerson {...ending} /> : <SigningOut {...ending} />;
}
