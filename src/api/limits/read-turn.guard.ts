// Lets each read wait for the turn of its account. Runs after the limits: what they refuse waits for nothing.
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import { clientAddress } from '../request/address';
import '../request/caller';
import { ProblemException } from '../problems/problem';
import { ReadTurns } from './read-turns';

/** Holds up GET requests, and those of routes marked as `Reads`, in turns of their account (`ReadTurns`). */
export class ReadTurnGuard implements CanActivate {
  readonly #turns: ReadTurns;

  /** `inATurn` as `ReadTurns` has it; `now` counts milliseconds, and is never set. */
  constructor(inATurn: number, now: () => number) {
    this.#turns = new ReadTurns(inATurn, now);
  }

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { caller } = request;
    if (caller === undefined || !isRead(request)) return true;
    const turn = this.#turns.take(lineOf(caller, request), caller.keyId);
    if (turn === undefined) return true;
    return turn.then(() => {
      // Its client left while it waited. Read all the same, thousands of them would be in the way of those who are there.
      if (request.raw.socket.destroyed) throw gone();
      return true;
    });
  }
}

function gone(): ProblemException {
  return new ProblemException(400, 'invalid_request', 'The connection ended before the answer was made');
}

function isRead({ method, routeOptions }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD' || routeOptions.config.reads === true;
}

/** A publishable key stands in a page: its visitors are in nobody's way but their own. */
function lineOf({ accountId, keyId, publishable }: Caller, request: FastifyRequest): string {
  return publishable ? `${keyId} ${clientAddress(request)}` : accountId;
}
