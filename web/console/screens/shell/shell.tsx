// Around every screen: where one can go, the search box, which mode it is, and who is here.
import { Outlet, useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import type { Session } from '../../api/documents';
import type { Mode } from '../../api/transport';
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { Go, Redirect, useMode } from '../../parts/link';
import { Failure, Notice, Skeleton } from '../../parts/notice';
import { OnTheWay } from '../../session/sending-notice';
import { SessionGate } from '../../session/gate';
import { useSessionQuery } from '../../session/session';
import { useSignOut } from '../../session/sign-out';
import { Rail } from './rail';
import { SearchBox } from './search-box';
import { Help } from './help';
import styles from './shell.module.css';

export function Shell() {
  const session = useSessionQuery();
  const location = useLocation();
  const mode = useMode();
  if (session.isPending) return <Skeleton />;
  if (session.error)
    return (
      <div className={styles['edge']}>
        <Failure error={session.error} retry={() => void session.refetch()} />
      </div>
    );
  if (!session.data) return <Redirect to="/signin" after={location.href} />;
  if (session.data.status !== 'active') return <Redirect to={stepOf(session.data.status)} after={location.href} />;
  return (
    <SessionGate session={session.data}>
      <Frame session={session.data} mode={mode} />
    </SessionGate>
  );
}

/** Where somebody goes on who is not quite signed in. */
export function stepOf(status: Exclude<Session['status'], 'active'>): string {
  return status === 'second_factor' ? '/signin/second' : '/welcome';
}

function Frame({ session, mode }: { session: Session; mode: Mode }) {
  const signOut = useSignOut();
  const [isHelpOpen, setHelpOpen] = useState(false);
  return (
    <div className={styles['shell']} data-mode={mode}>
      <a className={styles['skip']} href="#main">
        {words.shell.skip}
      </a>
      <Rail />
      <header className={styles['top']}>
        <SearchBox />
        <div className={styles['who']}>
          <ModeSwitch session={session} mode={mode} />
          <Go to="/settings/me">{session.user.email}</Go>
          <span>{words.roles[session.user.role]}</span>
          <Button
            kind="quiet"
            onPress={() => {
              setHelpOpen(true);
            }}
            label={words.shell.help}
          >
            ?
          </Button>
          <Button
            onPress={() => {
              signOut(session.user.id);
            }}
          >
            {words.shell.signOut}
          </Button>
        </div>
      </header>
      <div>
        {mode === 'test' ? (
          <div className={styles['test']}>
            <span>{words.shell.test}</span>
          </div>
        ) : null}
        <main className={styles['main']} id="main" tabIndex={-1}>
          <div className={styles['inner']}>
            <OnTheWay />
            {session.modes.includes(mode) ? <Outlet /> : <Notice heading={words.shell.noSuchMode} />}
          </div>
        </main>
      </div>
      <Help isOpen={isHelpOpen} onOpen={setHelpOpen} />
    </div>
  );
}

/** To the start of the other mode: no record is in both. */
function ModeSwitch({ session, mode }: { session: Session; mode: Mode }) {
  const other = mode === 'live' ? 'test' : 'live';
  if (!session.modes.includes(other)) return null;
  return (
    <Go to="/" mode={other}>
      {words.shell.toMode[other]}
    </Go>
  );
}
