// Requests a minute for each key, and the headers that say how many are left. Runs after the key guard.
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import '../request/caller';
import { ProblemException } from '../problems/problem';
import { FixedWindows } from './fixed-windows';

const MINUTE_MS = 60_000;
/** Far more keys than one process serves; each costs about a hundred bytes. */
const MOST_KEYS = 50_000;

/** The limit of `VOUCH_RATE_LIMIT`, for each key. Throws `ProblemException` 429 `rate_limited`. */
export class RateLimitGuard implements CanActivate {
  readonly #windows: FixedWindows;

  /** `perMinute` 0: no limit. `now` counts milliseconds, and is never set. */
  constructor(
    private readonly perMinute: number,
    now: () => number,
  ) {
    this.#windows = new FixedWindows(MOST_KEYS, now);
  }

  /** One counter a key, not one a key and route. Public routes have no caller, and no limit. */
  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const { caller } = http.getRequest<FastifyRequest>();
    if (this.perMinute === 0 || caller === undefined) return true;
    const { count, leftMs } = this.#windows.add(caller.keyId, MINUTE_MS);
    const seconds = Math.max(1, Math.ceil(leftMs / 1000));
    void http.getResponse<FastifyReply>().headers({
      'X-RateLimit-Limit': this.perMinute,
      'X-RateLimit-Remaining': Math.max(0, this.perMinute - count),
      'X-RateLimit-Reset': seconds,
    });
    if (count <= this.perMinute) return true;
    throw new ProblemException(429, 'rate_limited', `This key may make ${String(this.perMinute)} requests a minute`, {
      retryAfterMs: seconds * 1000,
    });
  }
}
