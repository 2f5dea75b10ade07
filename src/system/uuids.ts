// Ids of the ledger: UUIDs of version 7 (RFC 9562, section 5.7), in order within one process.
import { Uuids, type Clock } from '../core/values/ports';
import { randomHex } from './random-pool';

/** Random bits of one id: those of the fields rand_a and rand_b together. */
const RANDOM_BITS = 74n;
const MOST = 1n << RANDOM_BITS;
/** Within a millisecond the next id is this much further on at most, drawn anew: so each has 64 random bits of its own. */
const STEP_BYTES = 8;
const RAND_B = (1n << 62n) - 1n;

/** See `Uuids`. A clock that steps back does not take the ids back with it. */
export class ClockUuids extends Uuids {
  #millis = 0;
  #random = MOST;

  constructor(private readonly clock: Clock) {
    super();
  }

  override next(): string {
    const now = Math.max(this.clock.now(), this.#millis);
    this.#random += randomBits(STEP_BYTES) + 1n;
    if (now > this.#millis || this.#random >= MOST) {
      this.#millis = now > this.#millis ? now : this.#millis + 1;
      // The upper half is room for the ids that follow in this millisecond.
      this.#random = randomBits(10) >> 7n;
    }
    return formatted(this.#millis, this.#random);
  }
}

function randomBits(bytes: number): bigint {
  return BigInt(`0x${randomHex(bytes)}`);
}

function formatted(millis: number, random: bigint): string {
  const time = millis.toString(16).padStart(12, '0');
  const a = (0x7000n | (random >> 62n)).toString(16);
  const b = ((2n << 62n) | (random & RAND_B)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-${a}-${b.slice(0, 4)}-${b.slice(4)}`;
}
