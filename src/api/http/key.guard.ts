// Lets a request in: reads its key, refuses one that is mistyped, unknown, revoked or not allowed here, and names the
// caller. Done before the body is read: a sender without a key costs no more than its headers. And done again where the request took a
// while after that.
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { digestOf, parseKey } from '../../auth/keys';
import { keyWorks } from '../../core/accounts/account';
import { A_MOMENT_MS, type Admission, type Caller } from '../../core/accounts/caller';
import { requireHeld, requirePermission, type Permission } from '../../core/accounts/permissions';
import { Services } from '../../core/use-cases/services';
import { DAY_MS } from '../../core/values/time';
import { clientAddress } from '../request/address';
import { isFromForeignPage } from '../request/browser-page';
import { SERVED, type Access, type CallerKind } from '../request/caller';
import { givenRequestIdOf } from '../request/request-id';
import { isFromOwnPage, readTillCookie, TILL_HEADER } from '../request/till-cookie';
import { ProblemException } from '../problems/problem';
import { Door } from './door';
import { headerFault } from './header-rules';
import { personBy, sessionPresentedBy } from './person';

type Parts = Pick<Services, 'store' | 'clock'>;

/** A key, and the way it came. `plain`: in the cookie that needs no HTTPS. */
interface Presented {
  readonly text: string;
  readonly by: 'header' | 'cookie' | 'session';
  readonly plain: boolean;
}

/** Whom the route serves. */
interface Served {
  readonly access: Exclude<Access, 'open'>;
  readonly permission: Permission | undefined;
  readonly duringSignIn: boolean | undefined;
}

/** A terminal sees its own redemptions for so long: a day's sales, and the reprint of a receipt. */
const TERMINAL_SEES_MS = DAY_MS;
/** What a refused caller is told, where it is not to use a secret key. */
const INSTEAD: Readonly<Partial<Record<Access, string>>> = {
  terminal: 'it is for a paired terminal',
  user: 'it is for people who are signed in at the console',
};
const WHO: Readonly<Record<CallerKind, string>> = {
  secret: 'secret key',
  publishable: 'publishable key',
  terminal: 'terminal',
  user: 'person at the console',
};

/**
 * Sets `request.caller`. Throws `ProblemException` 401 `key_missing` or `key_invalid`, 403 `key_revoked`, `key_not_allowed`,
 * `cross_site_request` or `secret_key_in_browser`, 400 where two different keys are sent; of people what `personBy` throws.
 */
export async function admit(request: FastifyRequest, served: Served, parts: Parts): Promise<void> {
  const { access } = served;
  // Before the store is asked: what changes while it answers is looked at again.
  request.admittedAt = parts.clock.elapsed();
  const presented = presentedBy(request, access);
  const admission = new Door(request, () => admit(request, served, parts));
  if (presented.by === 'session') {
    await admitPerson(presented, request, served, parts, admission);
    return;
  }
  const caller = await callerBy(presented, request, parts, admission);
  const kind = kindOf(caller);
  request.caller = caller;
  if ((SERVED[access] as readonly CallerKind[]).includes(kind)) return;
  throw notAllowed(kind, access);
}

/**
 * Sets `request.caller` where a good key came to an address that serves nobody, so that its holder is not taken for a stranger. Refuses
 * nothing, and is no admission.
 */
export async function nameCaller(request: FastifyRequest, parts: Parts): Promise<void> {
  try {
    const presented = presentedBy(request, 'any_key');
    if (presented.by !== 'session') request.caller = await callerBy(presented, request, parts);
  } catch {
    // What is wrong with the key is beside the point: the address is.
  }
}

/** A person, where the route names a permission or is for people alone. Throws what `personBy` throws, and `key_not_allowed`. */
async function admitPerson(
  presented: Presented,
  request: FastifyRequest,
  { access, permission, duringSignIn }: Served,
  parts: Parts,
  admission: Admission,
): Promise<void> {
  const { caller, held } = await personBy(presented, request, duringSignIn === true, parts, admission);
  request.caller = caller;
  request.held = held;
  if (permission === undefined && access !== 'user') throw notAllowed('user', access);
  if (permission === undefined) return;
  // Nobody is asked for a password to look at something.
  if (request.method === 'GET' || request.method === 'HEAD') requireHeld(caller, permission);
  else requirePermission(caller, permission, parts.clock.now());
}

function notAllowed(kind: CallerKind, access: Access): ProblemException {
  const instead = INSTEAD[access] ?? 'use a secret key';
  return new ProblemException(403, 'key_not_allowed', `A ${WHO[kind]} may not do that: ${instead}`);
}

function kindOf({ terminal, publishable }: Caller): CallerKind {
  if (terminal) return 'terminal';
  return publishable ? 'publishable' : 'secret';
}

