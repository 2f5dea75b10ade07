// Requests that fail before any route is reached: an address that cannot be decoded, headers that are no headers. They get a
// problem document and a request id like every other.
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemException, toProblem } from '../problems/problem';
import { REQUEST_ID_HEADER, requestIdOf } from '../request/request-id';

/** Responds where the router could not make sense of the address. No hook has run, and none will. */
export function answerBadAddress(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const { problem, headers } = toProblem(error, request);
  void reply
    .status(problem.status)
    .headers({ ...headers, [REQUEST_ID_HEADER]: request.id })
    .send(JSON.stringify(problem));
}

/**
 * Responds where the bytes on this connection were no request, or took too long to become one. Writes the problem
 * document straight to the socket, and closes it.
 */
export function answerBrokenRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) {
    const id = requestIdOf({});
    const { problem, headers } = toProblem(problemOf(error.code), { id, url: '/' });
    const body = JSON.stringify(problem);
    const lines = Object.entries({
      ...headers,
      [REQUEST_ID_HEADER]: id,
      'content-length': String(Buffer.byteLength(body)),
      connection: 'close',
    }).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(
      `HTTP/1.1 ${String(problem.status)} ${STATUS_CODES[problem.status] ?? ''}\r\n${lines.join('')}\r\n${body}`,
    );
  }
  socket.destroy();
}

function problemOf(code: string | undefined): ProblemException {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new ProblemException(408, 'request_timeout', 'The request did not arrive in time');
    case 'HPE_HEADER_OVERFLOW':
      return new ProblemException(400, 'invalid_request', 'The address or the headers are too long');
    default:
      return new ProblemException(400, 'invalid_request', 'The request is malformed');
  }
}
