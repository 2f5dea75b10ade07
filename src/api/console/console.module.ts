// People of the support console: sessions, users, settings, keys, the audit log.
import { Module, type DynamicModule } from '@nestjs/common';
import { PeopleParts } from '../../core/people/parts';
import { KeyRequests } from './key-requests';
import { KeysController } from './keys.controller';
import { PeopleRequests } from './people-requests';
import { PeopleController } from './people.controller';
import { SessionRequests } from './session-requests';
import { SessionController } from './session.controller';

@Module({})
export class ConsoleModule {
  static forRoot(people: PeopleParts): DynamicModule {
    return {
      module: ConsoleModule,
      controllers: [SessionController, PeopleController, KeysController],
      providers: [{ provide: PeopleParts, useValue: people }, SessionRequests, PeopleRequests, KeyRequests],
    };
  }
}
