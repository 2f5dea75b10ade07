// Who is calling: the key behind a request, as the admission found it, and the marks by which a route says which keys it serves.
import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { FastifyContextConfig, FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import type { User } from '../../core/accounts/account';
import type { Permission } from '../../core/accounts/permissions';
import type { Session } from '../../core/people/session';

/** Who may call, apart from strangers. */
export type CallerKind = 'secret' | 'publishable' | 'terminal' | 'user';

/** Whom each kind of route serves; `open`: anybody. People are served by whatever route names a permission besides. */
export const SERVED = {
  open: null,
  any_key: ['secret', 'publishable', 'terminal'],
  secret_or_terminal: ['secret', 'terminal'],
  terminal: ['terminal'],
  secret_key: ['secret'],
  user: ['user'],
} as const satisfies Readonly<Record<string, readonly CallerKind[] | null>>;
export type Access = keyof typeof SERVED;

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before the body is read; absent on open routes. */
    caller?: Caller;
    /** When `caller` was looked up, in milliseconds of `clock.elapsed()`. */
    admittedAt?: number;
    /** Set by the key guard where the key, or the terminal, was revoked, for the log. */
    revokedKeyId?: string;
    /** The session that a person came with, and the person. */
    held?: { readonly session: Session; readonly user: User };
  }
  interface FastifyContextConfig {
    /** Absent: secret keys alone, so that a route that says nothing gives nothing away. */
    access?: Access;
    /** What a person of the console needs to call it. Absent: no person may, unless the route is for people alone. */
    permission?: Permission | undefined;
    /** It is a step of signing in: a session that is not whole yet may call it too. */
    duringSignIn?: boolean | undefined;
    /** Whether its body is a file of this kind, which is read as it comes. Absent: JSON. */
    upload?: 'csv';
    /** Its answer is one large text, the same for all: sent from one piece of memory. */
    inOnePiece?: boolean;
  }
}

/** What a route says of whom it serves. */
type RouteMarks = Pick<FastifyContextConfig, 'access' | 'permission' | 'duringSignIn' | 'upload'>;

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

/** This route serves people of the console too, where they hold this permission: others get 403 `permission_missing`. */
export const UsersWith = (permission: Permission): MethodDecorator => marking({ permission });

/** This route serves people of the console alone: with a permission, or all of them where it names none. */
export const UserOnly = (permission?: Permission): MethodDecorator => marking({ access: 'user', permission });

/** This route is a step of signing in: it serves a session that is not whole yet, and decides by itself which step that must be at. */
export const DuringSignIn = (): MethodDecorator => marking({ access: 'user', duringSignIn: true });

/** The body of this route is CSV, of any size and for as long as it moves. */
export const TakesCsv = (): MethodDecorator => marking({ upload: 'csv' });

/**
 * On a method, or on each method of a class. It ends up in `request.routeOptions.config`, where it is known before the body of
 * a request is read: the framework's own marks are looked at only after that.
 */
function serves(access: Access): ClassDecorator & MethodDecorator {
  const mark = marking({ access });
  return (target: object, name?: string | symbol, descriptor?: PropertyDescriptor): void => {
    if (name !== undefined && descriptor) {
      mark(target, name, descriptor);
      return;
    }
    const prototype = (target as { prototype: object }).prototype;
    for (const [method, own] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      const handler: unknown = own.value;
      // What a method says of itself goes before what its class says: methods are decorated first.
      const isMarked = typeof handler !== 'function' || configOf(handler).access !== undefined;
      if (method !== 'constructor' && !isMarked) mark(prototype, method, own);
    }
  };
}

/** Adds to what a handler's marks say already. */
function marking(added: RouteMarks): MethodDecorator {
  return (target, name, descriptor) => {
    SetMetadata(ROUTE_CONFIG, { ...configOf(descriptor.value), ...added })(target, name, descriptor);
  };
}

function configOf(handler: unknown): RouteMarks {
  return (Reflect.getMetadata(ROUTE_CONFIG, handler as object) as RouteMarks | undefined) ?? {};
}

/** The caller of a request that has been admitted. Throws on an open route: a defect of the route. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new Error('This route has no caller: it is open, or the admission was left out');
  return request.caller;
}

/** The session of a request that a person sent. Throws on a route that serves others: a defect of the route. */
export function heldBy(request: FastifyRequest): NonNullable<FastifyRequest['held']> {
  if (!request.held) throw new Error('This route has no session: it is not for people alone');
  return request.held;
}

/** Gives a handler the core `Caller` behind the request. */
export const CallerOf = createParamDecorator((_data: unknown, context: ExecutionContext): Caller =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
