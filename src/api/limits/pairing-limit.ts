// The limit on wrong pairing codes, so that eight characters cannot be guessed, and so that nobody's guesses keep others' tills from being
// paired. Counted in the memory of this process: with several processes each counts for itself.
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../core/values/refusal';
import { MINUTE_MS, SECOND_MS } from '../../core/values/time';
import { ProblemException } from '../problems/problem';
import { clientAddress, clientBlock, clientSite } from '../request/address';
import { FixedWindows } from './fixed-windows';
import { GrowingWaits, type Growth } from './growing-waits';

const WINDOW_MS = 15 * MINUTE_MS;
/** Wrong codes from one address: somebody mistypes a few times, and a shop with ten new tills stands behind one address. */
export const MOST_WRONG_CODES = 20;
/** From all networks of one subscriber: he may have 256 of them. */
export const MOST_WRONG_CODES_OF_SITE = 100;
/**
 * Wrong codes in all, so that many addresses do not add up: past these, one a second. There are 6.5 × 10^11 codes: with a hundred of them
 * open day and night, somebody who uses all of both paces below finds one in a hundred years.
 */
export const WRONG_CODES_AT_ONCE = 500;
const ALL: Growth = { free: WRONG_CODES_AT_ONCE, firstMs: SECOND_MS, mostMs: SECOND_MS };
/**
 * Whoever sent no more wrong codes than these is paced apart from those who did: one who guesses all the time is always first when the
 * next code is looked at, and nobody else would be paired.
 */
const FEW_WRONG_CODES = 3;
/** No more addresses are counted than codes are looked at; each of the others was given its count back. */
const MOST_SUBJECTS = 10_000;

/** Counts refused claims, for each address, each subscriber and in all. */
export class PairingLimit {
  readonly #windows: FixedWindows;
  readonly #paces: GrowingWaits;

  /** `now` counts milliseconds, and is never set. */
  constructor(now: () => number) {
    this.#windows = new FixedWindows(MOST_SUBJECTS, now);
    this.#paces = new GrowingWaits(MOST_SUBJECTS, WINDOW_MS, now);
  }

  /**
   * Around a claim. Counted before it, so that many at the same moment are counted too; given back unless the code was refused.
   * Throws 429 `too_many_pairing_attempts` before the store is asked.
   */
  async during<T>(request: Pick<FastifyRequest, 'ip' | 'socket'>, claim: () => Promise<T>): Promise<T> {
    const address = `address ${clientAddress(request)}`;
    const site = `site ${clientSite(request)}`;
    this.#require(address, MOST_WRONG_CODES, 'this address');
    this.#require(site, MOST_WRONG_CODES_OF_SITE, 'the networks around this address');
    const block = `block ${clientBlock(request)}`;
    const counted = [address, site, block];
    const pace = this.#windows.read(block).count <= FEW_WRONG_CODES ? 'those with few' : 'those with many';
    this.#requirePace(pace);
    for (const subject of counted) this.#windows.add(subject, WINDOW_MS);
    this.#paces.add(pace, ALL);
    let refused = false;
    try {
      return await claim();
    } catch (error) {
      refused = error instanceof Refusal && error.code === 'pairing_code_invalid';
      throw error;
    } finally {
      if (!refused) {
        for (const subject of counted) this.#windows.takeBack(subject);
        this.#paces.takeBack(pace);
      }
    }
  }

  #require(subject: string, most: number, where: string): void {
    const { count, leftMs } = this.#windows.read(subject);
    if (count < most) return;
    throw tooMany(`Too many wrong pairing codes came from ${where} in the last 15 minutes`, leftMs);
  }

  #requirePace(pace: string): void {
    const leftMs = this.#paces.leftOf(pace);
    if (leftMs > 0)
      throw tooMany('Many wrong pairing codes are coming in: one a second is looked at. Try again', leftMs);
  }
}

function tooMany(detail: string, retryAfterMs: number): ProblemException {
  return new ProblemException(429, 'too_many_pairing_attempts', detail, { retryAfterMs });
}
