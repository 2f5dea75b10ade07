// Who asks: a cookie made at random, which no script of the page can read. And how much one address may try.
import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Of `SameSite=Strict` and no other: another site can neither read what is here nor order in a visitor's name. */
const COOKIE = /(?:^|; )visitor=([0-9a-f]{64})(?:;|$)/;

/**
 * A digest of the visitor's cookie, so that the order book holds no cookie. Gives one to who has none, and a new term to who has one: it
 * leads to vouchers that may be given back much later.
 */
export function visitorOf(request: IncomingMessage, response: ServerResponse, isSecure: boolean): string {
  const known = COOKIE.exec(request.headers.cookie ?? '')?.[1];
  const cookie = known ?? randomBytes(32).toString('hex');
  const attributes = `HttpOnly; SameSite=Strict; Path=/; Max-Age=2592000${isSecure ? '; Secure' : ''}`;
  response.setHeader('set-cookie', `visitor=${cookie}; ${attributes}`);
  return createHash('sha256').update(cookie).digest('hex');
}

const WINDOW_MS = 15 * 60_000;

/** Counts by address, in memory: a new start forgives. Behind a proxy, take the address that your proxy says. */
export class Limit {
  readonly #times = new Map<string, number[]>();

  constructor(readonly most: number) {}

  /** False where this address has had its share of the last quarter of an hour. */
  allows(address: string, now = Date.now()): boolean {
    for (const [name, times] of this.#times) {
      const recent = times.filter((time) => time > now - WINDOW_MS);
      if (recent.length === 0) this.#times.delete(name);
      else this.#times.set(name, recent);
    }
    const times = this.#times.get(address) ?? [];
    if (times.length >= this.most) return false;
    this.#times.set(address, [...times, now]);
    return true;
  }
}
