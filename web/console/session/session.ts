// Who is here, and what they may do. The server decides it with every call; the page only shows what it will say.
import { useQuery, type QueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { Session } from '../api/documents';
import { session as calls } from '../api/people';
import { isSignedOut } from '../api/problem';
import { transport } from '../api/transport';
import { endPage } from './ending';
import { forgetRecent } from './recent';
import { forgetSent } from './sending';

export const SESSION_KEY = ['session'] as const;

/** Null where nobody is signed in. */
async function readSession(isIdle: boolean): Promise<Session | null> {
  try {
    return await calls.get(isIdle);
  } catch (error) {
    if (isSignedOut(error)) return null;
    throw error;
  }
}

/** The session as it was last heard of. */
export function useSessionQuery() {
  return useQuery({
    queryKey: SESSION_KEY,
    queryFn: async () => {
      const session = await readSession(false);
      transport.userId = session?.user.id ?? null;
      return session;
    },
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
}

/**
 * Reads it again, and tells every screen. `isIdle`: nobody did anything, the page asks by itself. Where another tab has signed somebody
 * else in, this page is over.
 */
export async function refreshSession(client: QueryClient, isIdle: boolean): Promise<Session | null> {
  const session = await readSession(isIdle);
  const standing = standingIn(client);
  // A session that has ended keeps its screen: somebody may sign in again over it. One that was left meanwhile stays left.
  if (session === null || standing === null) return session;
  if (session.user.id === standing.user.id) client.setQueryData(SESSION_KEY, session);
  else giveUp(client, session);
  return session;
}

const standingIn = (client: QueryClient): Session | null => client.getQueryData<Session | null>(SESSION_KEY) ?? null;

/** Puts a session in place, as after signing in. */
export function enter(client: QueryClient, session: Session): void {
  transport.userId = session.user.id;
  client.setQueryData(SESSION_KEY, session);
}

/** Forgets everything that was read: another person must not see it. */
export function leave(client: QueryClient): void {
  transport.userId = null;
  client.clear();
  forgetRecent();
  forgetSent();
  client.setQueryData(SESSION_KEY, null);
}

/** Watches for a call that the server refuses because the browser is signed in as somebody else by now. */
export function watchForAnother(client: QueryClient): void {
  transport.onOver = () => {
    giveUp(client, null);
    // The page is over whether or not it hears whose browser it is now.
    void readSession(true).then(
      (session) => endPage(session?.user.email ?? null),
      () => undefined,
    );
  };
}

/** Nothing of the page is left but who is here now, as far as that is known. */
function giveUp(client: QueryClient, now: Session | null): void {
  transport.isOver = true;
  endPage(now?.user.email ?? null);
  leave(client);
}

export const SessionContext = createContext<Session | null>(null);

/** The session of a screen that is only shown to somebody who is signed in. Throws outside of one. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('This part is shown to people who are signed in alone');
  return session;
}

/** Times are the account's; before anybody is signed in there are none. */
export function useZone(): string {
  return useSession().account.time_zone;
}

/** Whether the server says that this person holds a permission. */
export function useCan(): (permission: string) => boolean {
  const { user } = useSession();
  return (permission) => user.permissions.includes(permission);
}
