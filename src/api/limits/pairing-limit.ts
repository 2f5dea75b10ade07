// The limit on wrong pairing codes, so that eight characters cannot be guessed. Counted in the memory of this process: with several
// processes each counts for itself.
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../core/values/refusal';
import { ProblemException } from '../problems/problem';
import { clientAddress } from '../request/address';
import { FixedWindows } from './fixed-windows';

const WINDOW_MS = 15 * 60_000;
/** Wrong codes from one address: somebody mistypes a few times, and a shop with ten new tills stands behind one address. */
export const MOST_WRONG_CODES = 20;
/**
 * Wrong codes in all, so that many addresses do not add up. There are 6.5 × 10^11 codes: with a hundred of them open, somebody who
 * uses all of this without a pause finds one in eight thousand years.
 */
export const MOST_WRONG_CODES_IN_ALL = 500;
/** No more addresses are counted than wrong codes in all; each of the others was given its count back. */
const MOST_SUBJECTS = 10_000;
const ALL = 'all';

/** Counts refused claims, for each address and in all. */
export class PairingLimit {
  readonly #windows: FixedWindows;

  /** `now` counts milliseconds, and is never set. */
  constructor(now: () => number) {
    this.#windows = new FixedWindows(MOST_SUBJECTS, now);
  }

  /**
   * Around a claim. Counted before it, so that many at the same moment are counted too; given back unless the code was refused.
   * Throws 429 `too_many_pairing_attempts` before the store is asked.
   */
  async during<T>(request: Pick<FastifyRequest, 'ip' | 'socket'>, claim: () => Promise<T>): Promise<T> {
    const address = clientAddress(request);
    this.#require(address, MOST_WRONG_CODES, 'from this address');
    this.#require(ALL, MOST_WRONG_CODES_IN_ALL, 'in all');
    const counted = [address, ALL];
    for (const subject of counted) this.#windows.add(subject, WINDOW_MS);
    let refused = false;
    try {
      return await claim();
    } catch (error) {
      refused = error instanceof Refusal && error.code === 'pairing_code_invalid';
      throw error;
    } finally {
      if (!refused) for (const subject of counted) this.#windows.takeBack(subject);
    }
  }

  #require(subject: string, most: number, where: string): void {
    const { count, leftMs } = this.#windows.read(subject);
    if (count < most) return;
    const detail = `Too many wrong pairing codes came ${where} in the last 15 minutes`;
    throw new ProblemException(429, 'too_many_pairing_attempts', detail, { retryAfterMs: leftMs });
  }
}
