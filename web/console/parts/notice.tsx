// The states that are not the thing itself: loading, empty, refused, no right.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { permissions } from '../api/people';
import { problemOf } from '../api/problem';
import { words } from '../language/language';
import { problemWords } from '../language/problems';
import { Button } from './button';
import { Page } from './page';
import styles from './notice.module.css';

export interface NoticeProps {
  readonly kind?: 'info' | 'fault' | 'good';
  readonly heading?: string;
  readonly children?: ReactNode;
}

export function Notice({ kind = 'info', heading, children }: NoticeProps) {
  return (
    <div className={styles['notice']} data-kind={kind} role={kind === 'fault' ? 'alert' : 'status'}>
      {heading === undefined ? null : <p className={styles['heading']}>{heading}</p>}
      {children}
    </div>
  );
}

/** What happened, how to name it to somebody who can look it up, and another try. What was typed is the caller's to keep. */
export function Failure(props: { error: unknown; retry?: (() => void) | undefined; children?: ReactNode }) {
  const { error, retry, children } = props;
  const problem = problemOf(error);
  const { what, next } = problemWords(problem);
  return (
    <Notice kind="fault" heading={what}>
      {next === '' ? null : <p>{next}</p>}
      {children}
      {problem.requestId === null ? null : (
        <p className={styles['id']}>
          {words.notice.request} {problem.requestId}
        </p>
      )}
      {retry === undefined ? null : <Button onPress={retry}>{words.notice.again}</Button>}
    </Notice>
  );
}

export function Empty({ heading, children }: { heading: string; children?: ReactNode }) {
  return (
    <div className={styles['empty']} role="status">
      <h2>{heading}</h2>
      {children}
    </div>
  );
}

/** Rows that are on their way. */
export function Skeleton({ rows = 5 }: { rows?: number }) {
  return (
    <div className={styles['skeleton']} role="status" aria-label={words.notice.loading}>
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} />
      ))}
    </div>
  );
}

/** What the server's table says of a permission; undefined until it was read. */
export function usePermission(permission: string) {
  const table = useQuery({ queryKey: ['permissions'], queryFn: permissions, staleTime: Infinity });
  return table.data?.permissions.find(({ name }) => name === permission);
}

/** In place of a screen. */
export function NoRightPage({ title, permission }: { title: string; permission: string }) {
  return (
    <Page title={title}>
      <NoRight permission={permission} />
    </Page>
  );
}

/** In place of what somebody may not do: what it takes, and who has it. */
export function NoRight({ permission }: { permission: string }) {
  const entry = usePermission(permission);
  return (
    <Notice heading={words.notice.noRight}>
      {entry ? <p>{words.notice.noRightFor(entry.allows, entry.roles.join(', '))}</p> : null}
    </Notice>
  );
}
