// The limits, each counted once for the whole API.
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Services } from '../../core/use-cases/services';
import { PinAttempts } from './pin-attempts';
import { PinLimit } from './pin-limit';
import { RateLimitGuard } from './rate-limit.guard';

/** What the configuration says about both limits (`VOUCH_RATE_LIMIT`, `VOUCH_PIN_ATTEMPTS`). */
export interface Limits {
  /** Requests a minute for each key; 0: no limit. */
  readonly rateLimitPerMinute: number;
  /** Refused PINs in 15 minutes for each key, terminal and address; 0: no limit. */
  readonly pinAttempts: number;
}

@Global()
@Module({})
export class LimitsModule {
  /** Import it after the module of the key guard: a limit needs to know whose request it is. */
  static forRoot({ rateLimitPerMinute, pinAttempts }: Limits): DynamicModule {
    // Counted, not read off a wall clock: one that is set back must not make a window longer.
    const clockOf =
      ({ clock }: Services) =>
      () =>
        clock.elapsed();
    return {
      module: LimitsModule,
      providers: [
        {
          provide: APP_GUARD,
          useFactory: (services: Services) => new RateLimitGuard(rateLimitPerMinute, clockOf(services)),
          inject: [Services],
        },
        {
          provide: PinAttempts,
          useFactory: (services: Services) => new PinAttempts(pinAttempts, clockOf(services)),
          inject: [Services],
        },
        PinLimit,
      ],
      exports: [PinLimit],
    };
  }
}
