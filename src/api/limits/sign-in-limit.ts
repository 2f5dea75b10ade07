// The limit on wrong passwords and codes. Waits grow and nobody is locked out: who knows an e-mail address could otherwise keep its owner
// out for good, and who shares a shop's address all of its people. Counted in the memory of this process: with several processes each
// counts for itself.
import type { FastifyRequest } from 'fastify';
import type { Held } from '../../core/people/parts';
import { statusOfSession } from '../../core/people/session';
import { Refusal } from '../../core/values/refusal';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../core/values/time';
import { ProblemException } from '../problems/problem';
import { clientAddress, clientBlock, clientSite } from '../request/address';
import { GrowingWaits, type Growth } from './growing-waits';

/** For one person from one address: somebody mistypes a few times. */
const PAIR: Growth = { free: 5, firstMs: SECOND_MS, mostMs: 15 * MINUTE_MS };
/**
 * For one address, whoever is meant. A shop has one for all of its people and its guests, and a mobile network one for thousands: a wait
 * is as long as one for a person, and holds up those alone who have not been in from there.
 */
const ADDRESS: Growth = { free: 20, firstMs: SECOND_MS, mostMs: 30 * SECOND_MS };
/**
 * For one person from everywhere. One subscriber alone never gets this far, so it takes many to make the person wait, and then for less
 * than it takes to look for the right password.
 */
const PERSON: Growth = { free: 60, firstMs: SECOND_MS, mostMs: 30 * SECOND_MS };
/** From all networks of one subscriber, of which IPv6 may give him 256. */
const SITE: Growth = { free: 100, firstMs: SECOND_MS, mostMs: 30 * SECOND_MS };
/** In all: past these one every two seconds. A botnet with a day of that has tried 43,000 passwords of all people together. */
const ALL: Growth = { free: 1_000, firstMs: SECOND_MS, mostMs: 2 * SECOND_MS };
/**
 * Whoever failed no more often than this is paced apart from those who did, of one person and in all: one who tries all the time is always
 * first when the next try is looked at. Failures of a whole block count, which costs nobody in it a wait.
 */
const FEW = 5;
const BLOCK: Growth = { free: Infinity, firstMs: 0, mostMs: 0 };
/** Of one person from one subscriber, also where the password is right: each costs a hash, a session and a line of the audit log. */
const OFTEN: Growth = { free: 30, firstMs: SECOND_MS, mostMs: 30 * SECOND_MS };
/**
 * Codes of a person who is not in yet. They have six digits, of which three are right at any time: 115 tries in a day, of those who failed
 * seldom, of those who failed often and of an address that the person was in from each, find one in a thousand days. However many
 * sessions are begun for it, they are of one person.
 */
const CODES: Growth = { free: 10, firstMs: SECOND_MS, mostMs: 15 * MINUTE_MS };
/** Forgotten sooner, the tries that cost no wait would come round more often than those that do. */
const FORGET_CODES_MS = 6 * HOUR_MS;
/** In one session that is in, or has no code to give. */
const PROOFS: Growth = { free: 10, firstMs: SECOND_MS, mostMs: 5 * MINUTE_MS };

const FORGET_MS = HOUR_MS;
const MOST_SUBJECTS = 50_000;
/** Persons who got in, and sessions whose code is still out. */
const MOST_KNOWN = 10_000;
/** Addresses that one person got in from. */
const MOST_PLACES = 50;
const FAILURES: readonly string[] = ['sign_in_failed', 'code_invalid'];

type Asked = Pick<FastifyRequest, 'ip' | 'socket'>;
type Counted = readonly (readonly [waits: GrowingWaits, subject: string, growth: Growth])[];

/** Counts passwords and codes that were wrong. */
export class SignInLimit {
  readonly #waits: GrowingWaits;
  readonly #codes: GrowingWaits;
  readonly #known = new KnownPlaces();
  /** By the id of a session whose code is still out: what its sign-in counts in until then. */
  readonly #unfinished = new Map<string, Counted>();

  /** `now` counts milliseconds, and is never set. */
  constructor(now: () => number) {
    this.#waits = new GrowingWaits(MOST_SUBJECTS, FORGET_MS, now);
    this.#codes = new GrowingWaits(MOST_SUBJECTS, FORGET_CODES_MS, now);
  }

