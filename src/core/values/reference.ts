// The name that a provider knows an operation by, and what can be read from it where all else is lost.

/** Everything behind the prefix of an id. */
function bare(id: string): string {
  return id.slice(id.indexOf('_') + 1);
}

/** Enough of an operation's id to tell it from every other operation of its redemption. */
const OPERATION_DIGITS = 8;

/**
 * Of a new operation. In letters, digits and dashes, which all providers take, and 36 characters long, as a UUID is. It names the
 * redemption, so that a line of a statement finds it although the operation is not in our books: after a restored backup.
 */
export function referenceOf(redemptionId: string, operationId: string): string {
  return `op-${bare(redemptionId)}-${bare(operationId).slice(-OPERATION_DIGITS)}`;
}

/** What a reference says by its form alone. */
export interface ReadReference {
  /** Vouch made it, here or before a backup was restored. Versions up to 0.1.0 named the operation alone. */
  readonly ours: boolean;
  /** `rdm_…`, or null where it does not say. */
  readonly redemptionId: string | null;
}

const WITH_REDEMPTION = /^op-([0-9a-f]{24})-[0-9a-f]{8}$/;
const ALONE = /^op-[0-9a-f]{24}$/;

/** Whether a reference is one of ours, and which redemption it is of. Asks no store: the redemption may be lost. */
export function readReference(text: string): ReadReference {
  const hex = WITH_REDEMPTION.exec(text)?.[1];
  return { ours: hex !== undefined || ALONE.test(text), redemptionId: hex === undefined ? null : `rdm_${hex}` };
}
