// What a request passes before its body is read: its headers, its address, its key. Whoever fails here has cost no more than its
// headers, and what it still sends is thrown away unread.
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { requireStill } from '../../core/accounts/caller';
import type { Services } from '../../core/use-cases/services';
import type { RateLimit } from '../limits/rate-limit';
import { drain } from './drain';
import { announcesBody, expectsContinue, requireHost, requirePlainRequest, requireSingleHeaders } from './header-rules';
import type { RouteTable } from './hooks';
import { noSuchAddress, ProblemException } from '../problems/problem';
import type { Access } from '../request/caller';
import { hostOf, isServedHere } from '../request/page-hosts';
import { letTakeTime } from '../request/upload';
import { admit, nameCaller } from './key.guard';

/** Served by no controller of ours, and open to all: the description, its browser, and the metrics with a token of their own. The pages say so themselves. */
const OPEN = /^\/(?:docs|openapi\.json|metrics)(?:\/|$)/;
/** From a stranger: the longest e-mail address and password, with each character as JSON may escape it. More is not even read. */
const OPEN_BODY_BYTES = 8 * 1024;

type Parts = Pick<Services, 'store' | 'clock'>;

/** Adds the doors to `server`. Call it after the hooks that add headers, so that a refusal carries them. */
export function addAdmission(server: FastifyInstance, routes: RouteTable, services: Parts, limit: RateLimit): void {
  server.addHook('onRequest', async (request, reply) => {
    try {
      await passDoors(request, routes, services);
    } finally {
      // What is refused counts too.
      if (request.caller !== undefined) limit.count(request.caller, reply);
    }
    letBodyCome(request);
    if (expectsContinue(request.raw)) reply.raw.writeContinue();
  });
  addLastLook(server, services);
  server.addHook('onSend', (request, _reply, payload, done) => {
    if (announcesBody(request.raw) && !request.raw.complete) drain(request.raw);
    done(null, payload);
  });
}

/** What reads and changes nothing, also where its question comes in a body. */
const READS = /\/(?:search|lookup)$/;

/**
 * What was read for somebody is not handed out once he was let out: lists and reports may wait for others of their account. What was done
 * is told all the same, as whoever asked for it was in when it was done.
 */
function addLastLook(server: FastifyInstance, { clock }: Parts): void {
  server.addHook('onSend', (request, reply, payload: unknown, done) => {
    const { caller } = request;
    const look = caller && reply.statusCode < 400 && isRead(request) ? requireStill(caller, clock) : undefined;
    if (look === undefined) done(null, payload);
    else
      look.then(
        () => {
          done(null, payload);
        },
        (error: unknown) => {
          if (payload instanceof Readable) payload.destroy();
          done(error instanceof Error ? error : new Error(String(error)));
        },
      );
  });
}

function isRead({ method, routeOptions }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD' || (method === 'POST' && READS.test(routeOptions.url ?? ''));
}

/** While its key was looked up the client left. What would read the body now would wait for ever. */
function isGone(raw: IncomingMessage): boolean {
  return raw.destroyed && !raw.complete;
}

/** The error that a body gives which ends too early. */
function hungUp(): Error {
  return Object.assign(new Error('The client hung up'), { code: 'ECONNRESET' });
}

async function passDoors(request: FastifyRequest, routes: RouteTable, services: Parts): Promise<void> {
  requireSingleHeaders(request.raw);
  requirePlainRequest(request.raw);
  requireHost(hostOf(request));
  // Once: the framework puts the options of a route together anew whenever they are asked for.
  const { url = '', config } = request.routeOptions;
  if (request.is404 || routes.isTakenForId(request.url, url)) {
    await nameCaller(request, services);
    throw routes.problemOf(request.url, request.server.publicUrl, (route) => isServedHere(request, route));
  }
  if (!isServedHere(request, { url, access: config.access, permission: config.permission })) {
    await nameCaller(request, services);
    throw new ProblemException(404, 'route_not_found', noSuchAddress(request.server.publicUrl));
  }
  const access = accessOf(request);
  if (access !== 'open')
    await admit(request, { access, permission: config.permission, duringSignIn: config.duringSignIn }, services);
  else requireSmallBody(request.raw);
}

/** Who may pass the door of its route. */
export function accessOf({ routeOptions: { url = '', config } }: FastifyRequest): Access {
  return config.access ?? (OPEN.test(url) ? 'open' : 'secret_key');
}

/** For the body parsers, which come next. Throws where there is nobody any more to send a body. */
function letBodyCome({ raw, routeOptions }: FastifyRequest): void {
  if (isGone(raw)) throw hungUp();
  const { upload } = routeOptions.config;
  if (upload !== undefined) letTakeTime(raw);
  nameBody(raw, upload);
}

/** Throws `ProblemException` 413 where a body comes that is larger, or does not say how large it is. */
function requireSmallBody({ headers }: IncomingMessage): void {
  if (!announcesBody({ headers })) return;
  if (headers['transfer-encoding'] === undefined && Number(headers['content-length']) <= OPEN_BODY_BYTES) return;
  throw new ProblemException(413, 'body_too_large', 'Without a key a body may have 8 KiB, and must say its length');
}

/** What says that it is in another character set would be read as something else than was meant. ASCII is UTF-8, too. */
const OTHER_CHARSET = /;\s*charset\s*=\s*"?(?!(?:utf-?8|us-ascii)"?\s*(?:;|$))/i;

/**
 * Leaves the body parsers names to tell apart: JSON, CSV where the route takes it, and what is neither of them in UTF-8. Where no body comes, what kind of body it is does not
 * matter: many clients name one all the same.
 */
function nameBody({ headers }: IncomingMessage, upload: 'csv' | undefined): void {
  const named = headers['content-type'];
  if (named === undefined) return;
  if (!announcesBody({ headers })) delete headers['content-type'];
  else if (OTHER_CHARSET.test(named)) headers['content-type'] = 'text/plain';
  else if (upload === 'csv' && /^\s*text\/csv\s*(?:;|$)/i.test(named)) headers['content-type'] = 'text/csv';
  else headers['content-type'] = /^\s*application\/json\s*(?:;|$)/i.test(named) ? 'application/json' : 'text/plain';
}
