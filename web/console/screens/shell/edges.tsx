// Where there is no screen: the start, which leads to one; an address that is none; a screen that broke.
import { words } from '../../language/language';
import { Button } from '../../parts/button';
import { Redirect } from '../../parts/link';
import { Empty, Failure, Notice, Skeleton } from '../../parts/notice';
import { useSessionQuery } from '../../session/session';
import styles from './shell.module.css';

/** To what somebody works with: the real records, where there are any. */
export function Start() {
  const session = useSessionQuery();
  if (session.isPending) return <Skeleton />;
  if (session.error) return <Failure error={session.error} retry={() => void session.refetch()} />;
  if (!session.data) return <Redirect to="/signin" />;
  return <Redirect to={session.data.modes.includes('live') ? '/live' : '/test'} />;
}

export function NotFound() {
  return (
    <div className={styles['edge']}>
      <Empty heading={words.edges.notFound}>
        <p>{words.edges.notFoundHelp}</p>
      </Empty>
    </div>
  );
}

/** A part of the page is missing after the server was renewed, or the page has a defect. Nothing that was sent is lost. */
export function Stumbled({ error }: { error: unknown }) {
  return (
    <div className={styles['edge']}>
      <Notice kind="fault" heading={words.edges.broken}>
        <p>{words.edges.brokenHelp}</p>
        <p>{error instanceof Error ? error.message : ''}</p>
        <Button
          kind="primary"
          onPress={() => {
            location.reload();
          }}
        >
          {words.edges.reload}
        </Button>
      </Notice>
    </div>
  );
}
