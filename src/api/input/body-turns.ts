// Whose body is parsed when. To look through one of 256 KiB, to decode and to parse it takes a millisecond: two thousand that end at once
// would be parsed one behind the other, with nobody else in between.

import { Rotation } from '../request/rotation';

/** So long large bodies are parsed in one turn of the event loop, all senders together. */
const MS_A_TURN = 1;

type Work = () => void;

/** In each turn of the event loop a few bodies are parsed, of their senders in rotation. They wait as bytes. */
export class BodyTurns {
  readonly #waiting = new Rotation<Work>();
  #tookMs = 0;
  #goesOn = false;

  /** `now` counts milliseconds, and is never set. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Does it at once, where nobody waits and this turn has time left; otherwise when it is the sender's turn. */
  take(sender: string, work: Work): void {
    if (this.#waiting.size === 0 && this.#tookMs < MS_A_TURN) {
      this.#goOnLater();
      this.#measure(work);
      return;
    }
    this.#waiting.add(sender, work);
  }

  #measure(work: Work): void {
    const beganAt = this.now();
    try {
      work();
    } finally {
      this.#tookMs += this.now() - beganAt;
    }
  }

  #goOnLater(): void {
    if (this.#goesOn) return;
    this.#goesOn = true;
    setImmediate(() => {
      this.#goesOn = false;
      this.#tookMs = 0;
      // Before the work: what that throws must not keep the others waiting for good.
      if (this.#waiting.size > 0) this.#goOnLater();
      while (this.#tookMs < MS_A_TURN) {
        const next = this.#waiting.take();
        if (!next) return;
        this.#measure(next);
      }
    });
  }
}
