// Lets each request wait for the turn of its account. Runs after the limits: what they refuse waits for nothing.
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import type { LargeReads } from '../../core/redemption/store';
import { clientAddress } from '../request/address';
import '../request/caller';
import { ProblemException } from '../problems/problem';
import { AccountTurns } from './account-turns';

/** Ids have 28 characters. */
const LONGEST_ID = 40;

/** Holds up requests of callers in turns of their account (`AccountTurns`). Uploads have limits of their own, and no turn. */
export class TurnGuard implements CanActivate {
  readonly #turns: AccountTurns;

  /** `now` counts milliseconds, and is never set. `largeReads`: what the driver reads for requests that wait. */
  constructor(now: () => number, largeReads?: Pick<LargeReads, 'listen'>) {
    this.#turns = new AccountTurns(now);
    largeReads?.listen((read) => {
      this.#turns.noteLarge(read);
    });
  }

  /** Throws `ProblemException` 400 `invalid_request` where the client left while the request waited. */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const { caller } = request;
    if (caller === undefined || isUpload(request)) return true;
    const reply = http.getResponse<FastifyReply>();
    const id = idOf(request);
    const about = id === undefined ? undefined : `${request.method} ${id}`;
    const asked = { caller: caller.keyId, about, id, isOver: () => reply.sent };
    const turn = this.#turns.take(lineOf(caller, request), asked);
    if (turn === undefined) return true;
    return turn.then(() => {
      // Its client left while it waited. Made all the same, thousands of them would be in the way of those who are there; and nothing is
      // taken from a voucher that nobody waits for.
      if (request.raw.socket.destroyed) throw gone();
      return true;
    });
  }
}

function gone(): ProblemException {
  return new ProblemException(400, 'invalid_request', 'The connection ended before the answer was made');
}

function isUpload(request: FastifyRequest): boolean {
  // The method first: the framework puts the options of a route together anew whenever they are asked for.
  return request.method === 'POST' && request.routeOptions.config.upload !== undefined;
}

/** Undefined: no id is in the address, or none that is one of ours. */
function idOf({ params }: FastifyRequest): string | undefined {
  const { id } = params as Readonly<Record<string, string | undefined>>;
  return id === undefined || id.length > LONGEST_ID ? undefined : id;
}

/** A publishable key stands in a page: its visitors are in nobody's way but their own. */
function lineOf({ accountId, keyId, publishable }: Caller, request: FastifyRequest): string {
  return publishable ? `${keyId} ${clientAddress(request)}` : accountId;
}
