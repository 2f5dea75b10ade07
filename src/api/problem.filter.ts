// The last stop of every error: sends the problem document, and logs what is our own fault.
import { Catch, Injectable, Logger, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RouteTable } from './http-hooks';
import '../metrics/expose';
import { toProblem } from './problem';

@Injectable()
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('Api');

  constructor(private readonly routes: RouteTable) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const known = request.is404 && error instanceof NotFoundException ? this.routes.problemOf(request.url) : error;
    sendProblem(known, request, http.getResponse<FastifyReply>(), this.#logger);
  }
}

/** Sends the problem document for an error, unless an answer is already on its way. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, logger: Logger): void {
  const { problem, headers } = toProblem(error, request);
  request.problemCode = problem.code;
  if (problem.code === 'internal_error' || problem.code === 'store_unavailable') {
    logger.error({ err: error, request_id: request.id, msg: 'A request failed' });
  }
  if (reply.sent) return;
  void reply.status(problem.status).headers(headers).send(JSON.stringify(problem));
}
