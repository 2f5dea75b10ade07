// What people prove themselves with: passwords behind the gate, codes of authenticators, recovery codes, and texts of session cookies.
import { randomBytes, randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { Credentials, type Asker, type NewSecret } from '../core/people/credentials';
import type { Instant } from '../core/values/time';
import { isCommonPassword } from './common';
import { HashGate } from './hash-gate';
import { digestOf } from './keys';
import { hashPassword, isPassword, newPassword, type PasswordCost } from './password';

const ISSUER = 'Vouch';
/** What every authenticator can (RFC 6238, and the defaults of its address): 160 bits, SHA-1, six digits, half a minute. */
const SEED_BYTES = 20;
const STEP_SECONDS = 30;
/** Steps before and after now: for a clock that is off, and for a slow hand. */
const WINDOW = 1;
const CODE = /^\d{6}$/;

/** Without 0 and O, 1 and I: 32 characters, 5 bits each. */
const RECOVERY_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
/** 120 bits, so that a plain digest of one could not be turned back either (ASVS 5, 6.5.2). */
const RECOVERY_LENGTH = 24;
const RECOVERY_GROUP = 4;
const RECOVERY_CODES = 10;
const RECOVERY = new RegExp(`^[${RECOVERY_ALPHABET}]{${String(RECOVERY_LENGTH)}}$`);

const SESSION_BYTES = 32;

/** The credentials of one process. `cost`: another one than ours, for tests. */
export class OwnCredentials extends Credentials {
  readonly #gate = new HashGate();
  /** The hash of a password that nobody has: who asks for a stranger waits as long. */
  #nobody: Promise<string> | null = null;

  constructor(private readonly cost?: PasswordCost) {
    super();
  }

  override hash(password: string, asker: Asker): Promise<string> {
    return this.#gate.run(asker, () => hashPassword(password, this.cost));
  }

  override async matches(password: string, stored: string | null, asker: Asker): Promise<boolean> {
    this.#nobody ??= this.hash(newPassword(), { isIn: true, name: 'nobody' });
    const nobody = await this.#nobody;
    const isRight = await this.#gate.run(asker, () => isPassword(password, stored ?? nobody));
    return isRight && stored !== null;
  }

  override isCommon(password: string, email: string): boolean {
    return isCommonPassword(password, email);
  }

  override newPrinted(): string {
    return newPassword();
  }

  override newSessionText(): NewSecret {
    const text = randomBytes(SESSION_BYTES).toString('base64url');
    return { text, digest: digestOf(text) };
  }

  override newSeed(): string {
    return new Secret({ size: SEED_BYTES }).base32;
  }

  override addressOf(seed: string, email: string): string {
    return totpOf(seed, email).toString();
  }

  override stepOf(seed: string, code: string, now: Instant, after: number): number | null {
    const text = code.replace(/\s/g, '');
    if (!CODE.test(text)) return null;
    const delta = totpOf(seed).validate({ token: text, timestamp: now, window: WINDOW });
    if (delta === null) return null;
    const step = Math.floor(now / 1000 / STEP_SECONDS) + delta;
    return step > after ? step : null;
  }

  override newRecoveryCodes(): readonly string[] {
    return Array.from({ length: RECOVERY_CODES }, () => {
      const letter = () => RECOVERY_ALPHABET.charAt(randomInt(RECOVERY_ALPHABET.length));
      const code = Array.from({ length: RECOVERY_LENGTH }, letter).join('');
      return code.match(new RegExp(`.{${String(RECOVERY_GROUP)}}`, 'g'))?.join('-') ?? code;
    });
  }

  override readRecoveryCode(text: string): string | null {
    const code = text.replace(/[\s-]/g, '').toUpperCase();
    return RECOVERY.test(code) ? code : null;
  }
}

function totpOf(seed: string, label = ''): TOTP {
  return new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(seed), period: STEP_SECONDS });
}
