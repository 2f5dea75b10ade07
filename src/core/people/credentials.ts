// What people prove themselves with, as a port: the work is done in src/auth, because it takes randomness and cryptography.
import type { Instant } from '../values/time';

/** A text that is shown or set once, and what is kept of it. */
export interface NewSecret {
  readonly text: string;
  readonly digest: string;
}

/** Who has a password looked at, which is dear: somebody who is in by the own id, anybody else by where the request comes from. */
export interface Asker {
  readonly isIn: boolean;
  readonly name: string;
}

/** Passwords, codes and the texts of session cookies. */
export abstract class Credentials {
  /** Salted and slow. Here and below: throws `Refusal` overloaded where too many ask, or this asker too often at once. */
  abstract hash(password: string, asker: Asker): Promise<string>;
  /** `stored` null: the same work, and false, so that nobody learns which e-mail addresses there are. */
  abstract matches(password: string, stored: string | null, asker: Asker): Promise<boolean>;
  /** Whether it is among the first that somebody would try, of anybody or of this person. */
  abstract isCommon(password: string, email: string): boolean;
  /** To be printed or shown to somebody else: it opens nothing but the choice of an own one. */
  abstract newPrinted(): string;

  /** 256 random bits, for a cookie. */
  abstract newSessionText(): NewSecret;

  /** For an authenticator. */
  abstract newSeed(): string;
  /** What an authenticator reads from a QR code. */
  abstract addressOf(seed: string, email: string): string;
  /** The time step whose code this is, later than `after`; null where it is none. */
  abstract stepOf(seed: string, code: string, now: Instant, after: number): number | null;

  /** Ten codes that nobody can guess. */
  abstract newRecoveryCodes(): readonly string[];
  /** The code as it was made, however it was typed; null where it cannot be one. */
  abstract readRecoveryCode(text: string): string | null;
}
