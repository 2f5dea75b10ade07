// What the server's bare address shows to a person who opens it: where to look next. Says nothing that needs a key.
import { Controller, Get } from '@nestjs/common';
import { Public } from '../request/caller';

@Public()
@Controller()
export class RootController {
  @Get()
  where() {
    return {
      object: 'service',
      name: 'Vouch',
      docs: '/docs',
      openapi: '/openapi.json',
      problems: '/problems',
      health: { live: '/health/live', ready: '/health/ready' },
    };
  }
}
