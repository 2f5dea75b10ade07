// Puts the parts together for the framework. The only place, with main.ts, where core, store, api, adapters and jobs meet.
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { EventsController } from './api/events/events.controller';
import { HealthController } from './api/health/health.controller';
import { RouteTable } from './api/http/hooks';
import { IdempotencyInterceptor } from './api/idempotency/idempotency.interceptor';
import { KeyGuard } from './api/http/key.guard';
import { KeysUnderWay } from './api/idempotency/keys-in-flight';
import { PinAttempts } from './api/limits/pin-attempts';
import { ProblemFilter } from './api/http/problem.filter';
import { ProblemsController } from './api/problems/problems.controller';
import { RateLimitGuard } from './api/limits/rate-limit.guard';
import { RedemptionActionsController } from './api/redemptions/actions.controller';
import { RedemptionResponses } from './api/redemptions/responses';
import { PinLimit } from './api/limits/pin-limit';
import { StoredKeys } from './api/idempotency/stored-keys';
import { RedemptionsController } from './api/redemptions/redemptions.controller';
import { ReviewsController } from './api/reviews/reviews.controller';
import { RootController } from './api/health/root.controller';
import { RunningState } from './system/running-state';
import { LookupController } from './api/vouchers/lookup.controller';
import { TestVouchersController } from './api/test-helpers/test-vouchers.controller';
import { TestVouchers } from './api/test-helpers/test-vouchers';
import { WebhookDeliveriesController } from './api/webhooks/deliveries.controller';
import { WebhookEndpointsController } from './api/webhooks/endpoints.controller';
import type { Config } from './config';
import { Services } from './core/use-cases/services';
import { Providers } from './core/providers/gate';
import { KeyedLock } from './core/values/ports';
import { Store } from './core/store';
import { Sealer } from './core/values/ports';
import { Ids } from './core/values/ports';
import { Clock } from './core/values/ports';
import { WebhookDispatcher } from './core/webhooks/dispatcher';

export interface AppParts {
  readonly config: Config;
  readonly services: Services;
  readonly testVouchers: TestVouchers;
  readonly webhooks: WebhookDispatcher;
  readonly routes: RouteTable;
  readonly state: RunningState;
}

const CONTROLLERS = [
  RedemptionsController,
  RedemptionActionsController,
  LookupController,
  ReviewsController,
  EventsController,
  WebhookEndpointsController,
  WebhookDeliveriesController,
  TestVouchersController,
  ProblemsController,
  HealthController,
  RootController,
];

@Module({})
export class AppModule {
  static forRoot(parts: AppParts): DynamicModule {
    const { clock } = parts.services;
    const providers = [...ports(parts), ...edge(parts)];
    return {
      module: AppModule,
      // Modules of other parts of the API inject these without importing anything.
      global: true,
      imports: [TerminusModule.forRoot({ logger: false })],
      controllers: CONTROLLERS,
      providers: [
        ...providers,
        // In this order: a limit needs to know whose it is.
        { provide: APP_GUARD, useClass: KeyGuard },
        { provide: APP_GUARD, useValue: new RateLimitGuard(parts.config.rateLimitPerMinute, () => clock.now()) },
        { provide: APP_FILTER, useClass: ProblemFilter },
        IdempotencyInterceptor,
        KeysUnderWay,
        RedemptionResponses,
        PinLimit,
        StoredKeys,
      ],
      exports: [...providers, IdempotencyInterceptor, KeysUnderWay],
    };
  }
}

function ports({ services }: AppParts): Provider[] {
  return [
    { provide: Services, useValue: services },
    { provide: Store, useValue: services.store },
    { provide: Clock, useValue: services.clock },
    { provide: Ids, useValue: services.ids },
    { provide: Sealer, useValue: services.sealer },
    { provide: Providers, useValue: services.providers },
    { provide: KeyedLock, useValue: services.lock },
  ];
}

function edge({ config, services, testVouchers, webhooks, routes, state }: AppParts): Provider[] {
  const now = () => services.clock.now();
  return [
    { provide: PinAttempts, useValue: new PinAttempts(config.pinAttempts, now) },
    { provide: TestVouchers, useValue: testVouchers },
    { provide: WebhookDispatcher, useValue: webhooks },
    { provide: RouteTable, useValue: routes },
    { provide: RunningState, useValue: state },
  ];
}
