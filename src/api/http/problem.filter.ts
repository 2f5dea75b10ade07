// The last stop of every error: sends the problem document, and logs the errors that are our own fault.
import { Catch, Injectable, Logger, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RouteTable } from './hooks';
import '../../observability/metrics/expose';
import { ProblemException, toProblem } from '../problems/problem';
import { newRequestId, REQUEST_ID_HEADER } from '../request/request-id';

/** Catches what any handler, guard or interceptor throws, and responds with a problem document. */
@Injectable()
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('Api');

  constructor(private readonly routes: RouteTable) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const known =
      request.is404 && error instanceof NotFoundException
        ? this.routes.problemOf(request.url, request.server.publicUrl)
        : error;
    const reply = http.getResponse<FastifyReply>();
    if (isHungUp(error, request)) hangUp(request, reply, this.#logger);
    else sendProblem(known, request, reply, this.#logger);
  }
}

/**
 * The connection ended while the body was still on its way. Nothing has been done, and no client is left to read the
 * response.
 */
function isHungUp(error: unknown, { raw }: FastifyRequest): boolean {
  return !raw.complete && (error as { readonly code?: unknown } | null)?.code === 'ECONNRESET';
}

/** Not our fault: a line at level debug, and a status that counts as the caller's. */
function hangUp(request: FastifyRequest, reply: FastifyReply, logger: Logger): void {
  logger.debug({ request_id: request.id, msg: 'The client hung up before its request had arrived' });
  const gone = new ProblemException(400, 'invalid_request', 'The connection ended before the whole body had arrived');
  sendProblem(gone, request, reply, logger);
}

/** Sends the problem document for an error, unless a response is already on its way. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, logger: Logger): void {
  let { problem, headers } = toProblem(error, request);
  if (problem.code === 'pin_in_text' && problem.errors?.some(({ param }) => param === REQUEST_ID_HEADER)) {
    // The id that the caller gave holds a PIN: it must not be echoed, nor stand in the log line of this request.
    request.id = newRequestId();
    if (!reply.sent) void reply.header(REQUEST_ID_HEADER, request.id);
    ({ problem, headers } = toProblem(error, request));
  }
  request.problemCode = problem.code;
  if (problem.code === 'internal_error' || problem.code === 'store_unavailable') {
    logger.error({ err: error, request_id: request.id, msg: 'A request failed' });
  }
  if (reply.sent) return;
  void reply.status(problem.status).headers(headers).send(JSON.stringify(problem));
}
