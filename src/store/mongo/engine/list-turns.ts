// Lists of one account take turns. A page of documents as large as they may be has five megabytes, which the driver and the answer each
// go through in one piece: forty of them under way at once would be seconds in which nobody else gets a word in.
import { mongo } from 'mongoose';

/** Lists of an account that are under way at once: more of them would not be read faster. */
const AT_ONCE = 8;
/** Larger pages than this are read one at a time, for a while. */
const LARGE_BYTES = 512 * 1024;
const KNOWN_FOR_MS = 60_000;
/** Behind a large page the account rests: about twice as long as its bytes take to go through. */
const REST_MS_FOR_EACH_BYTE = 40 / (1024 * 1024);
/** Rows whose size is looked at: to measure all would cost as much as to read them. */
const MEASURED = 4;

interface Line {
  underWay: number;
  /** Until then it is known for large pages. */
  largeUntil: number;
  readonly waiting: (() => void)[];
}

/** Of one process. */
export class ListTurns {
  readonly #lines = new Map<string, Line>();

  /** `now` counts milliseconds, and is never set; `later` does something after so many. */
  constructor(
    private readonly now: () => number,
    private readonly later: (ms: number, work: () => void) => void,
  ) {}

  /** Runs `read` once it is the account's turn, first come, first served. */
  async during<T extends mongo.Document>(accountId: string, read: () => Promise<T[]>): Promise<T[]> {
    const line = this.#lineOf(accountId);
    if (line.underWay >= this.#mostOf(line)) await new Promise<void>((begin) => line.waiting.push(begin));
    else line.underWay += 1;
    let bytes = 0;
    try {
      const rows = await read();
      bytes = sizeOf(rows);
      return rows;
    } finally {
      this.#end(accountId, line, bytes);
    }
  }

  #lineOf(accountId: string): Line {
    const line = this.#lines.get(accountId) ?? { underWay: 0, largeUntil: -Infinity, waiting: [] };
    this.#lines.set(accountId, line);
    return line;
  }

  #mostOf({ largeUntil }: Line): number {
    return this.now() < largeUntil ? 1 : AT_ONCE;
  }

  #end(accountId: string, line: Line, bytes: number): void {
    if (bytes <= LARGE_BYTES) {
      this.#next(accountId, line);
      return;
    }
    line.largeUntil = this.now() + KNOWN_FOR_MS;
    this.later(bytes * REST_MS_FOR_EACH_BYTE, () => {
      this.#next(accountId, line);
    });
  }

  #next(accountId: string, line: Line): void {
    line.underWay -= 1;
    while (line.underWay < this.#mostOf(line)) {
      const begin = line.waiting.shift();
      if (!begin) break;
      line.underWay += 1;
      begin();
    }
    if (line.underWay === 0 && this.now() >= line.largeUntil) this.#lines.delete(accountId);
    else if (this.#lines.size > MOST_KNOWN) this.#forget();
  }

  #forget(): void {
    for (const [accountId, { underWay, largeUntil }] of this.#lines)
      if (underWay === 0 && this.now() >= largeUntil) this.#lines.delete(accountId);
  }
}

/** Far more accounts than have read large pages within a minute. */
const MOST_KNOWN = 1_000;

/** About so many bytes: which rows are looked at nobody can foresee. */
function sizeOf(rows: readonly mongo.Document[]): number {
  if (rows.length === 0) return 0;
  const some = Array.from(
    { length: Math.min(MEASURED, rows.length) },
    () => rows[Math.floor(Math.random() * rows.length)],
  );
  const bytes = some.reduce((sum, row) => sum + (row ? mongo.BSON.calculateObjectSize(row) : 0), 0);
  return (bytes / some.length) * rows.length;
}

/** Those of this process: whatever store they are of, the loop is one. */
export const LIST_TURNS = new ListTurns(
  () => performance.now(),
  (ms, work) => void setTimeout(work, ms).unref(),
);