/** Read every time, never remembered: a key that was stolen is refused from the moment it is revoked. */
async function callerBy(
  presented: Presented,
  request: FastifyRequest,
  parts: Parts,
  admission?: Admission,
): Promise<Caller> {
  const parsed = parseKey(presented.text);
  if (parsed?.type === 'secret' && isFromForeignPage(request, request.server.publicUrl)) throw secretKeyInBrowser();
  if (parsed?.type === 'terminal') return terminalBy(presented, request, parts, admission);
  const key = parsed && (await parts.store.accounts.findKeyByDigest(digestOf(presented.text)));
  if (!key || presented.by === 'cookie') throw keyInvalid();
  if (!keyWorks(key, parts.clock.now())) throw revoked(request, key.id, `The key ${key.hint}`);
  const { id, accountId, livemode, type } = key;
  const publishable = type === 'publishable';
  // Put together here, and not added to further out: a copy of it would cost as much as all the rest of this.
  return {
    accountId,
    livemode,
    keyId: id,
    actor: { kind: 'api_key', id },
    publishable,
    admission,
    address: publishable ? clientAddress(request) : undefined,
    requestId: request.id,
    givenRequestId: givenRequestIdOf(request.headers),
  };
}

/** What was handed out in a cookie counts in a cookie alone, where it has to prove where it comes from, and the other way round. */
async function terminalBy(
  presented: Presented,
  request: FastifyRequest,
  { store, clock }: Parts,
  admission?: Admission,
): Promise<Caller> {
  const terminal = await store.terminals.findByKey(digestOf(presented.text));
  const way = presented.by === 'cookie' ? 'cookie' : 'key';
  if (terminal?.key?.deliver !== way || (presented.plain && terminal.livemode)) throw keyInvalid();
  const { id, accountId, livemode, terminalId, unlocks } = terminal;
  if (terminal.revokedAt !== null) throw revoked(request, id, `The terminal ${terminalId}`);
  return {
    accountId,
    livemode,
    keyId: id,
    actor: { kind: 'terminal', id },
    publishable: false,
    admission,
    terminal: { terminalId, unlocks, since: clock.now() - TERMINAL_SEES_MS },
    requestId: request.id,
    givenRequestId: givenRequestIdOf(request.headers),
  };
}

function keyInvalid(): ProblemException {
  return new ProblemException(401, 'key_invalid', 'This API key is mistyped, or does not exist here');
}

/** Said before the key is looked up: whether it is a good one makes no difference, and the one who reads this may be anybody. */
function secretKeyInBrowser(): ProblemException {
  const detail =
    'A secret key came from a page in a browser (the request has an Origin that is not this server): revoke the key, and use a publishable one there';
  return new ProblemException(403, 'secret_key_in_browser', detail);
}

function revoked(request: FastifyRequest, id: string, what: string): ProblemException {
  request.revokedKeyId = id;
  return new ProblemException(403, 'key_revoked', `${what} is revoked`);
}

/**
 * The last door before a handler, after the body was read and the request had its turn: whatever brought it this far without a caller,
 * no handler sees it. A body may take half a minute, and a turn some seconds. Whoever was let out meanwhile is refused with the next
 * request, and with this one too. Throws `ProblemException` 401 `key_missing`, and what `admit` throws.
 */
@Injectable()
export class KeyGuard implements CanActivate {
  constructor(private readonly services: Services) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { caller, admittedAt = -Infinity } = request;
    if (caller !== undefined && this.services.clock.elapsed() - admittedAt < A_MOMENT_MS) return true;
    // Only now: the framework puts the options of a route together anew whenever they are asked for.
    const { access = 'secret_key', permission, duringSignIn } = request.routeOptions.config;
    if (access === 'open') return true;
    if (caller === undefined) throw keyMissing();
    return admit(request, { access, permission, duringSignIn }, this.services).then(() => true);
  }
}

/**
 * A key in a header goes before a cookie, which a browser adds by itself. Of two cookies that one counts whose page says that it asks.
 * Throws `key_missing`, or `session_missing` on a route for people, where there is none.
 */
function presentedBy(request: FastifyRequest, access: Access): Presented {
  const text = keyText(request);
  if (text !== null) return { text, by: 'header', plain: false };
  const session = sessionPresentedBy(request, access);
  if (session) return { ...session, by: 'session' };
  const cookie = readTillCookie(request);
  if (!cookie) throw keyMissing();
  if (!/^(?:GET|HEAD)$/.test(request.method) && !isFromOwnPage(request, request.server.publicUrl)) {
    const detail = `A request with the cookie of a till must come from its own page, with the header ${TILL_HEADER}: 1`;
    throw new ProblemException(403, 'cross_site_request', detail);
  }
  return { ...cookie, by: 'cookie' };
}

/** The key in the headers; null where they name none. */
function keyText(request: FastifyRequest): string | null {
  const bearer = /^bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
  const header = request.headers['x-api-key'];
  const plain = typeof header === 'string' ? header.trim() : '';
  if (bearer !== undefined && plain !== '' && plain !== bearer) throw twoKeys();
  const text = bearer ?? plain;
  if (text !== '') return text;
  if (request.headers.authorization !== undefined) {
    throw new ProblemException(401, 'key_invalid', 'The Authorization header must read: Bearer <key>');
  }
  return null;
}

function keyMissing(): ProblemException {
  return new ProblemException(401, 'key_missing', 'Send an API key: Authorization: Bearer <key>, or X-API-Key: <key>');
}

/** Which of the two callers it is would be a guess, and a wrong guess writes into somebody else's books. */
function twoKeys(): ProblemException {
  const message = 'differs from the key in Authorization: send one key';
  return headerFault({ param: 'X-API-Key', code: 'conflict', message });
}
