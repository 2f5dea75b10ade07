// Rows of records. Arrow keys go from row to row, Enter opens the one that has the focus, and a
// press opens the one it is on.
import { useEffect, useRef, type MouseEvent, type ReactNode } from 'react';
import { isTyping } from './shortcuts';
import styles from './table.module.css';

export interface Column<T> {
  readonly head: string;
  readonly cell: (row: T) => ReactNode;
  /** Amounts and counts: on the right. */
  readonly figure?: boolean;
}

export interface TableProps<T> {
  /** What a screen reader calls it. */
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  /** Below the last row. */
  readonly foot?: ReactNode;
}

export function Table<T>({ caption, columns, rows, keyOf, foot }: TableProps<T>) {
  const table = useRef<HTMLTableElement>(null);
  useArrowKeys(table);
  return (
    // It may be wider than the window: whoever has no pointer scrolls it by its own focus.
    <div className={styles['frame']} tabIndex={0} role="region" aria-label={caption}>
      <table className={styles['table']} ref={table}>
        <caption className={styles['hidden']}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ head, figure }) => (
              <th key={head} scope="col" data-figure={figure ? '' : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} onClick={openByRow}>
              {columns.map(({ head, cell, figure }) => (
                <td key={head} data-head={head} data-figure={figure ? '' : undefined}>
                  <div>{cell(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {foot ? <div className={styles['older']}>{foot}</div> : null}
    </div>
  );
}

/** Anywhere in a row is its link: but for what is a control itself, and for text that is being marked to be copied. */
function openByRow({ target, currentTarget }: MouseEvent<HTMLTableRowElement>): void {
  if (target instanceof Element && target.closest('a, button, input, select, label') !== null) return;
  if (window.getSelection()?.isCollapsed === false) return;
  currentTarget.querySelector<HTMLElement>('a[data-row]')?.click();
}

/** From the search box, too: the rows are what comes next there. */
function useArrowKeys(table: React.RefObject<HTMLTableElement | null>): void {
  useEffect(() => {
    const move = (event: KeyboardEvent): void => {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (step === 0 || event.ctrlKey || event.altKey || event.metaKey) return;
      const fromBox = event.target instanceof HTMLInputElement && event.target.type === 'search';
      if (isTyping(event.target) && !fromBox) return;
      const links = [...(table.current?.querySelectorAll<HTMLElement>('tbody tr a[data-row]') ?? [])];
      const at = links.findIndex((link) => link.closest('tr')?.contains(document.activeElement) === true);
      // The box is above the first row: up from nowhere would be the last one, which nobody means.
      const next = links[at === -1 ? (step === 1 ? 0 : -1) : at + step];
      if (!next) return;
      event.preventDefault();
      next.focus();
    };
    document.addEventListener('keydown', move);
    return () => {
      document.removeEventListener('keydown', move);
    };
  }, [table]);
}
