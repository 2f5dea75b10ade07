// Puts the modules of the API together. A request passes the first three in the order in which they stand: the key is looked at last, once
// nothing is left to wait for.
import { Module, type DynamicModule } from '@nestjs/common';
import { BooksModule } from './api/books/books.module';
import { ConsoleModule } from './api/console/console.module';
import { EventsModule } from './api/events/events.module';
import { FourEyesModule } from './api/four-eyes/four-eyes.module';
import { HealthModule } from './api/health/health.module';
import type { RouteTable } from './api/http/hooks';
import { HttpModule } from './api/http/http.module';
import { LimitsModule, type Limits } from './api/limits/limits.module';
import { OverviewModule } from './api/overview/overview.module';
import { PointsModule } from './api/points/points.module';
import { ReconciliationsModule } from './api/reconciliations/reconciliations.module';
import { RedemptionsModule } from './api/redemptions/redemptions.module';
import { ReviewsModule } from './api/reviews/reviews.module';
import { ServicesModule } from './api/services.module';
import { TerminalsModule } from './api/terminals/terminals.module';
import { TestHelpersModule } from './api/test-helpers/test-helpers.module';
import type { TestVouchers } from './api/test-helpers/test-vouchers';
import { VouchersModule } from './api/vouchers/vouchers.module';
import { WebhooksModule } from './api/webhooks/webhooks.module';
import type { PeopleParts } from './core/people/parts';
import type { PointsServices } from './core/points/use-cases/services';
import type { Statements } from './core/reconciliations/statements';
import type { Services } from './core/use-cases/services';
import type { WebhookDispatcher } from './core/webhooks/dispatcher';
import type { RunningState } from './system/running-state';

/** What the modules are made of. */
export interface AppParts {
  readonly services: Services;
  readonly points: PointsServices;
  readonly people: PeopleParts;
  readonly limits: Limits;
  readonly testVouchers: TestVouchers;
  readonly webhooks: WebhookDispatcher;
  readonly statements: Statements;
  readonly routes: RouteTable;
  readonly state: RunningState;
}

/** The whole API as one module. Everything it needs is handed in: it opens nothing. */
@Module({})
export class AppModule {
  static forRoot({
    services,
    points,
    people,
    limits,
    testVouchers,
    webhooks,
    statements,
    routes,
    state,
  }: AppParts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ServicesModule.forRoot(services),
        LimitsModule.forRoot(limits),
        HttpModule.forRoot(routes),
        RedemptionsModule,
        BooksModule,
        PointsModule.forRoot(points),
        VouchersModule,
        ReviewsModule,
        FourEyesModule,
        ReconciliationsModule.forRoot(statements),
        OverviewModule,
        TerminalsModule,
        ConsoleModule.forRoot(people),
        EventsModule,
        WebhooksModule.forRoot(webhooks),
        TestHelpersModule.forRoot(testVouchers),
        HealthModule.forRoot(state),
      ],
    };
  }
}
