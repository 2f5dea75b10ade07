// The last stop of every error: sends the problem document, and logs what is our own fault.
import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { toProblem } from './problem';

@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('Api');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), this.#logger);
  }
}

/** Sends the problem document for an error, unless an answer is already on its way. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, logger: Logger): void {
  const { problem, headers } = toProblem(error, request);
  if (problem.code === 'internal_error') {
    logger.error({ err: error, request_id: request.id, msg: 'A request failed' });
  }
  if (reply.sent) return;
  void reply.status(problem.status).headers(headers).send(JSON.stringify(problem));
}
