// What a person changed by this route stands in the audit log before the answer goes out. Of keys nothing is written here.
import {
  applyDecorators,
  Injectable,
  SetMetadata,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';
import type { Act, AuditDetails } from '../../core/people/audit';
import { recordAct } from '../../core/people/record-act';
import { Services } from '../../core/use-cases/services';
import { callerOf } from '../request/caller';

const MARK = 'vouch:records-act';

interface Mark {
  readonly act: Act;
  readonly kind: string;
  readonly told: readonly string[];
}

/**
 * Of a route that answers with the object it is about, or that names it in its path. `kind`: what that object is. `told`: members of the
 * answer that stand in the entry as well. Never one that somebody writes freely: it may hold anything.
 */
export const RecordsAct = (act: Act, kind: string, told: readonly string[] = []) =>
  applyDecorators(SetMetadata(MARK, { act, kind, told } satisfies Mark), UseInterceptors(ActInterceptor));

/** Around the handler. An answer whose act cannot be written down is not given: the caller asks again, and sees what was done. */
@Injectable()
export class ActInterceptor implements NestInterceptor {
  constructor(private readonly services: Services) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const caller = callerOf(request);
    const mark = Reflect.getMetadata(MARK, context.getHandler()) as Mark;
    if (!caller.user) return next.handle();
    return next.handle().pipe(
      mergeMap(async (body: unknown) => {
        const { method, routeOptions } = request;
        // Of a repeat nothing was done but to show it, unless the one before died before it was written down.
        const again = reply.hasHeader('idempotent-replayed') ? { repeated: true } : {};
        const details = { method, route: routeOptions.url ?? '', ...toldOf(body, mark.told), ...again };
        const about = { kind: mark.kind, id: idOf(body) ?? idOf(request.params) ?? '-' };
        await recordAct(this.services, caller, mark.act, about, details);
        return body;
      }),
    );
  }
}

function idOf(value: unknown): string | null {
  const { id } = (isObject(value) ? value : {}) as { readonly id?: unknown };
  return typeof id === 'string' ? id : null;
}

function toldOf(body: unknown, names: readonly string[]): AuditDetails {
  const members: readonly (readonly [string, unknown])[] = Object.entries(isObject(body) ? body : {});
  return Object.fromEntries(
    members.flatMap(([name, value]) => (names.includes(name) && isTold(value) ? [[name, value] as const] : [])),
  );
}

function isTold(value: unknown): value is AuditDetails[string] {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
