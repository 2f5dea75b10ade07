// Counts refused PINs: creating a redemption and looking a voucher up are the two ways to find out whether a PIN is good.
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { CreateCommand, Replayable } from '../../core/create';
import type { Caller } from '../../core/engine';
import type { DeclineCode } from '../../core/outcome';
import type { Lookup } from '../../core/provider';
import type { ErrorCode } from '../../core/redemption';
import { PinAttempts } from '../pin-attempts';

/** Declines that are about the PIN. A wrong amount or a provider's mood is not a guess. */
const REFUSED_PINS: ReadonlySet<ErrorCode> = new Set<DeclineCode>([
  'voucher_not_found',
  'voucher_already_redeemed',
  'voucher_expired',
  'voucher_cancelled',
]);

@Injectable()
export class PinTries {
  constructor(private readonly attempts: PinAttempts) {}

  /** Throws 429 before anything is sent. A draft tries no PIN, and a replay tries none again. */
  async create(
    request: Pick<FastifyRequest, 'ip'>,
    caller: Caller,
    command: Pick<CreateCommand, 'confirm' | 'options'>,
    redeem: () => Promise<Replayable>,
  ): Promise<Replayable> {
    if (!command.confirm) return redeem();
    const terminalId = command.options.terminal_id;
    this.attempts.check(caller, terminalId, request.ip);
    const done = await redeem();
    const { status, lastError } = done.redemption;
    const refused = status === 'failed' && lastError !== null && REFUSED_PINS.has(lastError.code);
    if (refused && !done.replayed) this.attempts.failed(caller, terminalId, request.ip);
    return done;
  }

  /** Throws 429 before anything is sent. */
  async lookup(request: Pick<FastifyRequest, 'ip'>, caller: Caller, look: () => Promise<Lookup>): Promise<Lookup> {
    this.attempts.check(caller, undefined, request.ip);
    const found = await look();
    if (found.kind === 'declined' && REFUSED_PINS.has(found.code)) this.attempts.failed(caller, undefined, request.ip);
    return found;
  }
}
