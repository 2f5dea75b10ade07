// Reads take turns, so that one account's many lists are not everybody's wait. On the embedded store a page is read and made in one
// piece, up to fifty milliseconds long: hundreds of them that came at once would run one behind the other, with nobody else in between.

/**
 * How many reads of an account begin in one turn of the event loop. On SQLite a read is over in the turn in which it begins. On MongoDB
 * one only begins to wait there, and those that begin together share commands.
 */
export const IN_A_TURN: Readonly<Record<'sqlite' | 'mongodb', number>> = { sqlite: 1, mongodb: 32 };
/** Reads as quick as this let the next ones of their account begin in the next turn of the event loop. */
const QUICK_MS = 3;
/** No reads make those behind them wait longer. */
const LONGEST_REST_MS = 100;

type Begin = () => void;

/** What waits of each caller of an account. The caller whose turn was last comes last. */
interface Line {
  readonly waiting: Map<string, Begin[]>;
  /** How many began in this turn. */
  begun: number;
}

/**
 * In each turn of the event loop `inATurn` reads of each account begin at most, of its callers in rotation. Behind what took long, an
 * account of which more waits rests as long again: so its reads take half of a process at most while others have work for it.
 */
export class ReadTurns {
  /** Those of accounts that have just read, or wait to. */
  readonly #lines = new Map<string, Line>();

  /** `now` counts milliseconds, and is never set. */
  constructor(
    private readonly inATurn: number,
    private readonly now: () => number,
  ) {}

  /** Resolves when a read of this caller may begin; undefined: at once. Callers of one `account` share its turns. */
  take(account: string, caller: string): Promise<void> | undefined {
    const line = this.#lines.get(account) ?? this.#newLine(account);
    if (line.begun < this.inATurn) {
      line.begun += 1;
      return undefined;
    }
    return new Promise((resolve) => {
      const waiting = line.waiting.get(caller);
      if (waiting) waiting.push(resolve);
      else line.waiting.set(caller, [resolve]);
    });
  }

  #newLine(account: string): Line {
    const line = { waiting: new Map<string, Begin[]>(), begun: 0 };
    this.#lines.set(account, line);
    this.#nextTurn(account, line);
    return line;
  }

  /** What has just begun runs until the loop comes round: how long that took, with what others had to do, is known then. */
  #nextTurn(account: string, line: Line): void {
    const began = this.now();
    setImmediate(() => {
      const tookMs = this.now() - began;
      if (line.waiting.size === 0) this.#lines.delete(account);
      else if (tookMs <= QUICK_MS) this.#begin(account, line);
      else setTimeout(() => this.#begin(account, line), Math.min(tookMs, LONGEST_REST_MS));
    });
  }

  #begin(account: string, line: Line): void {
    this.#nextTurn(account, line);
    for (line.begun = 0; line.begun < this.inATurn && line.waiting.size > 0; line.begun += 1)
      takeFirst(line.waiting)?.();
    // Whoever comes later in this turn waits behind those that wait already.
    if (line.waiting.size > 0) line.begun = this.inATurn;
  }
}

/** Takes the first one of the caller whose turn it is out of the line. */
function takeFirst(waiting: Line['waiting']): Begin | undefined {
  const [first] = waiting;
  if (!first) return undefined;
  const [caller, line] = first;
  const begin = line.shift();
  waiting.delete(caller);
  if (line.length > 0) waiting.set(caller, line);
  return begin;
}
