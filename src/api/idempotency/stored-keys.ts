// Idempotency keys that stand for a request elsewhere in the API (a webhook endpoint, a test voucher): no redemption may use them.
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../core/accounts/caller';
import { Store } from '../../core/store';
import { IDEMPOTENCY_KEPT_MS } from '../../core/stored-answers';
import type { Idempotency } from '../../core/use-cases/services';
import { keyReused, scopeOf } from '../../core/use-cases/idempotency';
import { Clock, Sealer } from '../../core/values/ports';
import { ABANDONED_AFTER_MS } from './idempotency.interceptor';
import { KeysUnderWay } from './keys-in-flight';

@Injectable()
export class StoredKeys {
  constructor(
    private readonly store: Store,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly underWay: KeysUnderWay,
  ) {}

  /** Carries out a call on a redemption. Throws `Refusal` idempotency_key_*, before anything is written or sent. */
  async during<T>(caller: Caller, idempotency: Idempotency | undefined, act: () => Promise<T>): Promise<T> {
    if (!idempotency) return act();
    const scope = scopeOf(this.sealer, caller, idempotency.key);
    return this.underWay.hold(scope, 'redemption', async () => {
      await this.#refuse(scope);
      return act();
    });
  }

  async #refuse(scope: string): Promise<void> {
    const standing = await this.store.storedAnswers.find(scope);
    if (!standing) return;
    const age = this.clock.now() - standing.at;
    if (age >= (standing.answer ? IDEMPOTENCY_KEPT_MS : ABANDONED_AFTER_MS)) return;
    // Both calls came at the same moment, at two processes. Whoever repeats the one that moved money must find it again.
    if (await this.store.redemptions.findByIdempotency(scope)) return;
    throw keyReused();
  }
}
