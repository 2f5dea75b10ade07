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
import { FixedWindows } from './fixed-windows';

/** As long as such a draft lasts: so no more than the limit are open at once. */
const DRAFTS_WINDOW_MS = 60 * 60_000;
/** Redemptions that could not be sent, because a provider was down. Short: when it is back, tills must not wait. */
const UNSENT_WINDOW_MS = 60_000;
/** All visitors of a page share its key: the key as a whole may make so many times what one address may. */
export const ADDRESSES_PER_KEY = 10;
const MOST_SUBJECTS = 100_000;

interface Subject {
  readonly id: string;
  readonly most: number;
  readonly name: string;
}

/**
 * For each publishable key and address, and for each publishable key: how many redemptions may be made that take no value in the
 * call that makes them, in an hour; and how many that were to take it but were not sent, in a minute. Secret keys have no such
 * limit: who holds one is the merchant.
 */
@Injectable()
export class DraftLimit {
  readonly #windows: FixedWindows;

  /** `limit`: for each key and address; 0 switches it off. `now` is the time in milliseconds. */
  constructor(
    private readonly limit: number,
    private readonly services: Services,
    now: () => number,
  ) {
    this.#windows = new FixedWindows(MOST_SUBJECTS, now);
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
    const subjects = this.#subjectsOf(taking ? 'unsent' : 'drafts', caller, clientAddress(request));
    const fault = this.#faultOf(subjects);
    if (fault) {
      const { idempotency } = command;
      if (idempotency && (await findRecorded(this.services, caller, idempotency.key))) return create();
      throw fault;
    }
    return taking ? this.#countAfter(subjects, create) : this.#countBefore(subjects, create);
  }

  /** Counted at once, so that many at the same moment are counted too; given back where no row was made. */
  async #countBefore(subjects: readonly Subject[], create: () => Promise<Replayable>): Promise<Replayable> {
    for (const { id } of subjects) this.#windows.add(id, DRAFTS_WINDOW_MS);
    let made = false;
    try {
      const done = await create();
      made = done.replayed === undefined;
      return done;
    } finally {
      if (!made) for (const { id } of subjects) this.#windows.takeBack(id);
    }
  }

  async #countAfter(subjects: readonly Subject[], create: () => Promise<Replayable>): Promise<Replayable> {
    const done = await create();
    if (done.replayed === undefined && isUnsent(done.redemption))
      for (const { id } of subjects) this.#windows.add(id, UNSENT_WINDOW_MS);
    return done;
  }

  #subjectsOf(what: 'drafts' | 'unsent', caller: Caller, address: string): Subject[] {
    return [
      { id: `${what} ${caller.keyId} ${address}`, most: this.limit, name: 'address' },
      { id: `${what} ${caller.keyId}`, most: this.limit * ADDRESSES_PER_KEY, name: 'key' },
    ];
  }

  #faultOf(subjects: readonly Subject[]): ProblemException | null {
    for (const { id, most, name } of subjects) {
      const { count, leftMs } = this.#windows.read(id);
      if (count < most) continue;
      const detail = `Too many redemptions were made from this ${name} that no value was taken for`;
      return new ProblemException(429, 'too_many_drafts', detail, { retryAfterMs: leftMs });
    }
    return null;
  }
}
