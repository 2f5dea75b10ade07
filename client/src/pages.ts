// Lists: one page as a promise, every row as an iterator.

/** What the API answers for any list. */
export interface Page {
  readonly data: readonly unknown[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/** `await` it for the first page; `for await` it for every row of every page, fetched as they are needed. */
export type Pages<P extends Page> = Promise<P> & AsyncIterable<Row<P>>;
type Row<P extends Page> = P['data'][number];

/** `fetch` gets the cursor of the page to fetch; none for the first one. */
export function pages<P extends Page>(fetch: (cursor?: string) => Promise<P>): Pages<P> {
  const first = fetch();
  return Object.assign(first, {
    async *[Symbol.asyncIterator](): AsyncGenerator<Row<P>, void, undefined> {
      for (let page = await first; ; page = await fetch(page.next_cursor)) {
        for (const row of page.data) yield row as Awaited<Row<P>>;
        // A page may be short, or empty, while there are more.
        if (!page.has_more || page.next_cursor === null) return;
      }
    },
  });
}
