// Due dates that a clock wrote down which was ahead: it has been set back since, or it was another machine's. By the clock of today
// they lie far off, although their time comes soon. Reads; the wait itself is counted.
import type { DueLater, RedemptionStore } from '../core/redemption/store';
import type { Clock } from '../core/values/ports';
import { MINUTE_MS, SECOND_MS, type Instant } from '../core/values/time';

const EVERY_MS = MINUTE_MS;
const PAGE = 500;
/** Ten thousand rows are looked at, at most, in one go. */
const MOST_PAGES = 20;
/** Clocks that agree are apart by less. */
const TOLERANCE_MS = 2 * SECOND_MS;
/** The clock has been set back, rather than corrected a little. */
const STEP_MS = 2 * SECOND_MS;

/** A redemption whose time has come, and up to when its due dates count as past. */
export interface Misdated {
  readonly id: string;
  readonly asOf: Instant;
}

/** Finds them at the start, once a minute, and whenever the clock is set back. */
export class MisdatedRedemptions {
  /** When their time comes, by this process's count. */
  readonly #waiting = new Map<string, Misdated & { readonly atMs: number }>();
  readonly #watch: SetBackWatch;
  #lookedAt: number | null = null;

  constructor(
    private readonly redemptions: Pick<RedemptionStore, 'dueLater'>,
    private readonly clock: Pick<Clock, 'now' | 'elapsed'>,
  ) {
    this.#watch = new SetBackWatch(clock);
  }

  /** Those whose time has come since the last call, each once. Rejects where the store does. */
  async due(): Promise<Misdated[]> {
    const elapsed = this.clock.elapsed();
    const setBack = this.#watch.wasSetBack();
    if (setBack || this.#lookedAt === null || elapsed - this.#lookedAt >= EVERY_MS) {
      await this.#look();
      this.#lookedAt = elapsed;
    }
    const due = [...this.#waiting.values()].filter(({ atMs }) => atMs <= elapsed);
    for (const { id } of due) this.#waiting.delete(id);
    return due;
  }

  async #look(): Promise<void> {
    let after = this.clock.now();
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const rows = await this.redemptions.dueLater(after, PAGE);
      for (const row of rows) this.#take(row);
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return;
      // Others due in the very same millisecond may be passed over: a later look begins elsewhere, and finds them.
      after = last.dueAt;
    }
  }

  #take({ id, dueAt, updatedAt }: DueLater): void {
    if (!isMisdated(updatedAt, this.clock.now()) || this.#waiting.get(id)?.asOf === dueAt) return;
    const atMs = this.clock.elapsed() + this.#watch.leftMs(updatedAt, dueAt);
    this.#waiting.set(id, { id, asOf: dueAt, atMs });
  }
}

/** Written later than now. */
export function isMisdated(updatedAt: Instant, now: Instant): boolean {
  return updatedAt > now + TOLERANCE_MS;
}

/** Whether a clock was set back, and how long a wait that was written down before then has still to go. */
export class SetBackWatch {
  /** Wall time less the count: as it was last seen, and as it was before somebody set the clock back, or at its highest since. */
  #offset: number | null = null;
  #before = Number.NEGATIVE_INFINITY;

  constructor(private readonly clock: Pick<Clock, 'now' | 'elapsed'>) {}

  /** Since the last call. */
  wasSetBack(): boolean {
    const offset = this.clock.now() - this.clock.elapsed();
    const setBack = this.#offset !== null && offset < this.#offset - STEP_MS;
    // Not the highest ever: a clock that once leapt ahead for a moment says nothing of rows that were written long after.
    this.#before = setBack ? (this.#offset ?? offset) : Math.max(this.#before, offset);
    this.#offset = offset;
    return setBack;
  }

  /**
   * Of a row that is misdated. Where the clock would stand if nobody had set it back is known to the process that saw it
   * happen; any other waits the whole wait once more.
   */
  leftMs(updatedAt: Instant, dueAt: Instant): number {
    return Math.max(0, dueAt - Math.max(updatedAt, this.clock.elapsed() + this.#before));
  }
}
