// Five numbers that ask for somebody, and what was done last.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Reconciliation } from '../../api/documents';
import { summary } from '../../api/people';
import { words } from '../../language/language';
import { count } from '../../language/money';
import { age } from '../../language/time';
import { Go, useMode, type Query } from '../../parts/link';
import { Failure, Skeleton } from '../../parts/notice';
import { Moment } from '../../parts/moment';
import { Page, Panel, Soft } from '../../parts/page';
import { useRecent } from '../../session/recent';
import styles from './home.module.css';

/** So often the numbers are asked for while somebody looks at them. */
const EVERY_MS = 30_000;

export function Home() {
  const mode = useMode();
  const numbers = useQuery({ queryKey: [mode, 'summary'], queryFn: () => summary(mode), refetchInterval: EVERY_MS });
  const recent = useRecent();
  const { home } = words;
  return (
    <Page title={home.title} lead={home.lead}>
      {numbers.isPending ? <Skeleton rows={2} /> : null}
      {numbers.error ? <Failure error={numbers.error} retry={() => void numbers.refetch()} /> : null}
      {numbers.data ? (
        <div className={styles['numbers']}>
          <Waiting to="/search" query={{ outcome: 'checking' }} name={home.inDoubt} waiting={numbers.data.in_doubt} />
          <Waiting to="/reviews" name={home.openReviews} waiting={numbers.data.open_reviews} />
          <Waiting to="/approvals" name={home.proposals} waiting={numbers.data.proposals} />
          <Figure to="/endpoints" name={home.endpoints} figure={numbers.data.failing_endpoints.count} />
          <LastReconciliation run={numbers.data.last_reconciliation} />
        </div>
      ) : null}
      <Panel title={home.lately}>
        {recent.length === 0 ? <p>{home.latelyNone}</p> : null}
        <ul className={styles['lately']}>
          {recent.map(({ at, text, href }) => (
            <li key={`${href} ${text}`}>
              <Link to={href}>{text}</Link>
              <Soft>
                <Moment at={at} />
              </Soft>
            </li>
          ))}
        </ul>
      </Panel>
    </Page>
  );
}

type WaitingProps = {
  to: string;
  query?: Query;
  name: string;
  waiting: { count: number; oldest_at: string | null };
};

function Waiting({ to, query, name, waiting }: WaitingProps) {
  const note = waiting.oldest_at === null ? undefined : words.home.oldest(age(waiting.oldest_at, Date.now()));
  return <Figure to={to} name={name} figure={waiting.count} note={note} {...(query ? { query } : {})} />;
}

type FigureProps = { to: string; query?: Query; name: string; figure: number; note?: ReactNode };

function Figure({ to, query, name, figure, note }: FigureProps) {
  return (
    <Go to={to} {...(query ? { query } : {})}>
      <span className={styles['figure']} data-calm={figure === 0 ? '' : undefined}>
        {count(figure)}
      </span>
      <span>{name}</span>
      <span className={styles['note']}>{note}</span>
    </Go>
  );
}

function LastReconciliation({ run }: { run: Reconciliation | null }) {
  const { home } = words;
  if (!run)
    return (
      <Go to="/reconciliation">
        <span className={styles['figure']} data-calm="">
          –
        </span>
        <span>{home.noReconciliation}</span>
      </Go>
    );
  return (
    <Figure
      to={`/reconciliation/${run.id}`}
      name={home.reconciliation}
      figure={run.differences ?? 0}
      note={<Moment at={run.created_at} />}
    />
  );
}
