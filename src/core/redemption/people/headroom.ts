// What of a redemption is left to give back, and how much of it people have given back alone.
import { committedReversalCents } from '../derived-fields';
import { waitingOf } from './proposal';
import type { Redemption, Reversal } from '../redemption';

/** Cents that wait for a second person. Nothing has left for them, and nobody else can have them. */
export function waitingCents({ proposals }: Pick<Redemption, 'proposals'>): number {
  return waitingOf(proposals).reduce((sum, { amountCents }) => sum + amountCents, 0);
}

/** Cents that a new reversal may give back. `deciding`: the proposal that is being decided on, whose own amount is not in its way. */
export function leftToReverse(redemption: Redemption, deciding?: string): number {
  const proposals = (redemption.proposals ?? []).filter(({ id }) => id !== deciding);
  return Math.max(0, redemption.redeemedCents - committedReversalCents(redemption) - waitingCents({ proposals }));
}

/** Cents that people gave back of it without a second person, or are giving back: parts add up to one limit. */
export function freelyReversedCents(redemption: Redemption): number {
  return freeReversalsOf(redemption)
    .filter(({ status }) => status !== 'failed')
    .reduce((sum, { amountCents }) => sum + amountCents, 0);
}

/** What people began without a second person, whatever became of it. */
export function freeReversalsOf({ journal, proposals, reversals }: Redemption): Reversal[] {
  const byPeople = new Set(
    journal.filter(({ fact, actor }) => fact === 'reverse_requested' && actor.kind === 'user').map(reversalIdOf),
  );
  const approved = new Set((proposals ?? []).map(({ reversalId }) => reversalId));
  return reversals.filter(({ id }) => byPeople.has(id) && !approved.has(id));
}

function reversalIdOf({ detail }: Redemption['journal'][number]): unknown {
  return detail['reversal_id'];
}
