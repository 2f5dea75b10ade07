// What every request passes: the key guard on its way in, the problem filter on its way out, and the pages that explain
// the problems.
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { ProblemsController } from '../problems/problems.controller';
import { RouteTable } from './hooks';
import { KeyGuard } from './key.guard';
import { ProblemFilter } from './problem.filter';

@Module({ controllers: [ProblemsController] })
export class HttpModule {
  /** `routes` is what `addHttpHooks` returned: it tells a wrong method from a wrong address. */
  static forRoot(routes: RouteTable): DynamicModule {
    return {
      module: HttpModule,
      providers: [
        { provide: RouteTable, useValue: routes },
        { provide: APP_GUARD, useClass: KeyGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
