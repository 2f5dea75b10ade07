// Calls that waited, for others of their account or for the store, are let go on only where their key still works.
import type { Refusal } from '../../../values/refusal';
import type { Clock } from '../../../values/ports';
import type { Asker, Waiting } from './round';

/** Why this key may not act any more; null where it may. */
export type StillIn = (asker: Asker) => Promise<Refusal | null>;

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

  /** Those that may go on: the others are refused. Each key is asked about once. */
  async without(calls: readonly Waiting[]): Promise<readonly Waiting[]> {
    const said = new Map<string, Promise<Refusal | null>>();
    const refusals = await Promise.all(
      calls.map(async (waiting) => {
        const { asker } = waiting.call;
        if (asker.keyId === null || !this.#isLate(waiting)) return null;
        const known = said.get(asker.keyId) ?? this.stillIn(asker);
        said.set(asker.keyId, known);
        return known;
      }),
    );
    return calls.filter((waiting, at) => {
      const refusal = refusals[at] ?? null;
      if (refusal) waiting.reject(refusal);
      return refusal === null;
    });
  }

  #isLate({ call: { asker }, calledMs }: Waiting): boolean {
    return asker.keyId !== null && this.clock.elapsed() - calledMs >= A_MOMENT_MS;
  }
}
