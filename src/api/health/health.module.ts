// What a load balancer asks, and the page at the server's bare address.
import { Module, type DynamicModule } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { RunningState } from '../../system/running-state';
import { HealthController } from './health.controller';
import { RootController } from './root.controller';

@Module({ imports: [TerminusModule.forRoot({ logger: false })], controllers: [HealthController, RootController] })
export class HealthModule {
  /** `state` is what the shutdown marks as stopping: from then on the server reports that it is not ready. */
  static forRoot(state: RunningState): DynamicModule {
    return { module: HealthModule, providers: [{ provide: RunningState, useValue: state }] };
  }
}
