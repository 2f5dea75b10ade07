// Which answers are given at a pace: every refusal of somebody without a good key, wherever it is made, 503 too; what is open to all; and
// of those with a key what is past their limit, and refusals of bodies that cost more than their headers.
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { clientAddress } from '../request/address';
import { ProblemException, toProblem } from '../problems/problem';
import { letBodyGo, throwBodyAway } from '../request/held-body';
import { accessOf } from './admission';
import type { AnswerPace, Turn } from './answer-pace';
import { announcesBody } from './header-rules';

/** Larger than the body of an ordinary sale by far. */
const LARGE_BODY_BYTES = 8 * 1024;

const HEALTH = '/health/';
/** What only reads can be asked again. */
const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Holds such answers back at the last moment. Call it before other hooks do something about the answer, or the rest of its request. */
export function addPacedAnswers(server: FastifyInstance, pace: AnswerPace): void {
  server.addHook('onSend', (request, reply, payload, done) => {
    letBodyGo(request);
    const wait = waitFor(request, reply, payload, pace);
    if (wait === undefined) {
      done(null, payload);
      return;
    }
    if (announcesBody(request.raw)) throwBodyAway(request.raw);
    void wait.then((turn) => {
      if (turn === 'closed') request.raw.socket.destroy();
      done(null, turn === 'late' ? refusedInstead(request, reply, payload) : payload);
    });
  });
}

/** When it may be asked for again: by then what waits now has been given. */
const AGAIN_MS = 10_000;

/** In place of an answer that nobody is given any more. */
function refusedInstead(request: FastifyRequest, reply: FastifyReply, payload: unknown): string {
  if (payload instanceof Readable) payload.destroy();
  const why = 'Too many ask for this at once: it has not been sent';
  const { problem, headers } = toProblem(
    new ProblemException(503, 'overloaded', why, { retryAfterMs: AGAIN_MS }),
    request,
  );
  for (const name of OF_THE_BODY) void reply.removeHeader(name);
  void reply.code(503).headers({ ...headers, 'cache-control': 'no-store' });
  return JSON.stringify(problem);
}

/** What was said of the body that is not sent. */
const OF_THE_BODY = [
  'content-encoding',
  'content-length',
  'content-range',
  'content-disposition',
  'etag',
  'last-modified',
  'accept-ranges',
];

function waitFor(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  pace: AnswerPace,
): Promise<Turn> | undefined {
  const { caller } = request;
  const isRefusal = reply.statusCode >= 400 && reply.statusCode < 500;
  if (caller === undefined) {
    if (reply.statusCode >= 500) return isAnybodys(request) ? pace.refusal(clientAddress(request)) : undefined;
    return isRefusal ? pace.refusal(clientAddress(request)) : waitForOpen(request, reply, payload, pace);
  }
  if (!isRefusal || (request.problemCode !== 'rate_limited' && !hasLargeBody(request))) return undefined;
  // A publishable key stands in a page: each of its visitors is a sender of his own.
  return pace.refusalOfAccount(caller.accountId, caller.publishable ? caller.address : undefined);
}

/**
 * Whether anybody is refused like this as often as he likes: a sign-in where too many are signing in. Behind other doors nobody is, but
 * somebody whose key could not be looked up, who may well have a good one; and a health check that fails tells so at once.
 */
function isAnybodys(request: FastifyRequest): boolean {
  return !isHealthCheck(request) && accessOf(request) === 'open';
}

function waitForOpen(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  pace: AnswerPace,
): Promise<Turn> | undefined {
  const address = clientAddress(request);
  const bytes = bytesOf(request, payload, reply);
  if (isHealthCheck(request)) return pace.health(address, bytes);
  return pace.open(address, bytes, !READS.has(request.method));
}

/** Of the body that is written: none for who asks for headers alone, or has it already. */
function bytesOf({ method }: FastifyRequest, payload: unknown, reply: FastifyReply): number {
  if (method === 'HEAD' || reply.statusCode === 304) return 0;
  if (typeof payload === 'string' || Buffer.isBuffer(payload)) return payload.length;
  return Number(reply.getHeader('content-length') ?? 0);
}

function isHealthCheck({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.url?.startsWith(HEALTH) === true;
}

function hasLargeBody({ raw }: FastifyRequest): boolean {
  if (!announcesBody(raw)) return false;
  const { headers } = raw;
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > LARGE_BODY_BYTES;
}