  /**
   * Around a sign-in. `email`: as it was typed, in its one spelling. One whose code is still out counts as a failure until the code was
   * given: the password alone would otherwise begin sessions without end, each of which ends an older one. `former`: what the browser was in
   * with before; where that was this very person it counts for itself, whatever others behind its address type. Throws 429
   * `too_many_sign_ins` before the person is looked for.
   */
  async duringSignIn<T extends Held>(
    request: Asked,
    email: string,
    signIn: () => Promise<T>,
    former: Held | null = null,
  ): Promise<T> {
    const waits = this.#waits;
    const { pair, site, block, lane } = this.#placesOf(request, email);
    const browser = former && wasIn(former, email) ? `browser ${former.session.id}` : null;
    // Of a known pair its own count is enough: others' failures, at the same address too, are no reason to make it wait.
    const others: Counted =
      browser !== null || this.#known.has(email, pair)
        ? []
        : [
            [waits, `address ${clientAddress(request)}`, ADDRESS],
            [waits, `person ${email} ${lane}`, PERSON],
            [waits, site, SITE],
            [waits, block, BLOCK],
            [waits, `all ${lane}`, ALL],
          ];
    const failed: Counted = [[waits, browser ?? pair, PAIR], ...others];
    const often: Counted = [[waits, `often ${browser === null ? site : 'in'} ${email}`, OFTEN]];
    const counted = [...failed, ...often];
    const result = await this.#during(counted, signIn, (held) => (isCodeOut(held) ? counted : often));
    if (isCodeOut(result)) remember(this.#unfinished, result.session.id, failed);
    else this.#letIn(email, pair);
    return result;
  }

  /**
   * Around a code, or a password of somebody who is signed in. A session that has no code to give counts for itself: nobody's tries elsewhere
   * keep its owner from an act, or from the new password that ends all other sessions. Codes that are out count for their person, in
   * whichever session they are tried. Throws 429 `too_many_sign_ins`.
   */
  async duringProof<T>(request: Asked, held: Held, prove: () => Promise<T>): Promise<T> {
    const { session, user } = held;
    if (!isCodeOut(held)) return this.#during([[this.#waits, `session ${session.id}`, PROOFS]], prove);
    const { pair, site, block, lane } = this.#placesOf(request, user.email);
    const counted: Counted = this.#known.has(user.email, pair)
      ? [[this.#codes, pair, CODES]]
      : [
          [this.#codes, `${user.id} ${lane}`, CODES],
          [this.#waits, site, SITE],
          [this.#waits, block, BLOCK],
        ];
    const result = await this.#during(counted, prove);
    takeBack(this.#unfinished.get(session.id) ?? []);
    this.#unfinished.delete(session.id);
    this.#codes.forget(pair);
    this.#letIn(user.email, pair);
    return result;
  }

  #placesOf(request: Asked, email: string) {
    const site = `site ${clientSite(request)}`;
    const block = `block ${clientBlock(request)}`;
    const lane = this.#waits.failuresOf(block) <= FEW ? 'with few failures' : 'with many failures';
    return { pair: `pair ${clientAddress(request)} ${email}`, site, block, lane };
  }

  #letIn(email: string, pair: string): void {
    this.#waits.forget(pair);
    this.#known.add(email, pair);
  }

  /** Counted before it, so that many at the same moment are counted too; taken back unless it was refused as wrong, or `stays`. */
  async #during<T>(counted: Counted, work: () => Promise<T>, stays: (result: T) => Counted = () => []): Promise<T> {
    const leftMs = Math.max(...counted.map(([waits, subject]) => waits.leftOf(subject)));
    if (leftMs > 0)
      throw new ProblemException(
        429,
        'too_many_sign_ins',
        'Too many sign-ins, or passwords or codes that were wrong: wait a little',
        {
          retryAfterMs: leftMs,
        },
      );
    for (const [waits, subject, growth] of counted) waits.add(subject, growth);
    let staying: Counted = [];
    try {
      const result = await work();
      staying = stays(result);
      return result;
    } catch (error) {
      if (error instanceof Refusal && FAILURES.includes(error.code)) staying = counted;
      throw error;
    } finally {
      takeBack(counted.filter((one) => !staying.includes(one)));
    }
  }
}

/** Whole, of this person, and with the password of today: one that a new password ended may be whose it never was. */
function wasIn({ session, user }: Held, email: string): boolean {
  return user.email === email && session.epoch === user.epoch && statusOfSession(session, user) === 'active';
}

function isCodeOut({ session, user }: Held): boolean {
  return statusOfSession(session, user) === 'second_factor';
}

function takeBack(counted: Counted): void {
  for (const [waits, subject] of counted) waits.takeBack(subject);
}

/** From where persons got in. Who gets in from many places puts out his own: an admin has as many users and networks as he likes. */
class KnownPlaces {
  readonly #of = new Map<string, Map<string, true>>();

  has(email: string, pair: string): boolean {
    return this.#of.get(email)?.has(pair) === true;
  }

  add(email: string, pair: string): void {
    const places = this.#of.get(email) ?? new Map<string, true>();
    remember(places, pair, true, MOST_PLACES);
    remember(this.#of, email, places);
  }
}

/** As the newest; where there are too many the oldest goes. */
function remember<T>(kept: Map<string, T>, key: string, value: T, most = MOST_KNOWN): void {
  kept.delete(key);
  const [oldest] = kept.keys();
  if (kept.size >= most && oldest !== undefined) kept.delete(oldest);
  kept.set(key, value);
}
