// One policy per provider, mode and operation: a breaker, a bulkhead and a deadline. Never a retry: for money, a second
// request is a decision of the core, not of a network layer.
import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleWhenResult,
  wrap,
  type BulkheadPolicy,
  type CircuitBreakerPolicy,
  type IPolicy,
} from 'cockatiel';
import type { NotSent, Unknown } from '../core/providers/outcome';

/** The numbers of one policy. */
export interface PolicyLimits {
  /** Calls of this operation under way at once. */
  readonly concurrent: number;
  /** Failed calls in a row that open the breaker. */
  readonly breakAfter: number;
  /** How long the breaker stays open before one call may try again, in milliseconds. */
  readonly halfOpenAfterMs: number;
  /** Hard end of a call, in milliseconds. The adapter's own HTTP deadline comes first; this is for a defect in an adapter. */
  readonly deadlineMs: number;
}

type Result = { readonly kind: string };
/** What a policy returns without the adapter. */
type Own = NotSent | Unknown;

/** Guards one operation of one provider. `run` never throws. */
export class CallPolicy {
  readonly #breaker: CircuitBreakerPolicy;
  readonly #bulkhead: BulkheadPolicy;
  readonly #guards: IPolicy;
  /** Milliseconds, by this process's own count. */
  #openedAt = 0;

  constructor(
    private readonly name: string,
    private readonly limits: PolicyLimits,
  ) {
    // No answer and no connection are both signs of a provider in trouble. A decline is a sign of health.
    const failed = handleWhenResult((result) => {
      const { kind } = result as Result;
      return kind === 'unknown' || kind === 'not_sent';
    });
    this.#breaker = circuitBreaker(failed, {
      // It would wait by the wall clock, which may be set: how long it stays open is counted here.
      halfOpenAfter: Number.NEGATIVE_INFINITY,
      breaker: new ConsecutiveBreaker(limits.breakAfter),
    });
    this.#breaker.onBreak(() => {
      this.#openedAt = performance.now();
    });
    // No queue: a call that waits here has a customer waiting at a till, and its deadline would run meanwhile.
    this.#bulkhead = bulkhead(limits.concurrent, 0);
    this.#guards = wrap(this.#bulkhead, this.#breaker);
  }

  /** False while as many calls are under way as the bulkhead allows. */
  get hasRoom(): boolean {
    return this.#bulkhead.executionSlots > 0;
  }

  /** Of the breaker. `half_open`: one call may try. */
  get state(): 'closed' | 'half_open' | 'open' {
    switch (this.#breaker.state) {
      case CircuitState.Closed:
        return 'closed';
      case CircuitState.HalfOpen:
        return 'half_open';
      case CircuitState.Open:
      case CircuitState.Isolated:
        return 'open';
    }
  }

  /**
   * The call's own result, or `not_sent` where the breaker or the bulkhead held it back, or `unknown` where it threw or
   * outlasted the deadline.
   */
  async run<T extends Result>(call: () => Promise<T>): Promise<T | Own> {
    if (this.state === 'open' && performance.now() - this.#openedAt < this.limits.halfOpenAfterMs)
      return this.#paused();
    try {
      return await this.#guards.execute(() => this.#withDeadline(call));
    } catch (error) {
      if (error instanceof BrokenCircuitError) return this.#paused();
      if (error instanceof BulkheadRejectedError)
        return unavailable(`Not sent: too many calls to ${this.name} are under way`);
      return { kind: 'unknown', reason: `The adapter of ${this.name} failed: a defect` };
    }
  }

  #paused(): NotSent {
    return unavailable(`Not sent: calls to ${this.name} have kept failing and are paused`);
  }

  #withDeadline<T extends Result>(call: () => Promise<T>): Promise<T | Own> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        resolve({ kind: 'unknown', reason: `No answer within ${String(this.limits.deadlineMs)} ms` });
      }, this.limits.deadlineMs);
      const end = (result: T | Own) => {
        clearTimeout(timer);
        resolve(result);
      };
      // Rule 2 of the adapter contract was broken. Something may have been sent by then, so the outcome is unknown.
      const broken = () => end({ kind: 'unknown', reason: `The adapter of ${this.name} failed: a defect` });
      try {
        call().then(end, broken);
      } catch {
        broken();
      }
    });
  }
}

function unavailable(reason: string): NotSent {
  return { kind: 'not_sent', code: 'provider_unavailable', reason };
}
