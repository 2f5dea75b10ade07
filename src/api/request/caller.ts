// Who is calling: the key behind a request, as the guard found it, and the marks by which a route says which keys it serves.
import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the key guard; absent on public routes. */
    caller?: Caller;
    /** Set by the key guard where the key was revoked, for the log. */
    revokedKeyId?: string;
  }
}

/** The marks that `Public` and `SecretOnly` set, for the key guard to read. */
export const PUBLIC_ROUTE = 'vouch:public';
/** See `PUBLIC_ROUTE`. */
export const SECRET_ONLY = 'vouch:secret_only';

/** This route needs no key. */
export const Public = () => SetMetadata(PUBLIC_ROUTE, true);

/**
 * This route (or every route of this controller) serves secret keys only: publishable ones get 403 `key_not_allowed`.
 */
export const SecretOnly = () => SetMetadata(SECRET_ONLY, true);

/** The caller of a request that has passed the guard. Throws on a public route: a defect of the route. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new Error('This route has no caller: it is public, or the guard was left out');
  return request.caller;
}

/** Gives a handler the core `Caller` behind the request. */
export const CallerOf = createParamDecorator((_data: unknown, context: ExecutionContext): Caller =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
