// Finds the key behind a request. Remembers found keys for a moment, so that a busy till does not cost a read per call.
import type { ApiKey, Clock, Store } from '../core/ports';
import { digestOf } from './keys';

/** A revoked key stops working within this time in every process. Short enough to say so, long enough to matter. */
const REMEMBERED_MS = 1_000;
const MOST_REMEMBERED = 10_000;

export class KeyDirectory {
  readonly #found = new Map<string, { readonly key: ApiKey; readonly until: number }>();

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  /** The stored key, revoked or not; null if there is none. Unknown keys are not remembered: nobody can fill the memory. */
  async find(text: string): Promise<ApiKey | null> {
    const digest = digestOf(text);
    const now = this.clock.now();
    const known = this.#found.get(digest);
    if (known && known.until > now) return known.key;
    const key = await this.store.accounts.findKeyByDigest(digest);
    this.#found.delete(digest);
    if (!key) return null;
    if (this.#found.size >= MOST_REMEMBERED) this.#found.clear();
    this.#found.set(digest, { key, until: now + REMEMBERED_MS });
    return key;
  }
}
