// What every screen is laid out in: a heading that is read aloud when the screen changes, what can be done here, and panels.
import { useEffect, useRef, type ReactNode } from 'react';
import { words } from '../language/language';
import styles from './page.module.css';

export interface PageProps {
  readonly title: string;
  /** Where it is more than a word. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** False where a field of the screen takes the focus itself. */
  readonly focus?: boolean;
}

export function Page({ title, lead, actions, children, focus = true }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${words.product}`;
  }, [title]);
  useEffect(() => {
    if (focus) heading.current?.focus({ preventScroll: true });
  }, [focus]);
  return (
    <div className={styles['page']}>
      <div className={styles['head']}>
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead === undefined ? null : <p className={styles['lead']}>{lead}</p>}
        </div>
        {actions === undefined ? null : <div className={styles['actions']}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}

export function Panel({ title, children, id }: { title?: ReactNode; children: ReactNode; id?: string }) {
  return (
    <section className={styles['panel']} id={id} tabIndex={id === undefined ? undefined : -1}>
      {title === undefined ? null : <h2>{title}</h2>}
      {children}
    </section>
  );
}

/** Pairs of a name and what it is. What is null is left out. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className={styles['facts']}>
      {facts
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

export function Row({ children }: { children: ReactNode }) {
  return <div className={styles['row']}>{children}</div>;
}

export function Filters({ children }: { children: ReactNode }) {
  return <div className={styles['filters']}>{children}</div>;
}

export function Columns({ children }: { children: ReactNode }) {
  return <div className={styles['columns']}>{children}</div>;
}

export function Soft({ children }: { children: ReactNode }) {
  return <span className={styles['soft']}>{children}</span>;
}

/** Something that is shown this once. */
export function Secret({ children }: { children: string }) {
  return <output className={styles['secret']}>{children}</output>;
}

export function Json({ value }: { value: unknown }) {
  return (
    <pre className={styles['json']} tabIndex={0} role="region" aria-label={words.redemption.json}>
      {JSON.stringify(value, null, 2)}
    </pre>
  );
}

/** A form whose Enter sends it, once; with Ctrl also from a text of several lines, and from anywhere else in it. */
export function Form({ onSubmit, children }: { onSubmit: () => void; children: ReactNode }) {
  return (
    <form
      className={styles['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return;
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}
