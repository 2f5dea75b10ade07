// Lets a person of the console in: by the cookie of the session, which counts only where our own page sent the request, and with the
// role that the person has at this moment.
import type { FastifyRequest } from 'fastify';
import { digestOf } from '../../auth/keys';
import type { Admission, Caller } from '../../core/accounts/caller';
import type { Held } from '../../core/people/parts';
import { endOfSession, presentAsOf, statusOfSession } from '../../core/people/session';
import { sessionIncomplete } from '../../core/people/sign-in';
import type { Services } from '../../core/use-cases/services';
import { MINUTE_MS } from '../../core/values/time';
import { clientAddress } from '../request/address';
import type { Access } from '../request/caller';
import {
  CONSOLE_HEADER,
  isFromConsolePage,
  isIdleAsk,
  meansUser,
  MODE_HEADER,
  readConsoleCookie,
  saysConsole,
} from '../request/console-cookie';
import type { GivenCookie } from '../request/cookies';
import { hasSessionsHere } from '../request/page-hosts';
import { givenRequestIdOf } from '../request/request-id';
import { ProblemException } from '../problems/problem';
import { headerFault } from './header-rules';

type Parts = Pick<Services, 'store' | 'clock'>;

/** The form of every text that a session's cookie was given: 32 bytes. Of any other the store is not asked. */
const TEXT = /^[\w-]{43}$/;

/**
 * The session's cookie, where this request is one of the console: it says so, or nobody else is served. Null of any other. A browser adds
 * the cookie to whatever it asks this host, and a till that nobody has paired yet must be told that it has no key. Throws 403
 * `cross_site_request`, 401 `session_missing`.
 */
export function sessionPresentedBy(request: FastifyRequest, access: Access): GivenCookie | null {
  if (!saysConsole(request) && access !== 'user') return null;
  const cookie = hasSessionsHere(request) ? readConsoleCookie(request) : null;
  if (!cookie) throw sessionMissing();
  if (isFromConsolePage(request, request.server.publicUrl)) return cookie;
  const detail = `A request with the cookie of the console must come from its own page, with the header ${CONSOLE_HEADER}: 1`;
  throw new ProblemException(403, 'cross_site_request', detail);
}

/**
 * Who is behind it: in one read by the cookie, and where this request was let in before by the session that it had then. Throws 401 `session_missing` or `session_ended`, 409 `session_of_another` where the request means
 * somebody else, 403 `session_incomplete` where it may not be, 400 for a mode that there is not, 403 `https_required`.
 */
export async function personBy(
  { text, plain }: GivenCookie,
  request: FastifyRequest,
  duringSignIn: boolean,
  { store, clock }: Parts,
  admission: Admission,
): Promise<{ caller: Caller; held: Held }> {
  const livemode = modeOf(request, plain);
  const held = request.held
    ? await heldAgain(request.held, store)
    : TEXT.test(text) && (await store.people.findSession(digestOf(text)));
  if (!held) throw sessionMissing();
  const now = clock.now();
  const session = presentAsOf(held.session, now);
  const { user } = held;
  const end = endOfSession(session, user, now);
  if (end !== null) throw sessionEnded(end);
  if (!meansUser(request, user.id)) throw sessionOfAnother();
  const status = statusOfSession(session, user);
  if (status !== 'active' && !duringSignIn) throw sessionIncomplete(status);
  const isSeen = !isIdleAsk(request) && now - session.seenAt >= MINUTE_MS;
  if (isSeen) await store.people.noteSeen(session.id, now);
  const { id, email, role, accountId } = user;
  const caller: Caller = {
    accountId,
    livemode,
    keyId: id,
    actor: { kind: 'user', id },
    publishable: false,
    admission,
    user: { id, email, role, sessionId: session.id, epoch: session.epoch, presentUntil: session.presentUntil },
    address: clientAddress(request),
    requestId: request.id,
    givenRequestId: givenRequestIdOf(request.headers),
  };
  return { caller, held: { user, session: isSeen ? { ...session, seenAt: now } : session } };
}

/** A session is given another cookie whenever its person steps up, and goes on. Throws 401 `session_ended`. */
async function heldAgain({ session: { id }, user }: Held, { people }: Parts['store']): Promise<Held> {
  const [session, stands] = await Promise.all([people.findSessionById(id), people.findUser(user.id)]);
  if (!session || !stands) throw sessionEnded('ended');
  return { session, user: stands };
}

/** Where no mode is named it is the one in which nothing can be lost. */
function modeOf({ headers, protocol }: FastifyRequest, plain: boolean): boolean {
  const mode = headers[MODE_HEADER.toLowerCase()] ?? 'test';
  if (mode !== 'test' && mode !== 'live')
    throw headerFault({ param: MODE_HEADER, code: 'not_allowed', message: 'must be test or live' });
  // By its name alone a cookie says only how it was given: whoever is no browser names it as he likes.
  if (mode === 'live' && (plain || protocol !== 'https'))
    throw new ProblemException(403, 'https_required', 'Nothing of live mode is shown over a connection without HTTPS');
  return mode === 'live';
}

function sessionMissing(): ProblemException {
  return new ProblemException(401, 'session_missing', 'Sign in first');
}

function sessionEnded(reason: string): ProblemException {
  return new ProblemException(401, 'session_ended', `The session has ended: ${reason}`, { extra: { reason } });
}

/** Before anything is done: an act in a page that still shows somebody else would be done in the wrong name. */
function sessionOfAnother(): ProblemException {
  const detail = 'Somebody else is signed in in this browser by now, so nothing was done: read the session to see who';
  return new ProblemException(409, 'session_of_another', detail);
}
