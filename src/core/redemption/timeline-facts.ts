// The public names of what the journal records: `fact` of a line of the timeline. docs/api.md explains each.

/** Also the enum `fact` of the API description, so a name that is published stays. */
export const TIMELINE_FACTS = [
  'created',
  'reserved',
  'held',
  'reserve_requested',
  'confirm_requested',
  'reverse_requested',
  'release_requested',
  'asked',
  'reserve_answered',
  'confirm_answered',
  'reverse_answered',
  'release_answered',
  'reserve_answered_late',
  'confirm_answered_late',
  'reverse_answered_late',
  'release_answered_late',
  'confirm_contradicted',
  'reverse_contradicted',
  'canceled',
  'lapsed',
  'lapse_put_off',
  'review_opened',
  'return_found',
  'verdict_given',
  'verdict_proposed',
  'reversal_proposed',
  'reversal_approved',
  'reversal_rejected',
  'reversal_proposal_lapsed',
  'pin_revealed',
  'review_assigned',
  'review_noted',
  'updated',
  'acknowledged',
  'idempotency_key_expired',
  'resealed',
  'pins_erased',
] as const;
export type TimelineFact = (typeof TIMELINE_FACTS)[number];

/** The fact of an operation. Throws where there can be none: a check, a hold and a release contradict nothing. */
export function operationFact(
  { id, type }: { readonly id: string; readonly type: string },
  what: 'requested' | 'answered' | 'answered_late' | 'contradicted',
): TimelineFact {
  const name = `${type}_${what}`;
  const fact = TIMELINE_FACTS.find((candidate) => candidate === name);
  if (!fact) throw new Error(`${id}: there is no fact ${name}`);
  return fact;
}
