// Explains the codes of problem documents: where the `type` of each one points.
import { Controller, Get, Param } from '@nestjs/common';
import { Public } from '../request/caller';
import { PROBLEMS, ProblemException, problemType, type ProblemCode } from './problem';

/**
 * `GET /problems` and `GET /problems/:code`, without a key. Throws `ProblemException` 404 for a code there is none of.
 */
@Public()
@Controller('problems')
export class ProblemsController {
  @Get()
  list() {
    return { object: 'list', data: (Object.keys(PROBLEMS) as ProblemCode[]).map(explain) };
  }

  @Get(':code')
  find(@Param('code') code: string) {
    if (!Object.hasOwn(PROBLEMS, code)) throw new ProblemException(404, 'not_found', 'There is no such problem code');
    return explain(code as ProblemCode);
  }
}

function explain(code: ProblemCode) {
  const { status, title, meaning, retryable } = PROBLEMS[code];
  return { type: problemType(code), code, status, title, retryable, meaning };
}
