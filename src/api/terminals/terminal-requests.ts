// What happens to a request about terminals, top to bottom: read it, carry it out, respond. Codes and keys are made here and shown once.
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { newPairingCode, newTerminalKey } from '../../auth/pairing-code';
import { requireStill, type Caller } from '../../core/accounts/caller';
import { publicTerminal, type Delivery, type Terminal } from '../../core/terminals/terminal';
import {
  claimTerminal,
  createTerminal,
  findTerminal,
  pairAnew,
  revokeTerminal,
  unlockTerminal,
} from '../../core/terminals/terminals';
import { pairingAddress } from '../../core/terminals/till-address';
import { refuseLongNumber } from '../../core/use-cases/pins/pin-in-text';
import { Services } from '../../core/use-cases/services';
import { ChangeLimit } from '../limits/change-limit';
import { PairingLimit } from '../limits/pairing-limit';
import { pageOf } from '../lists/pagination';
import { ProblemException } from '../problems/problem';
import { callerOf } from '../request/caller';
import { cookieWayOf, type CookieWay } from '../request/cookies';
import { tillAddressFor } from '../request/page-hosts';
import { isFromOwnPage, tillCookie, TILL_HEADER } from '../request/till-cookie';
import { readClaim, readCreateTerminal, readTerminalsQuery, TERMINALS } from './read-request';

/** A method for each call. Throws `ProblemException` 400 for what cannot be read, and what the core refuses. */
@Injectable()
export class TerminalRequests {
  constructor(
    private readonly services: Services,
    private readonly limit: PairingLimit,
    private readonly changes: ChangeLimit,
  ) {}

  async create(body: unknown, request: FastifyRequest) {
    const caller = callerOf(request);
    const asked = readCreateTerminal(body);
    refuseLongNumber(caller, ['name', asked.name]);
    const code = newPairingCode();
    const make = () => createTerminal(this.services, { ...asked, code }, caller, caller.keyId);
    const made = await this.changes.during(caller, make);
    return this.#withCode(made, code, request);
  }

  async list(query: Readonly<Record<string, unknown>>, caller: Caller) {
    const asked = readTerminalsQuery(query, caller);
    const rows = await this.services.store.terminals.list({ ...asked, limit: asked.limit + 1 });
    return pageOf(TERMINALS, rows, asked.limit, (terminal) => this.#show(terminal));
  }

  /** The terminal that asks. */
  async current(caller: Caller) {
    const terminal = await findTerminal(this.services, caller.keyId, caller);
    const accounts = await this.services.store.accounts.listAccounts();
    return { ...this.#show(terminal), account_name: accounts.find(({ id }) => id === caller.accountId)?.name ?? '' };
  }

  async find(id: string, caller: Caller) {
    return this.#show(await findTerminal(this.services, id, caller));
  }

  async pair(id: string, request: FastifyRequest) {
    const code = newPairingCode();
    const caller = callerOf(request);
    const pair = () => pairAnew(this.services, id, code, caller, caller.keyId);
    const paired = await this.changes.during(caller, pair);
    return this.#withCode(paired, code, request);
  }

  async revoke(id: string, caller: Caller) {
    // One after the other: of many at once each but the first finds it revoked, and writes nothing down.
    const revoke = async () => {
      await requireStill(caller, this.services.clock);
      return revokeTerminal(this.services, id, caller, caller.keyId);
    };
    return this.#show(await this.services.lock.run(id, revoke));
  }

  async unlock(id: string, caller: Caller) {
    return this.#show(await unlockTerminal(this.services, id, caller));
  }

  /** Open to strangers. Throws 403 where a cookie may not be set, 429 `too_many_pairing_attempts`, 422 `pairing_code_invalid`. */
  async claim(request: FastifyRequest, reply: FastifyReply) {
    const { code, deliver } = readClaim(request.body);
    const way = deliver === 'cookie' ? requireCookieWay(request) : null;
    let text = '';
    const claim = () =>
      claimTerminal(this.services, code, (terminal) => {
        const made = this.#newKey(terminal, deliver, way);
        text = made.text;
        return made.key;
      });
    const terminal = await this.limit.during(request, claim);
    if (way) void reply.header('set-cookie', tillCookie(text, way));
    return { ...this.#show(terminal), key: way ? null : text };
  }

  #newKey({ livemode }: Terminal, deliver: Delivery, way: CookieWay | null) {
    if (livemode && way === 'loopback') throw httpsRequired();
    return newTerminalKey(livemode, deliver, this.services.clock.now());
  }

  #show(terminal: Terminal) {
    return publicTerminal(terminal, this.services.clock.now());
  }

  #withCode(terminal: Terminal, code: string, request: FastifyRequest) {
    const pairing_url = pairingAddress(tillAddressFor(request), code);
    return { ...this.#show(terminal), pairing_code: code, pairing_url };
  }
}

/** A page of another site must not make somebody's browser the till of another shop. */
function requireCookieWay(request: FastifyRequest): CookieWay {
  if (!isFromOwnPage(request, request.server.publicUrl)) {
    const detail = `A cookie is given to a page of this server alone, with the header ${TILL_HEADER}: 1`;
    throw new ProblemException(403, 'cross_site_request', detail);
  }
  const way = cookieWayOf(request);
  if (!way) throw httpsRequired();
  return way;
}

function httpsRequired(): ProblemException {
  return new ProblemException(403, 'https_required', 'The cookie of a till is given over HTTPS alone');
}
