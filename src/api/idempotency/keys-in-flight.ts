// Idempotency keys of requests that this process is carrying out now. Redemptions and the rest of the API keep their keys in two
// places, so neither can see a request of the other kind before that one is written down: here it does.
import { Injectable } from '@nestjs/common';
import { Refusal } from '../../core/values/refusal';

/** Where a request keeps its key: with its redemption, or as a stored answer. */
export type KeyKeeper = 'redemption' | 'stored_answer';

interface Holding {
  readonly keeper: KeyKeeper;
  requests: number;
}

@Injectable()
export class KeysUnderWay {
  readonly #holdings = new Map<string, Holding>();

  /**
   * Carries out a request while its key is held against requests of the other kind. Those of the same kind meet in the store.
   * Throws `Refusal` idempotency_key_in_use, before anything is read or written.
   */
  async hold<T>(scope: string, keeper: KeyKeeper, work: () => Promise<T>): Promise<T> {
    const holding = this.#holdings.get(scope) ?? { keeper, requests: 0 };
    if (holding.keeper !== keeper) throw stillRunning();
    this.#holdings.set(scope, holding);
    holding.requests += 1;
    try {
      return await work();
    } finally {
      holding.requests -= 1;
      if (holding.requests === 0) this.#holdings.delete(scope);
    }
  }
}

/** The request that has this key is not over yet. */
export function stillRunning(): Refusal {
  return new Refusal('idempotency_key_in_use', 'The first request with this key is still running', {
    param: 'Idempotency-Key',
    retryAfterMs: 1000,
  });
}
