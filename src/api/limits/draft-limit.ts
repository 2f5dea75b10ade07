// The limit on redemptions that nothing is taken for. A publishable key stands in web pages, so anyone can make drafts with it, and
// each is a row that is kept for weeks. Counted in the memory of this process: with several processes each counts for itself.
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import { isUnsent } from '../../core/redemption/bounds/unsent';
import type { CreateCommand, Replayable } from '../../core/use-cases/create';
import { findRecorded } from '../../core/use-cases/idempotency/idempotency';
import { Services } from '../../core/use-cases/services';
import { ProblemException } from '../problems/problem';
import { clientAddress } from '../request/address';
import { WindowTables } from './fixed-windows';
import { FEW_PART, visitorCounters, type VisitorCounter } from './subjects';

/** As long as such a draft lasts: so no more than the limit are open at once. */
const DRAFTS_WINDOW_MS = 60 * 60_000;
/** Redemptions that could not be sent, because a provider was down. Short: when it is back, tills must not wait. */
const UNSENT_WINDOW_MS = 60_000;
const MOST_COUNTERS = 50_000;

/**
 * For each publishable key and address, and for more of its visitors together (subjects.ts): how many redemptions may be made that take no
 * value in the call that makes them, in an hour; and how many that were to take it but were not sent, in a minute. Secret keys have no
 * such limit: who holds one is the merchant.
 */
@Injectable()
export class DraftLimit {
  readonly #windows: WindowTables;

  /** `limit`: for each key and address; 0 switches it off. `now` is the time in milliseconds. */
  constructor(
    private readonly limit: number,
    private readonly services: Services,
    now: () => number,
  ) {
    this.#windows = new WindowTables(MOST_COUNTERS, now);
  }

  /** Around a create. Throws 429 `too_many_drafts` before anything is written. A replay makes no row, and counts as none. */
  async during(
    request: Pick<FastifyRequest, 'ip' | 'socket'>,
    caller: Caller,
    command: Pick<CreateCommand, 'confirm' | 'captureMethod' | 'idempotency'>,
    create: () => Promise<Replayable>,
  ): Promise<Replayable> {
    if (this.limit === 0 || !caller.publishable) return create();
    const taking = command.confirm && command.captureMethod === 'automatic';
    const counters = this.#countersOf(taking ? 'unsent' : 'drafts', caller, clientAddress(request));
    const fault = this.#faultOf(counters);
    if (fault) {
      const { idempotency } = command;
      if (idempotency && (await findRecorded(this.services, caller, idempotency.key))) return create();
      throw fault;
    }
    return taking ? this.#countAfter(counters, create) : this.#countBefore(counters, create);
  }

  /** Counted at once, so that many at the same moment are counted too; given back where no row was made. */
  async #countBefore(counters: readonly VisitorCounter[], create: () => Promise<Replayable>): Promise<Replayable> {
    for (const counter of counters) this.#windows.add(counter, DRAFTS_WINDOW_MS);
    let made = false;
    try {
      const done = await create();
      made = done.replayed === undefined;
      return done;
    } finally {
      if (!made) for (const counter of counters) this.#windows.takeBack(counter);
    }
  }

  async #countAfter(counters: readonly VisitorCounter[], create: () => Promise<Replayable>): Promise<Replayable> {
    const done = await create();
    if (done.replayed === undefined && isUnsent(done.redemption))
      for (const counter of counters) this.#windows.add(counter, UNSENT_WINDOW_MS);
    return done;
  }

  #countersOf(what: 'drafts' | 'unsent', { keyId }: Caller, address: string): VisitorCounter[] {
    return visitorCounters(what, keyId, address, this.limit / FEW_PART, (counter) => this.#windows.read(counter));
  }

  #faultOf(counters: readonly VisitorCounter[]): ProblemException | null {
    for (const counter of counters) {
      const { count, leftMs } = this.#windows.read(counter);
      if (count < this.limit * counter.share) continue;
      const detail = `Too many redemptions were made from this ${counter.name} that no value was taken for`;
      return new ProblemException(429, 'too_many_drafts', detail, { retryAfterMs: leftMs });
    }
    return null;
  }
}
