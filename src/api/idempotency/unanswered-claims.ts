// Claims of keys that nobody has answered yet, as repeats meet them: which of them were left by a process that died. By what this process
// counts: the date of a claim is that of another one, whose clock may be anywhere.
import type { AnswerClaim } from '../../core/stored-answers';

/** None of these routes takes a minute. */
const ABANDONED_AFTER_MS = 60_000;
/** Claims that are remembered: the one that was met first goes first, and is met anew. */
const MOST = 10_000;

/** In the memory of one process. */
export class UnansweredClaims {
  readonly #metAt = new Map<string, number>();

  constructor(private readonly elapsed: () => number) {}

  /** Whether it has stood like this for a minute since a repeat met it first. */
  isAbandoned({ scope, at }: AnswerClaim): boolean {
    const claim = `${scope} ${String(at)}`;
    const now = this.elapsed();
    const metAt = this.#metAt.get(claim) ?? now;
    this.#metAt.set(claim, metAt);
    const [first] = this.#metAt.keys();
    if (first !== undefined && this.#metAt.size > MOST) this.#metAt.delete(first);
    return now - metAt >= ABANDONED_AFTER_MS;
  }
}
