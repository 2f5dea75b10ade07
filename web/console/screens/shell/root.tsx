// Under everything: the screens, or why none is shown.
import { Outlet } from '@tanstack/react-router';
import { useEnding } from '../../session/ending';
import { AnotherPerson, SigningOut } from '../signin/ended';

export function Root() {
  const ending = useEnding();
  if (ending === null) return <Outlet />;
  return ending.kind === 'another' ? <AnotherPerson {...ending} /> : <SigningOut {...ending} />;
}
