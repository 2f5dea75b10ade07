// The clocks of one machine in the simulated world: a wall clock that is wrong, and is set now and then, and a count that stands
// still while the machine sleeps.
import { Clock } from '../../src/core/values/ports';
import type { Instant, Reading } from '../../src/core/values/time';

/** Both are read off the world's own time, which no process knows. */
export class MachineClock extends Clock {
  /** Until then nothing of this machine goes on. */
  asleepUntil = 0;
  #sleptMs = 0;

  /** `aheadMs`: how far the wall clock is ahead of the truth; below zero: behind. */
  constructor(
    private readonly world: { readonly now: Instant; readonly start: Instant },
    private readonly name: string,
    public aheadMs: number,
  ) {
    super();
  }

  override now(): Instant {
    return this.world.now + this.aheadMs;
  }

  override elapsed(): number {
    return this.world.now - this.world.start - this.#sleptMs;
  }

  override reading(): Reading {
    return { clock: this.name, ms: this.elapsed() };
  }

  /** The whole machine, at any point where one of its processes waits. */
  sleep(ms: number): void {
    this.asleepUntil = Math.max(this.asleepUntil, this.world.now) + ms;
    this.#sleptMs += ms;
  }
}
