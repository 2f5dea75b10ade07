// Requests that fail before any route is reached: an address that cannot be decoded, headers that are no headers. They get a
// problem document, a request id and the headers of every other answer.
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemException, toProblem } from '../problems/problem';
import { throwBodyAway } from '../request/held-body';
import { isUploading } from '../request/upload';
import { REQUEST_ID_HEADER, requestIdOf } from '../request/request-id';
import { clientAddress } from '../request/address';
import type { AnswerPace } from './answer-pace';
import type { Cors } from './cors';
import { drain } from './drain';
import { announcesBody, headerFault } from './header-rules';

/** What the parser of HTTP says. `rawPacket` is the piece of the request in which it went wrong. */
type ParseError = Error & { readonly code?: string | undefined; readonly rawPacket?: unknown };

/** The code of a body in too many pieces, among those of the parser. */
export const TINY_PIECES = 'TINY_PIECES';

/** What every answer carries, whatever it is. */
export interface Everywhere {
  readonly cors: Cors;
  readonly headers: Readonly<Record<string, string>>;
  readonly publicUrl: string;
}

/**
 * What a connection is busy with, kept on the connection itself: a `WeakMap` that every request of every connection is put into and
 * taken out of costs the garbage collector a tenth of a read.
 */
const UNDER_WAY = Symbol('the reply under way');
interface Busy {
  [UNDER_WAY]?: FastifyReply | undefined;
}

/** Answers in the framework's place where it has no request to work with. */
export class BrokenRequests {
  constructor(
    private readonly everywhere: Everywhere,
    private readonly pace: AnswerPace,
  ) {}

  /** Notes that a request has its headers. */
  begin({ raw }: FastifyRequest, reply: FastifyReply): void {
    (raw.socket as Busy)[UNDER_WAY] = reply;
  }

  /** Notes that a request has its response. One whose body has not all come stays: whatever goes wrong next is a part of it. */
  end({ raw }: FastifyRequest): void {
    const socket = raw.socket as Busy;
    if (raw.complete && socket[UNDER_WAY]?.request.raw === raw) socket[UNDER_WAY] = undefined;
  }

  /** Responds where the router could not make sense of the address. No hook has run, and none will. */
  readonly badAddress = (error: Error, request: FastifyRequest, reply: FastifyReply): void => {
    try {
      this.#refuseAddress(error, request, reply);
    } catch {
      // Nobody else would catch it, and it would end the process.
      request.raw.socket.destroy();
    }
  };

  #refuseAddress(error: Error, request: FastifyRequest, reply: FastifyReply): void {
    const { problem, headers } = toProblem(error, request);
    const { cors, headers: own } = this.everywhere;
    void reply
      .status(problem.status)
      .headers({ ...own, ...cors.headersFor(request.headers.origin), ...headers, [REQUEST_ID_HEADER]: request.id });
    const send = () => {
      if (announcesBody(request.raw) && !request.raw.complete) drain(request.raw);
      void reply.send(JSON.stringify(problem));
    };
    const wait = this.pace.refusal(clientAddress(request));
    if (wait === undefined) {
      send();
      return;
    }
    if (announcesBody(request.raw)) throwBodyAway(request.raw);
    void wait.then((turn) => (turn === 'given' ? send() : request.raw.socket.destroy()));
  }

  /**
   * Responds where the bytes on this connection were no request, or took too long to become one. Writes the problem
   * document straight to the socket, and closes it. Where an earlier request on this connection still waits for its response it
   * only closes: the client would take this for the answer to that one, and believe that nothing was done.
   */
  readonly badBytes = (error: ParseError, socket: Duplex & Busy): void => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return;
    // Its handler ends one that does not move.
    if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && isUploading(socket)) return;
    const reply = socket[UNDER_WAY];
    const request = reply?.request;
    // An answer that has no connection yet is behind another one.
    const isBehind = reply?.raw.socket === null;
    const isAnothers = isBehind || request?.raw.complete === true || reply?.raw.headersSent === true;
    if (socket.writable && !isAnothers) {
      const origin = request ? request.headers.origin : originIn(error.rawPacket);
      this.#write(socket, problemOf(error.code), request?.id ?? requestIdOf({}), origin, request !== undefined);
    }
    socket.destroy();
  };

  /** What `CONNECT` gets: this is no proxy. */
  readonly connect = (_request: unknown, socket: Duplex): void => {
    const refused = new ProblemException(405, 'method_not_allowed', 'This server is no proxy');
    this.#write(socket, refused, requestIdOf({}), undefined, false);
    socket.destroy();
  };

  #write(socket: Duplex, error: ProblemException, id: string, origin: string | undefined, isRead: boolean): void {
    const { cors, headers: own, publicUrl } = this.everywhere;
    const { problem, headers } = toProblem(error, { id, url: '/', server: { publicUrl } });
    const body = JSON.stringify(problem);
    const lines = Object.entries({
      ...headers,
      ...own,
      ...cors.headersFor(origin, isRead || origin !== undefined),
      [REQUEST_ID_HEADER]: id,
      'content-length': String(Buffer.byteLength(body)),
      connection: 'close',
    }).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(
      `HTTP/1.1 ${String(problem.status)} ${STATUS_CODES[problem.status] ?? ''}\r\n${lines.join('')}\r\n${body}`,
    );
  }
}

/** The page that sent it, as far as that can be told from a piece of its headers. */
function originIn(packet: unknown): string | undefined {
  const text = Buffer.isBuffer(packet) ? packet.toString('latin1') : '';
  return /\r\norigin:[ \t]*(\S{1,300})[ \t]*\r\n/i.exec(text)?.[1];
}

function problemOf(code: string | undefined): ProblemException {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new ProblemException(408, 'request_timeout', 'The request did not arrive in time');
    case TINY_PIECES:
      return new ProblemException(
        400,
        'invalid_request',
        'The body comes in too many small pieces: send 256 bytes or more in each',
      );
    case 'HPE_HEADER_OVERFLOW':
      return new ProblemException(431, 'headers_too_large', 'The address and the headers have more than 16 KiB');
    case 'HPE_UNEXPECTED_CONTENT_LENGTH':
    case 'HPE_INVALID_CONTENT_LENGTH':
      return headerFault({ param: 'Content-Length', code: 'conflict', message: 'must be one number, and say it once' });
    default:
      return new ProblemException(400, 'invalid_request', 'The request is malformed');
  }
}
