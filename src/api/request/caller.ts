// Who is calling: the key behind a request, as the admission found it, and the marks by which a route says which keys it serves.
import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';

/** Who may call, apart from strangers. Users of the console join them one day. */
export type CallerKind = 'secret' | 'publishable' | 'terminal';

/** Whom each kind of route serves; `open`: anybody. */
export const SERVED = {
  open: null,
  any_key: ['secret', 'publishable', 'terminal'],
  secret_or_terminal: ['secret', 'terminal'],
  terminal: ['terminal'],
  secret_key: ['secret'],
} as const satisfies Readonly<Record<string, readonly CallerKind[] | null>>;
export type Access = keyof typeof SERVED;

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before the body is read; absent on open routes. */
    caller?: Caller;
    /** Set by the key guard where the key, or the terminal, was revoked, for the log. */
    revokedKeyId?: string;
  }
  interface FastifyContextConfig {
    /** Absent: secret keys alone, so that a route that says nothing gives nothing away. */
    access?: Access;
  }
}

/** The name under which the framework hands a handler's own settings on to its route. */
const ROUTE_CONFIG = '__fastify_route_config__';

/** This route (or every route of this controller) needs no key. */
export const Public = () => serves('open');

/** This route serves keys of both types and terminals, each with what it may see. */
export const AnyKey = () => serves('any_key');

/** This route serves secret keys and terminals: publishable keys get 403 `key_not_allowed`. */
export const SecretOrTerminal = () => serves('secret_or_terminal');

/** This route serves terminals alone: it is about the one that asks. */
export const TerminalOnly = () => serves('terminal');

/**
 * This route (or every route of this controller) serves secret keys only: others get 403 `key_not_allowed`.
 */
export const SecretOnly = () => serves('secret_key');

/**
 * On a method, or on each method of a class. It ends up in `request.routeOptions.config`, where it is known before the body of
 * a request is read: the framework's own marks are looked at only after that.
 */
function serves(access: Access): ClassDecorator & MethodDecorator {
  const mark = SetMetadata(ROUTE_CONFIG, { access });
  return (target: object, name?: string | symbol, descriptor?: PropertyDescriptor): void => {
    if (name !== undefined && descriptor) {
      mark(target, name, descriptor);
      return;
    }
    const prototype = (target as { prototype: object }).prototype;
    for (const [method, own] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      const handler: unknown = own.value;
      // What a method says of itself goes before what its class says: methods are decorated first.
      const isMarked = typeof handler !== 'function' || Reflect.hasMetadata(ROUTE_CONFIG, handler);
      if (method !== 'constructor' && !isMarked) mark(prototype, method, own);
    }
  };
}

/** The caller of a request that has been admitted. Throws on an open route: a defect of the route. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new Error('This route has no caller: it is open, or the admission was left out');
  return request.caller;
}

/** Gives a handler the core `Caller` behind the request. */
export const CallerOf = createParamDecorator((_data: unknown, context: ExecutionContext): Caller =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
