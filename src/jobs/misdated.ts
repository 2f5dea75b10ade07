// Due dates that a clock wrote down which was ahead: it has been set back since, or it was another machine's. By the clock of today
// they lie far off, although their time comes soon. Reads; the wait itself is counted.
import type { Due, DueLater, RedemptionStore } from '../core/redemption/store';
import type { Clock } from '../core/values/ports';
import { isMisdated, MINUTE_MS, SECOND_MS, type Instant } from '../core/values/time';
import { rest } from '../system/pause';
import { inTurn } from './in-turn';

/** Between the end of a walk and the next one; where the walk took long, so many times as long: reading stays a small part of the work. */
const EVERY_MS = MINUTE_MS;
const RESTS = 10;
/** A walk is a stretch at a time, as there may be any number of rows: this much, and not before that. */
const PAGE = 500;
const PAGES = 4;
const STRETCH_EVERY_MS = SECOND_MS;
/** Of more than that those whose time comes last are left to a later walk: of the accounts that have most. */
const MOST_WAITING = 50_000;
/** The clock has been set back, rather than corrected a little. */
const STEP_MS = 2 * SECOND_MS;

/** A redemption whose time has come, whose it is, and the due date that counts as past while it has that one. */
export interface Misdated extends Due {
  readonly asOf: Instant;
}

/** A walk under way: the stretches that are behind it, and the row that was read last. A store that is away takes no part of it. */
interface Walk {
  stretches: number;
  last?: DueLater;
}

/** What waits for its time, by this process's count. */
interface Waits extends Misdated {
  readonly atMs: number;
}

/**
 * Finds them at the start, again and again, and whenever the clock is set back, by walking over everything that is due later. No index
 * tells them from the others: one over `updatedAt` would cost every write of every redemption something, for what is there once in years.
 * So a walk has no end but that of the rows, however many there are that are dated well, and goes on where it stood. It begins at the far
 * end: the misdated ones tend to be there, and what is written meanwhile is dated soon and adds nothing to what is still to be read.
 */
export class MisdatedRedemptions {
  readonly #waiting = new Map<string, Waits>();
  readonly #watch: SetBackWatch;
  #walk: Walk | null = null;
  /** When it is time for another stretch. */
  #nextMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly redemptions: Pick<RedemptionStore, 'dueLater'>,
    private readonly clock: Pick<Clock, 'now' | 'elapsed'>,
  ) {
    this.#watch = new SetBackWatch(clock);
  }

  /**
   * Those whose time has come, the soonest first, until they are `done`: a walk that comes past one that still waits for its turn finds
   * it known. Rejects where the store does; the next call goes on there.
   */
  async due(): Promise<Misdated[]> {
    const elapsed = this.clock.elapsed();
    if (this.#watch.wasSetBack()) {
      this.#walk = null;
      this.#nextMs = elapsed;
    }
    if (elapsed >= this.#nextMs) await this.#goOn(elapsed);
    const due = [...this.#waiting.values()].filter(({ atMs }) => atMs <= elapsed).sort(bySoonest);
    return due.map(({ id, accountId, asOf }) => ({ id, accountId, asOf }));
  }

  /** Was worked on: told again where a later walk still finds it with this date. */
  done(id: string, asOf: Instant): void {
    if (this.#waiting.get(id)?.asOf === asOf) this.#waiting.delete(id);
  }

  async #goOn(elapsed: number): Promise<void> {
    this.#walk ??= { stretches: 0 };
    const { stretches } = this.#walk;
    if (await this.#stretch(this.#walk)) {
      this.#walk = null;
      this.#nextMs = elapsed + Math.max(EVERY_MS, RESTS * stretches * STRETCH_EVERY_MS);
    } else this.#nextMs = elapsed + STRETCH_EVERY_MS;
    this.#leaveLast();
  }

  /** Whether that was the last one of the walk. */
  async #stretch(walk: Walk): Promise<boolean> {
    for (let page = 0; page < PAGES; page += 1) {
      const rows = await this.redemptions.dueLater(this.clock.now(), PAGE, walk.last);
      for (const row of rows) this.#take(row);
      const last = rows.at(-1);
      if (last) walk.last = last;
      if (rows.length < PAGE) return true;
      // The embedded store reads in this thread: everybody else has a turn in between.
      await rest(0);
    }
    walk.stretches += 1;
    return false;
  }

  #take({ id, accountId, dueAt, updatedAt }: DueLater): void {
    if (!isMisdated(updatedAt, this.clock.now()) || this.#waiting.get(id)?.asOf === dueAt) return;
    const atMs = this.clock.elapsed() + this.#watch.leftMs(updatedAt, dueAt);
    this.#waiting.set(id, { id, accountId, asOf: dueAt, atMs });
  }

  #leaveLast(): void {
    if (this.#waiting.size <= MOST_WAITING) return;
    const soonest = [...this.#waiting.values()].sort(bySoonest);
    const later = inTurn(soonest, ({ accountId }) => accountId).slice(MOST_WAITING);
    for (const { id } of later) this.#waiting.delete(id);
  }
}

const bySoonest = (one: Waits, other: Waits): number => one.atMs - other.atMs;

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
