// Counts requests in fixed windows. In place of the framework's own store, which keeps one timer for every request.
import type { ThrottlerStorage } from '@nestjs/throttler';
import { Windows } from './windows';

type Counted = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** Far more keys than one process serves; each costs about a hundred bytes. */
const MOST_KEYS = 50_000;

export class RateLimitStorage implements ThrottlerStorage {
  readonly #windows: Windows;

  constructor(now: () => number) {
    this.#windows = new Windows(MOST_KEYS, now);
  }

  /** Times go in as milliseconds and come out as seconds: that is what the framework puts into headers. */
  increment(key: string, ttl: number, limit: number): Promise<Counted> {
    const { count, leftMs } = this.#windows.add(key, ttl);
    const seconds = Math.max(1, Math.ceil(leftMs / 1000));
    const isBlocked = count > limit;
    return Promise.resolve({
      totalHits: count,
      timeToExpire: seconds,
      isBlocked,
      timeToBlockExpire: isBlocked ? seconds : 0,
    });
  }
}
