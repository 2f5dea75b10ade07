// Links between screens. They keep the mode that the screen is in.
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import type { Mode } from '../api/transport';

/** The mode that the address says. Anything else than `live` is test. */
export function useMode(): Mode {
  const { mode }: { mode?: string } = useParams({ strict: false });
  return mode === 'live' ? 'live' : 'test';
}

/** Values of a query of an address. */
export type Query = Readonly<Record<string, string | undefined>>;

export interface GoProps {
  /** Within the mode: `/reviews`. */
  readonly to: string;
  readonly query?: Query;
  readonly children: ReactNode;
  /** It is what a row of a table opens. */
  readonly row?: boolean;
  readonly className?: string | undefined;
  readonly mode?: Mode;
}

export function Go({ to, query, children, row, className, mode }: GoProps) {
  const here = useMode();
  return (
    <Link
      to={`/${mode ?? here}${to === '/' ? '' : to}`}
      {...(query ? { search: query } : {})}
      {...(row ? { 'data-row': '' } : {})}
      {...(className === undefined ? {} : { className })}
      activeProps={{ 'aria-current': 'page' }}
      activeOptions={{ exact: to === '/', includeSearch: false }}
    >
      {children}
    </Link>
  );
}

/** Goes to another screen of the same mode. */
export function useGo(): (to: string, options?: { query?: Query; replace?: boolean; mode?: Mode }) => void {
  const navigate = useNavigate();
  const here = useMode();
  return (to, { query, replace = false, mode } = {}) =>
    void navigate({
      to: `/${mode ?? here}${to === '/' ? '' : to}`,
      ...(query ? { search: query } : {}),
      replace,
    });
}

/**
 * Goes elsewhere in place of being shown: once for each place, however often it is drawn meanwhile. The router's own goes anew with every
 * drawing, and the way to a screen that is still loading draws this one again.
 */
export function Redirect({ to, after = '' }: { to: string; /** Where to go on from there. */ after?: string }) {
  const navigate = useNavigate();
  // Of the first drawing: on the way, the address is another one already.
  const [search] = useState(after === '' ? {} : { to: after });
  useEffect(() => {
    void navigate({ to, search, replace: true });
  }, [navigate, to, search]);
  return null;
}
