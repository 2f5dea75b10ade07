// Idempotency keys that stand for a request elsewhere in the API (a webhook endpoint, a test voucher): no redemption may use them.
import { Injectable } from '@nestjs/common';
import { scopeOf } from '../../core/access';
import type { Caller, Idempotency } from '../../core/engine';
import { Clock, Sealer, Store } from '../../core/ports';
import { IDEMPOTENCY_MS, keyReused } from '../../core/submit';
import { ABANDONED_AFTER_MS } from '../idempotency.interceptor';

@Injectable()
export class StoredKeys {
  constructor(
    private readonly store: Store,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** Throws `Refusal` idempotency_key_reused, before anything is written or sent. */
  async refuse(caller: Caller, idempotency: Idempotency | undefined): Promise<void> {
    if (!idempotency) return;
    const scope = scopeOf(this.sealer, caller, idempotency.key);
    const standing = await this.store.idempotency.find(scope);
    if (!standing) return;
    const age = this.clock.now() - standing.at;
    if (age >= (standing.answer ? IDEMPOTENCY_MS : ABANDONED_AFTER_MS)) return;
    // Both calls came at the same moment. Whoever repeats the one that moved money must find it again.
    if (await this.store.redemptions.findByIdempotency(scope)) return;
    throw keyReused();
  }
}
