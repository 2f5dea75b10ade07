// What the server's bare address shows to a person who opens it: where to look next. Says nothing that needs a key.
import { Controller, Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Public } from '../request/caller';

@Public()
@Controller()
export class RootController {
  @Get()
  where(@Req() { server: { publicUrl } }: FastifyRequest) {
    return {
      object: 'service',
      name: 'Vouch',
      docs: `${publicUrl}/docs`,
      openapi: `${publicUrl}/openapi.json`,
      problems: `${publicUrl}/problems`,
      health: { live: `${publicUrl}/health/live`, ready: `${publicUrl}/health/ready` },
    };
  }
}
