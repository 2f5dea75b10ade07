// The one error of every store that means: not now. Anything else that a store throws is a defect.

/**
 * The store could not be read or written at this moment: no primary, a lost connection, no majority, a busy file, a full disk.
 * Thrown by every port of an opened store. A write that throws it may or may not have happened: read again, or repeat it under
 * the same idempotency key.
 */
export class StoreUnavailable extends Error {
  constructor(cause: unknown) {
    super(`The store is not available: ${cause instanceof Error ? cause.message : 'for no stated reason'}`, { cause });
    this.name = 'StoreUnavailable';
  }
}
