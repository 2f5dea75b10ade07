// The limits, each counted once for the whole API.
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Services } from '../../core/use-cases/services';
import { ChangeLimit } from './change-limit';
import { DraftLimit } from './draft-limit';
import { PairingLimit } from './pairing-limit';
import { PinAttempts } from './pin-attempts';
import { PinLimit } from './pin-limit';
import { SignInLimit } from './sign-in-limit';
import { TurnGuard } from './turns/turn.guard';

/** What the configuration says about the limits (`VOUCH_RATE_LIMIT`, `VOUCH_PIN_ATTEMPTS`, `VOUCH_DRAFT_LIMIT`). */
export interface Limits {
  /** Requests a minute for each key; 0: no limit, of changes neither. Counted by the admission. */
  readonly rateLimitPerMinute: number;
  /** The counters that the core counts guesses in as well. */
  readonly pinAttempts: PinAttempts;
  /** Redemptions without capture in an hour for each publishable key and address; 0: no limit. */
  readonly draftLimit: number;
}

@Global()
@Module({})
export class LimitsModule {
  /** Import it before the module of the key guard, which looks again at who waited here. */
  static forRoot({ rateLimitPerMinute, pinAttempts, draftLimit }: Limits): DynamicModule {
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
          useFactory: (services: Services) => new TurnGuard(clockOf(services), services.store.redemptions.largeReads),
          inject: [Services],
        },
        { provide: PinAttempts, useValue: pinAttempts },
        PinLimit,
        {
          provide: PairingLimit,
          useFactory: (services: Services) => new PairingLimit(clockOf(services)),
          inject: [Services],
        },
        {
          provide: SignInLimit,
          useFactory: (services: Services) => new SignInLimit(clockOf(services)),
          inject: [Services],
        },
        {
          provide: ChangeLimit,
          useFactory: (services: Services) => new ChangeLimit(rateLimitPerMinute > 0, clockOf(services)),
          inject: [Services],
        },
        {
          provide: DraftLimit,
          useFactory: (services: Services) => new DraftLimit(draftLimit, services, clockOf(services)),
          inject: [Services],
        },
      ],
      exports: [PinLimit, ChangeLimit, DraftLimit, PairingLimit, SignInLimit],
    };
  }
}
