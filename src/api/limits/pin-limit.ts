// Which calls try a PIN, and count as one: every call that asks a provider about a PIN can be used to guess one. A create, a look-up, the
// reserve of a draft and the capture of a reservation. The counting itself is in pin-attempts.ts.
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { belongsTo, type Caller } from '../../core/accounts/caller';
import { DECLINE_CODES, type DeclineCode } from '../../core/providers/outcome';
import type { Lookup } from '../../core/providers/provider';
import { hasSecrets } from '../../core/providers/source';
import type { ErrorCode } from '../../core/redemption/redemption';
import type { CreateCommand, Replayable } from '../../core/use-cases/create';
import type { Idempotency } from '../../core/use-cases/services';
import { findRecorded, scopeOf } from '../../core/use-cases/idempotency/idempotency';
import { Services } from '../../core/use-cases/services';
import { Refusal } from '../../core/values/refusal';
import { clientAddress } from '../request/address';
import { PinAttempts } from './pin-attempts';

/** The parts of a request that say where it comes from. */
type Origin = Pick<FastifyRequest, 'ip' | 'socket'>;

/** Declines that are about the PIN. A wrong amount or a provider's mood is not a guess. */
const REFUSED_PINS: ReadonlySet<ErrorCode> = new Set<DeclineCode>([
  'voucher_not_found',
  'voucher_already_redeemed',
  'voucher_expired',
  'voucher_cancelled',
]);

const DECLINES: ReadonlySet<ErrorCode> = new Set<ErrorCode>(DECLINE_CODES);

/**
 * What the routes call. Knows which calls try a PIN and which answers mean that one was refused; the counting is in
 * pin-attempts.ts.
 */
@Injectable()
export class PinLimit {
  constructor(
    private readonly attempts: PinAttempts,
    private readonly services: Services,
  ) {}

  /** Throws 429 before anything is sent. A draft tries no PIN, and a replay tries none again. */
  async create(
    request: Origin,
    caller: Caller,
    command: Pick<CreateCommand, 'type' | 'confirm' | 'options' | 'idempotency'>,
    redeem: () => Promise<Replayable>,
  ): Promise<Replayable> {
    if (!command.confirm || !this.#hasPin(caller, command.type)) return redeem();
    const terminalId = command.options.terminal_id;
    const address = clientAddress(request);
    // A till that lost a reply repeats its call, perhaps while another client behind the same address is guessing.
    if (!this.attempts.hasRoom(caller, terminalId, address)) {
      const { idempotency } = command;
      if (idempotency && (await findRecorded(this.services, caller, idempotency.key))) return redeem();
    }
    return this.#counted(address, caller, terminalId, redeem);
  }

  /** Reserve and capture of a redemption that stands. Throws 429 before anything is sent. */
  async present(
    request: Origin,
    caller: Caller,
    id: string,
    idempotency: Idempotency | undefined,
    call: () => Promise<Replayable>,
  ): Promise<Replayable> {
    const found = this.attempts.limited ? await this.services.store.redemptions.find(id) : null;
    const own = found && belongsTo(found, caller) ? found : null;
    const scope = this.#scopeOf(caller, idempotency);
    if (own?.withoutSecrets || own?.idempotency.some((entry) => entry.scope === scope)) return call();
    const terminalId = own?.options.terminal_id;
    return this.#counted(clientAddress(request), caller, terminalId, call);
  }

  /** Of what is no secret there is nothing to guess. */
  #hasPin({ livemode }: Caller, type: string): boolean {
    const gate = this.services.providers.find(type, livemode);
    return !gate || hasSecrets(gate.traits.sourceFields);
  }

  #scopeOf(caller: Caller, idempotency: Idempotency | undefined): string | null {
    return idempotency ? scopeOf(this.services.sealer, caller, idempotency.key) : null;
  }

  #counted(
    address: string,
    caller: Caller,
    terminalId: string | undefined,
    call: () => Promise<Replayable>,
  ): Promise<Replayable> {
    return this.attempts.during(caller, terminalId, address, call, ({ redemption, replayed }) => {
      const { status, lastError } = redemption;
      if (replayed || status !== 'failed' || lastError === null) return false;
      // Whoever uses a publishable key is told of all refusals alike; each leaves a row that is kept for good.
      return (caller.publishable ? DECLINES : REFUSED_PINS).has(lastError.code);
    });
  }

  /** Throws 429 before anything is sent. */
  lookup(request: Origin, caller: Caller, type: string, look: () => Promise<Lookup>): Promise<Lookup> {
    if (!this.#hasPin(caller, type)) return look();
    const isRefused = (found: Lookup) => found.kind === 'declined' && REFUSED_PINS.has(found.code);
    return this.attempts.during(caller, undefined, clientAddress(request), look, isRefused);
  }
  /**
   * Reading by id. Counted for publishable keys alone: a stranger who has one may try ids of other visitors. A secret key reads
   * all that its account has, so it has nothing to find by trying, and another account's id is to it as if it did not exist.
   * Throws 429 before the store is asked.
   */
  find<T>(request: Origin, caller: Caller, find: () => Promise<T>): Promise<T> {
    if (!caller.publishable) return find();
    const isMissing = (error: unknown) => error instanceof Refusal && error.code === 'not_found';
    return this.attempts.seeking(caller, clientAddress(request), find, isMissing);
  }
}
