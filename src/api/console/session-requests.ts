// What happens to a request about the own session, top to bottom: read it, carry it out, hand the new cookie over, respond.
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { digestOf } from '../../auth/keys';
import { settingsOf } from '../../core/people/change-settings';
import {
  beginSecondFactor,
  choosePassword,
  confirmSecondFactor,
  removeSecondFactor,
} from '../../core/people/own-credentials';
import { PeopleParts, type Held, type Renewed } from '../../core/people/parts';
import { normalEmail } from '../../core/people/email';
import { endOfSession } from '../../core/people/session';
import { endSession } from '../../core/people/sessions';
import { passSecondFactor, signIn, stepUp } from '../../core/people/sign-in';
import { ChangeLimit } from '../limits/change-limit';
import { SignInLimit } from '../limits/sign-in-limit';
import { ProblemException } from '../problems/problem';
import { callerOf, heldBy } from '../request/caller';
import {
  CONSOLE_HEADER,
  consoleCookie,
  isFromConsolePage,
  noConsoleCookie,
  readConsoleCookie,
} from '../request/console-cookie';
import { cookieWayOf, type CookieWay } from '../request/cookies';
import { readChoice, readCode, readSignIn, readStepUp, whereOf } from './read-request';
import { sessionOf } from './responses';
import type { SecondFactorConfirmedDto, SessionDto } from './session.dto';

/** A method for each call. Throws `ProblemException` 400 for what cannot be read, 429, and what the core refuses. */
@Injectable()
export class SessionRequests {
  constructor(
    private readonly parts: PeopleParts,
    private readonly limit: SignInLimit,
    private readonly changes: ChangeLimit,
  ) {}

  /** Open to strangers. Throws 403 `cross_site_request` and `https_required` before anything is looked up. */
  async signIn(request: FastifyRequest, reply: FastifyReply): Promise<SessionDto> {
    const way = this.#requireCookieWay(request);
    const { email, password } = readSignIn(request.body);
    const enter = () => signIn(this.parts, { email, password }, whereOf(request));
    const former = await this.#formerOf(request);
    const renewed = await this.limit.duringSignIn(request, normalEmail(email), enter, former);
    if (former) await this.#endFormer(former, request);
    return this.#handOver(renewed, way, reply);
  }

  /** The own one, as it is now. */
  show(request: FastifyRequest): Promise<SessionDto> {
    return this.#shown(heldBy(request));
  }

  async passSecondFactor(request: FastifyRequest, reply: FastifyReply): Promise<SessionDto> {
    const code = readCode(request.body);
    return this.#proving(request, reply, (held) => passSecondFactor(this.parts, held, code, whereOf(request)));
  }

  async stepUp(request: FastifyRequest, reply: FastifyReply): Promise<SessionDto> {
    const proof = readStepUp(request.body);
    return this.#proving(request, reply, (held) => stepUp(this.parts, held, proof, whereOf(request)));
  }

  async choosePassword(request: FastifyRequest, reply: FastifyReply): Promise<SessionDto> {
    const choice = readChoice(request.body);
    return this.#proving(request, reply, (held) =>
      this.changes.during(callerOf(request), () => choosePassword(this.parts, held, choice, whereOf(request))),
    );
  }

  async beginSecondFactor(request: FastifyRequest) {
    const { secret, address } = await beginSecondFactor(this.parts, heldBy(request));
    return { object: 'second_factor_setup' as const, secret, otpauth_url: address };
  }

  async confirmSecondFactor(request: FastifyRequest, reply: FastifyReply): Promise<SecondFactorConfirmedDto> {
    const code = readCode(request.body);
    const held = heldBy(request);
    const confirm = () =>
      this.changes.during(callerOf(request), () => confirmSecondFactor(this.parts, held, code, whereOf(request)));
    const { recoveryCodes, ...renewed } = await this.limit.duringProof(request, held, confirm);
    return { session: await this.#handOver(renewed, wayOf(request), reply), recovery_codes: recoveryCodes };
  }

  async removeSecondFactor(request: FastifyRequest): Promise<SessionDto> {
    const held = heldBy(request);
    const remove = () => removeSecondFactor(this.parts, held, whereOf(request));
    const user = await this.changes.during(callerOf(request), remove);
    return this.#shown({ ...held, user });
  }

  /** The cookie goes whatever becomes of the session: whoever walks away wants it gone. */
  async signOut(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { session, user } = heldBy(request);
    void reply.header('set-cookie', noConsoleCookie(wayOf(request)));
    void reply.header('clear-site-data', siteDataOf(request));
    await endSession(this.parts, user, session, whereOf(request), 'signed_out');
  }

  async #proving(
    request: FastifyRequest,
    reply: FastifyReply,
    prove: (held: Held) => Promise<Renewed>,
  ): Promise<SessionDto> {
    const held = heldBy(request);
    const renewed = await this.limit.duringProof(request, held, () => prove(held));
    return this.#handOver(renewed, wayOf(request), reply);
  }

  #handOver({ session, user, text }: Renewed, way: CookieWay, reply: FastifyReply): Promise<SessionDto> {
    void reply.header('set-cookie', consoleCookie(text, way));
    return this.#shown({ session, user });
  }

  async #shown(held: Held): Promise<SessionDto> {
    const { accountId } = held.user;
    const [accounts, settings] = await Promise.all([
      this.parts.store.accounts.listAccounts(),
      settingsOf(this.parts, accountId),
    ]);
    const name = accounts.find(({ id }) => id === accountId)?.name ?? '';
    return sessionOf(held, name, settings, this.parts.hasLive);
  }

  /** A form of another site must not sign somebody in as somebody else. */
  #requireCookieWay(request: FastifyRequest): CookieWay {
    if (!isFromConsolePage(request, request.server.publicUrl)) {
      const detail = `A cookie is given to a page of this server alone, with the header ${CONSOLE_HEADER}: 1`;
      throw new ProblemException(403, 'cross_site_request', detail);
    }
    const way = cookieWayOf(request);
    if (way === null || (way === 'loopback' && this.parts.hasLive))
      throw new ProblemException(403, 'https_required', 'People sign in over HTTPS alone, where there is live mode');
    return way;
  }

  /** The session that this browser had, ended or not. */
  async #formerOf(request: FastifyRequest): Promise<Held | null> {
    const cookie = readConsoleCookie(request);
    return cookie && this.parts.store.people.findSession(digestOf(cookie.text));
  }

  /** Its cookie is gone now, so nobody could end it any more. */
  async #endFormer(former: Held, request: FastifyRequest): Promise<void> {
    if (endOfSession(former.session, former.user, this.parts.clock.now()) !== null) return;
    await endSession(this.parts, former.user, former.session, whereOf(request), 'signed_out');
  }
}

/** A request that came with a cookie is one over which it may go back. */
function wayOf(request: FastifyRequest): CookieWay {
  return readConsoleCookie(request)?.plain === true ? 'loopback' : 'secure';
}

/**
 * What pages kept of people goes with the session. Not what the till keeps where it shares the name of the console: that is the memory of
 * attempts whose outcome nobody knows yet.
 */
function siteDataOf({ server }: FastifyRequest): string {
  const isApart = server.consoleHost !== null && server.consoleHost !== server.tillHost;
  return isApart ? '"cache", "storage"' : '"cache"';
}
