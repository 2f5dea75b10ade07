// Explains the codes of problem documents: where the `type` of each one points.
import { Controller, Get, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Public } from '../request/caller';
import { PROBLEMS, ProblemException, problemType, type ProblemCode } from './problem';

/**
 * `GET /problems` and `GET /problems/:code`, without a key. Throws `ProblemException` 404 for a code there is none of.
 */
@Public()
@Controller('problems')
export class ProblemsController {
  @Get()
  list(@Req() { server }: FastifyRequest) {
    const codes = Object.keys(PROBLEMS) as ProblemCode[];
    return { object: 'list', data: codes.map((code) => explain(code, server.publicUrl)) };
  }

  @Get(':code')
  find(@Param('code') code: string, @Req() { server }: FastifyRequest) {
    if (!Object.hasOwn(PROBLEMS, code)) throw new ProblemException(404, 'not_found', 'There is no such problem code');
    return explain(code as ProblemCode, server.publicUrl);
  }
}

function explain(code: ProblemCode, base: string) {
  const { status, title, meaning, retryable, advice } = PROBLEMS[code];
  return { type: problemType(code, base), code, status, title, retryable, advice, meaning };
}
