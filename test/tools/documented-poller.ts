// "Poll without a gap" of docs/api.md, to the letter.
import { VISIBLE_WITHIN_MS } from '../../src/core/values/visible';

interface Row {
  readonly id: string;
  readonly created_at: string;
}

/** A page of a list. */
export interface Page {
  readonly data?: readonly Row[];
  readonly has_more?: boolean;
  readonly next_cursor?: string | null;
}

/** A page, and what the header `Date` of its answer says. */
export interface Told {
  readonly page: Page;
  readonly date: string;
}

export class DocumentedPoller {
  readonly seen = new Map<string, Row>();
  #from: number | null = null;
  #beganAt = 0;

  /** `ask` of null: the server was gone. `elapsed`: the poller's own watch. */
  constructor(
    private readonly ask: (query: URLSearchParams) => Promise<Told | null>,
    private readonly elapsed: () => number = () => performance.now(),
  ) {}

  /** One round; false where a server was gone, and the round has to be made again. */
  async round(): Promise<boolean> {
    const beganAt = this.elapsed();
    const rows: Row[] = [];
    let first: { readonly newest: string | undefined; readonly date: number } | undefined;
    for (let cursor: string | null | undefined; cursor !== null;) {
      const query = new URLSearchParams({ limit: '100' });
      if (this.#from !== null) query.set('created_from', new Date(this.#from).toISOString());
      if (cursor) query.set('cursor', cursor);
      const told = await this.ask(query);
      if (!told?.page.data) return false;
      const date = Date.parse(told.date);
      if (this.#from !== null && date < this.#from) {
        this.#from = date - (beganAt - this.#beganAt) - VISIBLE_WITHIN_MS;
        return this.round();
      }
      first ??= { newest: told.page.data[0]?.created_at, date };
      rows.push(...told.page.data);
      cursor = told.page.has_more ? told.page.next_cursor : null;
    }
    for (const row of rows) this.seen.set(row.id, row);
    if (first?.newest !== undefined) this.#from = Math.min(Date.parse(first.newest), first.date) - VISIBLE_WITHIN_MS;
    this.#beganAt = beganAt;
    return true;
  }
}
