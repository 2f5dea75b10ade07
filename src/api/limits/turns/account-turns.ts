// Requests begin in turns, so that what one account asks for at once is not everybody's wait. A page is read and made in one piece, up to
// fifty milliseconds long, and a sale in some six of half a millisecond: hundreds that came at once would run one behind the other, with
// nobody else in between. Only their beginning is held: how many are under way is the provider's affair, who may take a minute.
import type { LargeRead } from '../../../core/redemption/store';
import { KnownCosts } from './known-costs';
import { LastAsked } from './last-asked';
import { Line, type Asked, type Queue } from './line';

/** What an account may begin in one turn of the event loop: requests until they took so long, and so many at most. */
interface Share {
  readonly ms: number;
  readonly requests: number;
}

/** While others ask for something too. */
const AMONG_OTHERS: Share = { ms: 3, requests: 8 };
/** While nobody else does: as much as shares a commit with profit. Whoever comes then waits for no more than that. */
const ALONE: Share = { ms: 20, requests: 64 };
/** Others that asked for something so long ago are still there: a till that rings up a sale asks again and again. */
const LATELY_MS = 1_000;
/** Behind a request that took longer than this its account rests. */
const QUICK_MS = 3;
/**
 * What is not over when it has to wait for something takes three times as long again, in the turns of its commit and its answer: so did
 * sales, and changes of large redemptions, on SQLite.
 */
const WITH_WHAT_FOLLOWS = 4;
/** What a request about a large record costs its account, where the driver reads it and nobody can measure that: twice what it takes. */
const MS_FOR_EACH_BYTE = 40 / (1024 * 1024);
/** No requests make those behind them wait longer. */
const LONGEST_REST_MS = 250;

/** Requests that began in one piece of work of the process, which ends when all of them wait for something, or are over. */
interface Piece {
  readonly beganAt: number;
  readonly of: { readonly line: Line; readonly asked: Asked }[];
}

/**
 * In each turn of the event loop each account begins its share of requests, of its callers in rotation. Behind a request that took long by
 * itself an account rests as long again, unless it is alone: so such requests take half of a process at most while others have work for it. Of callers who are apart those rest who
 * make such requests, all together, also while nobody but callers of their account is there.
 */
export class AccountTurns {
  /** Those of accounts that have just begun something, rest, or wait. */
  readonly #lines = new Map<string, Line>();
  readonly #askedLast = new LastAsked();
  readonly #costs: KnownCosts;
  /** Of large records, by the id that they were asked for by. */
  readonly #large: KnownCosts;
  /** Of callers who are apart. */
  readonly #slow: KnownCosts;
  #piece: Piece | undefined;

  /** `now` counts milliseconds, and is never set. */
  constructor(private readonly now: () => number) {
    this.#costs = new KnownCosts(QUICK_MS, now);
    this.#large = new KnownCosts(QUICK_MS, now);
    this.#slow = new KnownCosts(QUICK_MS, now);
  }

  /**
   * A record of the account was read that has so many bytes: every call about it costs that from now on, as it begins. The call that found it
   * out has begun: its account rests for it now.
   */
  noteLarge({ id, accountId, bytes }: LargeRead): void {
    const ms = bytes * MS_FOR_EACH_BYTE;
    const isNew = this.#large.knownOf(id) === undefined;
    this.#large.learn(id, ms);
    if (isNew) (this.#lines.get(accountId) ?? this.#newLine(accountId, false)).largeMs += ms;
  }

  /** Resolves when a request may begin; undefined: at once, and it must. Callers of one `account` share its turns. */
  take(account: string, asked: Asked): Promise<void> | undefined {
    this.#askedLast.note(account, this.now());
    const line = this.#lines.get(account) ?? this.#newLine(account, asked.apart ?? false);
    if (line.apart && !line.turning) this.#untilNextTurn(line);
    const queue = this.#queueOf(line, asked.caller);
    const isHeld = queue === line.slow && line.rests > 0;
    if (!isHeld && !line.mayBegin && this.#hasRoom(line)) {
      this.#measure(line, asked);
      return undefined;
    }
    return new Promise((begin) => {
      queue.add(asked.caller, { asked, begin });
    });
  }

  #newLine(account: string, apart: boolean): Line {
    const line = new Line(account, apart);
    this.#lines.set(account, line);
    this.#untilNextTurn(line);
    return line;
  }

