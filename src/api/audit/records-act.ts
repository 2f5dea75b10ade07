// What a person changed by this route stands in the audit log before the answer goes out. Of keys nothing is written here.
import {
  applyDecorators,
  Injectable,
  SetMetadata,
  StreamableFile,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';
import type { Act } from '../../core/people/audit';
import { recordAct } from '../../core/people/record-act';
import { Services } from '../../core/use-cases/services';
import { callerOf } from '../request/caller';

const MARK = 'vouch:records-act';

interface Mark {
  readonly act: Act;
  readonly kind: string;
  /** Of a list: it is an act only where all of it is taken out as a file. */
  readonly list?: string;
}

/** Of a route that answers with the object it is about, or that names it in its path. `kind`: what that object is. */
export const RecordsAct = (act: Act, kind: string) =>
  applyDecorators(SetMetadata(MARK, { act, kind }), UseInterceptors(ActInterceptor));

/** Of a route that hands out a list, `list`, as a file as well. */
export const RecordsExport = (list: string) =>
  applyDecorators(
    SetMetadata(MARK, { act: 'list_exported', kind: 'list', list } satisfies Mark),
    UseInterceptors(ActInterceptor),
  );

/** Around the handler. An answer whose act cannot be written down is not given: the caller asks again, and sees what was done. */
@Injectable()
export class ActInterceptor implements NestInterceptor {
  constructor(private readonly services: Services) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const caller = callerOf(request);
    const mark = Reflect.getMetadata(MARK, context.getHandler()) as Mark;
    if (!caller.user) return next.handle();
    return next.handle().pipe(
      mergeMap(async (body: unknown) => {
        const { method, routeOptions } = request;
        if (mark.list !== undefined && !(body instanceof StreamableFile)) return body;
        const about = { kind: mark.kind, id: mark.list ?? idOf(body) ?? idOf(request.params) ?? '-' };
        await recordAct(this.services, caller, mark.act, about, { method, route: routeOptions.url ?? '' });
        return body;
      }),
    );
  }
}

function idOf(value: unknown): string | null {
  const { id } = (typeof value === 'object' && value !== null ? value : {}) as { readonly id?: unknown };
  return typeof id === 'string' ? id : null;
}
