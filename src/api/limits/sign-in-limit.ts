// The limit on wrong passwords and codes. Waits grow and nobody is locked out: who knows an e-mail address could otherwise keep its owner
// out for good, and who shares a shop's address all of its people. Counted in the memory of this process: with several processes each
// counts for itself.
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../core/values/refusal';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../core/values/time';
import { ProblemException } from '../problems/problem';
import { clientAddress, clientSite } from '../request/address';
import { GrowingWaits, type Growth } from './growing-waits';

/** For one person from one address: somebody mistypes a few times. */
const PAIR: Growth = { free: 5, firstMs: SECOND_MS, mostMs: 15 * MINUTE_MS };
/**
 * For one address, whoever is meant. A shop has one for all of its people and its guests, and a mobile network one for thousands: a wait
 * is as long as one for a person, and holds up those alone who have not been in from there.
 */
const ADDRESS: Growth = { free: 20, firstMs: SECOND_MS, mostMs: 30 * SECOND_MS };
/**
 * For one person from everywhere. One address alone never gets this far, so it takes many to make the person wait, and then for less
 * than it takes to look for the right password.
 */
const PERSON: Growth = { free: 60, firstMs: SECOND_MS, mostMs: 30 * SECOND_MS };
/** From all networks of one subscriber, of which IPv6 may give him 256. */
const SITE: Growth = { free: 100, firstMs: SECOND_MS, mostMs: 30 * SECOND_MS };
/**
 * In all: past these one every two seconds. A botnet with a day of that has tried 43,000 passwords of all people together. Whoever failed
 * no more often than `FEW` is paced apart from those who did: one who tries all the time is always first when the next password is looked at.
 */
const ALL: Growth = { free: 1_000, firstMs: SECOND_MS, mostMs: 2 * SECOND_MS };
const FEW = 5;
/** Codes have six digits, of which three are right at any time: who has the right password and tries for a day finds one in a thousand times. */
const CODES: Growth = { free: 10, firstMs: SECOND_MS, mostMs: 5 * MINUTE_MS };

const FORGET_MS = HOUR_MS;
const MOST_SUBJECTS = 50_000;
/** Pairs of person and address that got in. */
const MOST_KNOWN = 10_000;
const FAILURES: readonly string[] = ['sign_in_failed', 'code_invalid'];

type Asked = Pick<FastifyRequest, 'ip' | 'socket'>;
type Counted = readonly (readonly [subject: string, growth: Growth])[];

/** Counts passwords and codes that were wrong. */
export class SignInLimit {
  readonly #waits: GrowingWaits;
  readonly #known = new Set<string>();

  /** `now` counts milliseconds, and is never set. */
  constructor(now: () => number) {
    this.#waits = new GrowingWaits(MOST_SUBJECTS, FORGET_MS, now);
  }

  /** Around a sign-in. `email`: as it was typed, in its one spelling. Throws 429 `too_many_sign_ins` before the store is asked. */
  async duringSignIn<T>(request: Asked, email: string, signIn: () => Promise<T>): Promise<T> {
    const address = clientAddress(request);
    const site = `site ${clientSite(request)}`;
    const pair = `pair ${address} ${email}`;
    const lane = this.#waits.failuresOf(site) <= FEW ? 'all with few failures' : 'all with many failures';
    // Of a known pair its own count is enough: others' failures, at the same address too, are no reason to make it wait.
    const others: Counted = this.#known.has(pair)
      ? []
      : [
          [`address ${address}`, ADDRESS],
          [`person ${email}`, PERSON],
          [site, SITE],
          [lane, ALL],
        ];
    const counted: Counted = [[pair, PAIR], ...others];
    const result = await this.#during(counted, signIn);
    this.#waits.forget(pair);
    this.#remember(pair);
    return result;
  }

  /**
   * Around a code, or a password of somebody who is signed in. Counted for that person alone: his session says who he is, wherever the
   * request comes from. Throws 429 `too_many_sign_ins`.
   */
  duringProof<T>(userId: string, prove: () => Promise<T>): Promise<T> {
    return this.#during([[`codes ${userId}`, CODES]], prove);
  }

  /** Counted before it, so that many at the same moment are counted too; taken back unless it was refused as wrong. */
  async #during<T>(counted: Counted, work: () => Promise<T>): Promise<T> {
    const leftMs = Math.max(...counted.map(([subject]) => this.#waits.leftOf(subject)));
    if (leftMs > 0)
      throw new ProblemException(429, 'too_many_sign_ins', 'Too many passwords or codes were wrong: wait a little', {
        retryAfterMs: leftMs,
      });
    for (const [subject, growth] of counted) this.#waits.add(subject, growth);
    let failed = false;
    try {
      return await work();
    } catch (error) {
      failed = error instanceof Refusal && FAILURES.includes(error.code);
      throw error;
    } finally {
      if (!failed) for (const [subject] of counted) this.#waits.takeBack(subject);
    }
  }

  #remember(pair: string): void {
    this.#known.delete(pair);
    const [oldest] = this.#known;
    if (this.#known.size >= MOST_KNOWN && oldest !== undefined) this.#known.delete(oldest);
    this.#known.add(pair);
  }
}
