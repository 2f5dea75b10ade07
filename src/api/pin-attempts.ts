// The limit on refused PINs, so that nobody can guess vouchers through Vouch. Counted in the memory of this process: with
// several processes each counts for itself.
import type { Caller } from '../core/engine';
import { ProblemException } from './problem';
import { Windows } from './windows';

const WINDOW_MS = 15 * 60_000;
/** Key, terminal and address each take one counter for a refused PIN. */
const MOST_SUBJECTS = 100_000;

export class PinAttempts {
  readonly #windows: Windows;

  /** `limit`: refused PINs in 15 minutes for each key, terminal and address; 0 switches the limit off. */
  constructor(
    private readonly limit: number,
    now: () => number,
  ) {
    this.#windows = new Windows(MOST_SUBJECTS, now);
  }

  /** False where the limit is off. */
  get limited(): boolean {
    return this.limit > 0;
  }

  /** Throws 429 `too_many_pin_attempts` where any of the three has used up its attempts. Call it before a PIN is tried. */
  check(caller: Caller, terminalId: string | undefined, address: string): void {
    if (this.limit === 0) return;
    for (const { name, subject } of subjectsOf(caller, terminalId, address)) {
      const { count, leftMs } = this.#windows.read(subject);
      if (count < this.limit) continue;
      throw new ProblemException(
        429,
        'too_many_pin_attempts',
        `Too many PINs were refused for this ${name} in the last 15 minutes`,
        { retryAfterMs: leftMs },
      );
    }
  }

  /** Counts a PIN that the provider refused. */
  failed(caller: Caller, terminalId: string | undefined, address: string): void {
    if (this.limit === 0) return;
    for (const { subject } of subjectsOf(caller, terminalId, address)) this.#windows.add(subject, WINDOW_MS);
  }
}

function subjectsOf(caller: Caller, terminalId: string | undefined, address: string) {
  const subjects = [
    { name: 'key', subject: `key ${caller.keyId}` },
    { name: 'address', subject: `address ${address}` },
  ];
  if (terminalId !== undefined) {
    // Terminals are named by their account: T1 of one merchant is not T1 of another.
    subjects.push({ name: 'terminal', subject: `terminal ${caller.accountId} ${terminalId}` });
  }
  return subjects;
}
