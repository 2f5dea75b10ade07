// A list of the server, page by page, in all its states.
import { useInfiniteQuery, type QueryKey } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ListOf } from '../api/documents';
import { words } from '../language/language';
import { Button } from './button';
import { Empty, Failure, Skeleton } from './notice';
import { useShortcut } from './shortcuts';
import { Table, type Column } from './table';

/** Pages of a list. Whoever changes something of it invalidates the key. */
export function usePages<T, P extends ListOf<T> = ListOf<T>>(
  queryKey: QueryKey,
  fetchPage: (page: { cursor: string | undefined; signal: AbortSignal }) => Promise<P>,
  options: { enabled?: boolean; gcTime?: number; staleTime?: number; refetchInterval?: number } = {},
) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => fetchPage({ cursor: pageParam, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ has_more, next_cursor }) => (has_more ? (next_cursor ?? undefined) : undefined),
    ...options,
  });
  const rows = query.data?.pages.flatMap(({ data }) => data) ?? [];
  return { ...query, rows };
}

export interface ListingProps<T> {
  readonly pages: {
    readonly rows: readonly T[];
    readonly isPending: boolean;
    readonly isFetchingNextPage: boolean;
    readonly hasNextPage: boolean;
    readonly error: unknown;
    readonly refetch: () => unknown;
    readonly fetchNextPage: () => unknown;
  };
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly keyOf: (row: T) => string;
  readonly empty: string;
  /** What to do where there is nothing. */
  readonly emptyHelp?: ReactNode;
}

export function Listing<T>({ pages, caption, columns, keyOf, empty, emptyHelp }: ListingProps<T>) {
  const { rows, isPending, isFetchingNextPage, hasNextPage, error } = pages;
  const older = (): void => void pages.fetchNextPage();
  useShortcut('n', older, hasNextPage && !isFetchingNextPage);
  if (isPending) return <Skeleton />;
  const failure = error ? <Failure error={error} retry={() => void pages.refetch()} /> : null;
  // A page of a list may be empty while more come after it.
  if (rows.length === 0 && !hasNextPage) return failure ?? <Empty heading={empty}>{emptyHelp}</Empty>;
  const foot = hasNextPage ? (
    <Button onPress={older} busy={isFetchingNextPage} shortcut="n">
      {words.notice.older}
    </Button>
  ) : null;
  return (
    <>
      {failure}
      <Table caption={caption} columns={columns} rows={rows} keyOf={keyOf} foot={foot} />
    </>
  );
}
