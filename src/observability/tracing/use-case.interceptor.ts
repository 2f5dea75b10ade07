// A span about each handler: the use case, between the request it came with and the calls it makes. Bound only while traces
// are on.
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { context as active } from '@opentelemetry/api';
import { lastValueFrom, Observable, tap } from 'rxjs';
import { inSpan } from './spans';

/** Names the span after controller and handler: `use case Redemptions.create`. */
@Injectable()
export class UseCaseSpans implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const name = `${context.getClass().name.replace(/Controller$/, '')}.${context.getHandler().name}`;
    const outer = active.active();
    return new Observable((subscriber) => {
      const work = () =>
        inSpan(`use case ${name}`, { 'vouch.use_case': name }, async () => {
          // The framework binds the handler to the context in which `handle` is called.
          const values = next.handle().pipe(tap((value) => subscriber.next(value)));
          await lastValueFrom(values, { defaultValue: undefined });
        });
      active.with(outer, work).then(
        () => subscriber.complete(),
        (error: unknown) => subscriber.error(error),
      );
      return () => undefined;
    });
  }
}
