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
  /** As Vouch spells it, and so as the books have it; the text itself where it is not ours. */
  readonly reference: string;
  /** `rdm_…`, or null where it does not say. */
  readonly redemptionId: string | null;
}

const WITH_REDEMPTION = /^op-([0-9a-f]{24})-[0-9a-f]{8}$/;
const ALONE = /^op-[0-9a-f]{24}$/;

/**
 * Whether a reference is one of ours, and which redemption it is of. In capitals it is the same one: a provider, or a spreadsheet on
 * the way, may print it so. Asks no store: the redemption may be lost.
 */
export function readReference(text: string): ReadReference {
  const lower = text.toLowerCase();
  const hex = WITH_REDEMPTION.exec(lower)?.[1];
  const ours = hex !== undefined || ALONE.test(lower);
  return { ours, reference: ours ? lower : text, redemptionId: hex === undefined ? null : `rdm_${hex}` };
}

const SOMEWHERE = /\bop-[0-9a-f]{24}-[0-9a-f]{8}\b/g;

/** The references of ours that name their redemption and stand in what a person wrote. */
export function referencesIn(text: string): string[] {
  return text.toLowerCase().match(SOMEWHERE) ?? [];
}

const NEARLY = /^[^0-9a-z]*op[^0-9a-z]*(?:[0-9a-f][^0-9a-z]*){16}/;

/** Whether it may have been one of ours before somebody cut it, quoted it or put something between its digits. */
export function resemblesOurs(text: string): boolean {
  return NEARLY.test(text.toLowerCase());
}