  #queueOf(line: Line, caller: string): Queue {
    return line.apart && this.#slow.knownOf(line.nameOf(caller)) !== undefined ? line.slow : line.waiting;
  }

  #isAlone({ account }: Line): boolean {
    return this.now() - this.#askedLast.byOthersThan(account) > LATELY_MS;
  }

  #hasRoom(line: Line): boolean {
    const { ms, requests } = this.#isAlone(line) ? ALONE : AMONG_OTHERS;
    return (line.apart || line.rests === 0) && line.begun < requests && line.tookMs < ms;
  }

  /** Counts one that begins now, and how long it takes. On MongoDB several may begin in one piece of work: each gets its part of that. */
  #measure(line: Line, asked: Asked): void {
    line.begun += 1;
    const largeMs = asked.id === undefined ? 0 : (this.#large.knownOf(asked.id) ?? 0);
    line.tookMs += largeMs;
    line.largeMs += largeMs;
    if (largeMs > 0) this.#noteSlow(line, asked.caller, largeMs);
    if (this.#piece) {
      this.#piece.of.push({ line, asked });
      return;
    }
    const piece = { beganAt: this.now(), of: [{ line, asked }] };
    this.#piece = piece;
    // Asked for by a microtask, a tick comes after all of them: when nothing is left to do for what has begun.
    queueMicrotask(() => {
      process.nextTick(() => {
        this.#end(piece);
      });
    });
  }

  #end({ beganAt, of }: Piece): void {
    this.#piece = undefined;
    const tookMs = (this.now() - beganAt) / of.length;
    for (const { line, asked } of of) this.#charge(line, asked, tookMs);
    for (const { line } of of) this.#beginNext(line);
  }

  #charge(line: Line, { caller, about, isOver }: Asked, tookMs: number): void {
    // Another account may name the same thing, and find none.
    const name = about === undefined ? undefined : `${line.account} ${about}`;
    const costMs = this.#costs.costOf(name, tookMs, isOver());
    line.tookMs += costMs;
    if (costMs <= QUICK_MS) return;
    line.restMs += isOver() ? costMs : WITH_WHAT_FOLLOWS * costMs;
    this.#noteSlow(line, caller, costMs);
  }

  /** What waits of this caller waits with the slow ones from now on. */
  #noteSlow(line: Line, caller: string, ms: number): void {
    if (!line.apart) return;
    this.#slow.learn(line.nameOf(caller), ms);
    line.moveToSlow(caller);
  }

  /** One at a time: how long it takes says whether another one may follow in this turn. */
  #beginNext(line: Line): void {
    if (!this.#hasRoom(line)) return;
    const next = line.takeNext();
    if (!next) return;
    this.#measure(line, next.asked);
    next.begin();
  }

  #untilNextTurn(line: Line): void {
    line.turning = true;
    setImmediate(() => {
      line.turning = false;
      const restMs = this.#restOf(line);
      if (restMs > 0) this.#rest(line, restMs);
      if (line.apart || line.rests === 0) this.#beginTurn(line);
    });
  }

  #rest(line: Line, restMs: number): void {
    line.rests += 1;
    setTimeout(() => {
      line.rests -= 1;
      if (!line.turning) this.#beginTurn(line);
    }, restMs);
  }

  /** Large records come one behind the other also while the account is alone: whoever comes then would wait for all that are under way. */
  #restOf(line: Line): number {
    const isAlone = !line.apart && this.#isAlone(line);
    return Math.min(isAlone ? line.largeMs / 2 : line.restMs + line.largeMs, LONGEST_REST_MS);
  }

  #beginTurn(line: Line): void {
    line.beginTurn();
    if (line.mayBegin) {
      this.#untilNextTurn(line);
      this.#beginNext(line);
    } else if (line.rests === 0) this.#lines.delete(line.account);
  }
}
