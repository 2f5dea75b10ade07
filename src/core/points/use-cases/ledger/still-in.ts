// Calls that waited, for others of their account or for the store, are let go on only where their key still works.
import type { Refusal } from '../../../values/refusal';
import type { Clock } from '../../../values/ports';
import type { Asker, Waiting } from './round';

/** Of each key that may not act any more, by its id, why. */
export type StillIn = (askers: readonly Asker[]) => Promise<ReadonlyMap<string, Refusal>>;

/** Who waited for less was looked at a moment ago. Half of the second that the door leaves: its own wait comes before this one. */
const A_MOMENT_MS = 500;

/** One for each ledger. */
export class LateCalls {
  constructor(
    private readonly clock: Pick<Clock, 'elapsed'>,
    private readonly stillIn: StillIn,
  ) {}

  /** Whether any of these has to be asked about. */
  areAmong(calls: readonly Waiting[]): boolean {
    return calls.some((waiting) => this.#isLate(waiting));
  }

  /** Those that may go on: the others are refused. All keys are asked about at once. */
  async without(calls: readonly Waiting[]): Promise<readonly Waiting[]> {
    const late = calls.filter((waiting) => this.#isLate(waiting));
    const ended = await this.stillIn(late.map(({ call }) => call.asker));
    const out = new Set<Waiting>();
    for (const waiting of late) {
      const refusal = ended.get(waiting.call.asker.keyId ?? '');
      if (!refusal) continue;
      waiting.reject(refusal);
      out.add(waiting);
    }
    return calls.filter((waiting) => !out.has(waiting));
  }

  #isLate({ call: { asker }, calledMs }: Waiting): boolean {
    return asker.keyId !== null && this.clock.elapsed() - calledMs >= A_MOMENT_MS;
  }
}
