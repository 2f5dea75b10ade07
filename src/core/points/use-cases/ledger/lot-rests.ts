// Calls on very many lots rest, and with them all that their account calls after them.
import { Refusal } from '../../../values/refusal';
import type { Clock } from '../../../values/ports';
import { LotShares } from './lot-shares';
import type { Waiting } from './round';
import type { Rests } from './rounds';

/** A call that would have to wait longer than this for what others of its account move is sent away. */
const LONGEST_REST_MS = 15_000;

/** The same of a till, which gives up after 10 seconds and is in doubt then: it is told well before that nothing was begun. */
const LONGEST_AT_TILL_MS = 5_000;

/** How long each call rests, by what the calls of its account have moved lately. */
export class LotRests implements Rests {
  readonly #shares: LotShares;

  constructor(
    private readonly clock: Pick<Clock, 'elapsed'>,
    readonly rest: (ms: number) => Promise<void>,
  ) {
    this.#shares = new LotShares(() => clock.elapsed());
  }

  elapsed(): number {
    return this.clock.elapsed();
  }

  waitMs(waiting: Waiting): number {
    const owedMs = this.#owedMs(waiting);
    return owedMs === 0 ? 0 : Math.max(0, Math.min(owedMs, this.#leftMs(waiting)));
  }

  /** Of a call that has rested for as long as a caller is kept waiting; null for all others. */
  refusal(waiting: Waiting): Refusal | null {
    const owedMs = this.#owedMs(waiting);
    if (owedMs === 0 || this.#leftMs(waiting) > 0) return null;
    const why = 'Calls of this account that move very many lots are before this one: try again';
    return new Refusal('too_many_concurrent_writes', why, { retryAfterMs: Math.ceil(owedMs) });
  }

  /** A call was decided, or refused, and moves or has read so many lots. Not what is due: it comes at a time that no call chooses. */
  count({ call: { asker, onlyDue } }: Waiting, lots: number): void {
    if (!onlyDue) this.#shares.spend(asker.accountId, lots);
  }

  /** Of a till from when it called: it gives up, whatever was done meanwhile. */
  #leftMs({ call, sinceMs, calledMs }: Waiting): number {
    const untilMs = call.rests === 'briefly' ? calledMs + LONGEST_AT_TILL_MS : sinceMs + LONGEST_REST_MS;
    return untilMs - this.clock.elapsed();
  }

  /** What is due happens by itself, and somebody waits for it. */
  #owedMs({ call: { asker, onlyDue, rests } }: Waiting): number {
    return onlyDue || rests === 'never' ? 0 : this.#shares.waitMs(asker.accountId);
  }
}
