// Requests a minute for each key, and the headers that say how many are left. Counted before a body is read: what is sent beyond the
// limit costs no more than its headers.
import type { FastifyReply } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import { ProblemException } from '../problems/problem';
import { FixedWindows, WindowTables, type Counted, type Counter } from './fixed-windows';
import { FEW_PART, visitorCounters } from './subjects';

const MINUTE_MS = 60_000;
/** Far more keys than one process serves; each costs about a hundred bytes. */
const MOST_KEYS = 50_000;
const MOST_VISITORS = 100_000;

/** The limit of `VOUCH_RATE_LIMIT`, for each key: one counter a key, not one a key and route. */
export class RateLimit {
  readonly #windows: FixedWindows;
  readonly #visitors: WindowTables;
  readonly #read = (counter: Counter): Counted => this.#visitors.read(counter);

  /** `perMinute` 0: no limit. `now` counts milliseconds, and is never set. */
  constructor(
    private readonly perMinute: number,
    now: () => number,
  ) {
    this.#windows = new FixedWindows(MOST_KEYS, now);
    this.#visitors = new WindowTables(MOST_VISITORS, now);
  }

  /** Counts a request of `caller`, and tells in its answer how many are left. Throws `ProblemException` 429 `rate_limited`. */
  count(caller: Caller, reply: FastifyReply): void {
    if (this.perMinute === 0) return;
    const { count, leftMs } = this.#count(caller);
    const seconds = Math.max(1, Math.ceil(leftMs / 1000));
    void reply.headers({
      'X-RateLimit-Limit': this.perMinute,
      'X-RateLimit-Remaining': Math.max(0, this.perMinute - count),
      'X-RateLimit-Reset': seconds,
    });
    if (count <= this.perMinute) return;
    throw new ProblemException(429, 'rate_limited', `This key may make ${String(this.perMinute)} requests a minute`, {
      retryAfterMs: seconds * 1000,
    });
  }

  /**
   * A publishable key stands in a page: one visitor with a loop, or with many networks, must not close it to all others. So each of its
   * addresses counts by itself, and wider counts are kept as subjects.ts says.
   */
  #count({ keyId, publishable, address = '' }: Caller): Counted {
    if (!publishable) return this.#windows.add(keyId, MINUTE_MS);
    const [key, network, own] = visitorCounters('requests', keyId, address, this.perMinute / FEW_PART, this.#read);
    for (const counter of [network, key]) {
      const { count, leftMs } = this.#visitors.read(counter);
      if (count >= this.perMinute * counter.share) return { count, leftMs };
    }
    const visitor = this.#visitors.add(own, MINUTE_MS);
    // What is refused to one visitor fills nobody else's count.
    if (visitor.count <= this.perMinute) for (const counter of [network, key]) this.#visitors.add(counter, MINUTE_MS);
    return visitor;
  }
}
