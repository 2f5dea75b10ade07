// A sealed secret whose key this process was not given: another instance may have it, or this one after its next start.
import { Refusal } from './refusal';

/** Soon enough for a caller to meet another instance, late enough not to hammer this one. */
const RETRY_MS = 2000;

/**
 * Thrown by `Sealer.open`. Nothing is known to be wrong with the secret. As a refusal it is 503 `key_unknown`: the caller
 * repeats the request with the same idempotency key.
 */
export class KeyUnknown extends Refusal {
  constructor(
    /** Names the key without giving it away. */
    readonly keyId: string,
  ) {
    super('key_unknown', `What is needed here is sealed with a key (${keyId}) that this server was not given`, {
      retryAfterMs: RETRY_MS,
    });
    this.name = 'KeyUnknown';
  }
}
