// Requests a minute for each key, and the headers that say how many are left. Runs after the key guard.
import { Injectable, type ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerModuleOptions } from '@nestjs/throttler';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemException } from './problem';
import { RateLimitStorage } from './rate-limit.storage';

const MINUTE_MS = 60_000;

export function rateLimitOptions(perMinute: number, now: () => number): ThrottlerModuleOptions {
  return {
    throttlers: [{ ttl: MINUTE_MS, limit: perMinute }],
    storage: new RateLimitStorage(now),
    skipIf: (context) => perMinute === 0 || requestOf(context).caller === undefined,
    getTracker: (request) => (request as FastifyRequest).caller?.keyId ?? '',
    // One counter a key, not one a key and route.
    generateKey: (_context, tracker) => tracker,
  };
}

@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  protected override throwThrottlingException(
    context: ExecutionContext,
    detail: { readonly limit: number; readonly timeToBlockExpire: number },
  ): Promise<void> {
    const seconds = detail.timeToBlockExpire;
    void context.switchToHttp().getResponse<FastifyReply>().headers({
      'X-RateLimit-Limit': detail.limit,
      'X-RateLimit-Remaining': 0,
      'X-RateLimit-Reset': seconds,
    });
    throw new ProblemException(429, 'rate_limited', `This key may make ${String(detail.limit)} requests a minute`, {
      retryAfterMs: seconds * 1000,
    });
  }
}

function requestOf(context: ExecutionContext): FastifyRequest {
  return context.switchToHttp().getRequest<FastifyRequest>();
}
