// One policy per provider, mode and operation: a breaker, a bulkhead and a deadline. Never a retry: for money, a second
// request is a decision of the core, not of a network layer.
import type { NotSent, Unknown } from '../core/providers/outcome';
import { Breaker, type BreakerLimits } from './breaker';
import { Slots } from './slots';

/** The numbers of one policy. */
export interface PolicyLimits extends BreakerLimits {
  /** Calls of this operation under way at once, of all accounts. */
  readonly concurrent: number;
  /** Hard end of a call, in milliseconds. The adapter's own HTTP deadline comes first; this is for a defect in an adapter. */
  readonly deadlineMs: number;
  /** What was not sent was held back by this process itself, as its own ledger does: it says nothing of the health of anybody. */
  readonly unsentIsOurs?: boolean;
}

type Result = { readonly kind: string };
/** What a policy returns without the adapter. */
type Own = NotSent | Unknown;

/** Guards one operation of one provider. `run` never throws. */
export class CallPolicy {
  readonly #breaker: Breaker;
  readonly #slots: Slots;

  constructor(
    private readonly name: string,
    private readonly limits: PolicyLimits,
  ) {
    this.#breaker = new Breaker(limits);
    this.#slots = new Slots(limits.concurrent);
  }

  /** False while as many calls of this account are under way as the bulkhead allows. */
  hasRoom(accountId: string): boolean {
    return this.#slots.hasRoom(accountId);
  }

  /** What metrics show. */
  get breaker(): Pick<Breaker, 'state' | 'pausedAccounts'> {
    return this.#breaker;
  }

  /**
   * The call's own result, or `not_sent` where the breaker or the bulkhead held it back, or `unknown` where it threw or
   * outlasted the deadline.
   */
  async run<T extends Result>(accountId: string, call: () => Promise<T>): Promise<T | Own> {
    if (!this.#slots.take(accountId)) return unavailable(`Not sent: too many calls to ${this.name} are under way`);
    try {
      const begun = this.#breaker.begin(accountId);
      if (!begun) return unavailable(`Not sent: calls to ${this.name} have kept failing and are paused`);
      const result = await this.#withDeadline(call);
      if (this.limits.unsentIsOurs && result.kind === 'not_sent') this.#breaker.withdraw(begun);
      // No answer and no connection are both signs of a provider in trouble. A decline is a sign of health.
      else this.#breaker.end(begun, result.kind === 'unknown' || result.kind === 'not_sent');
      return result;
    } finally {
      this.#slots.free(accountId);
    }
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
