// Gives every module of the API the services that use cases take.
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Services } from '../core/use-cases/services';

@Global()
@Module({})
export class ServicesModule {
  /** `services` are the parts of this installation, made once at the start. */
  static forRoot(services: Services): DynamicModule {
    return { module: ServicesModule, providers: [{ provide: Services, useValue: services }], exports: [Services] };
  }
}
