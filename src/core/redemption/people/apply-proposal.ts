// Facts about what takes a second person: asked for, approved, rejected, lapsed; and a verdict that waits for a second one. None of
// them moves an amount: an approval is written together with the request of its reversal (invariants.ts).
import { isoTime } from '../../values/time';
import { leftToReverse } from './headroom';
import type { Proposal } from './proposal';
import type { Applied, FactOf, WorkingCopy } from '../working-copy';

/** Throws where it asks for more than is left to give back. */
export function applyProposed(copy: WorkingCopy, fact: FactOf<'reversal_proposed'>): Applied {
  const { proposalId: id, amountCents, reason, lapsesAt, epoch } = fact;
  const { redemption, context } = copy;
  if (redemption.status !== 'confirmed')
    throw new Error(`${redemption.id} is ${redemption.status}: nothing to propose`);
  if (!(amountCents > 0 && amountCents <= leftToReverse(redemption)))
    throw new Error(`${String(amountCents)} cents: proposals must not exceed what is left`);
  const proposal: Proposal = {
    ...{ id, amountCents, reason, by: context.actor, at: context.at, lapsesAt },
    ...{ status: 'waiting', decidedBy: null, decidedAt: null, note: null, reversalId: null },
    ...(epoch === undefined ? {} : { epoch }),
  };
  copy.set({ proposals: [...(redemption.proposals ?? []), proposal] });
  const detail = { proposal_id: id, amount: amountCents, reason, lapses_at: isoTime(lapsesAt) };
  return { fact: 'reversal_proposed', detail };
}

/** Throws where it does not wait. That its reversal is begun by the same write is a rule of the books. */
export function applyApproved(copy: WorkingCopy, { proposalId, reversalId }: FactOf<'reversal_approved'>): Applied {
  const { amountCents, by } = decide(copy, proposalId, { status: 'approved', reversalId });
  const detail = { proposal_id: proposalId, reversal_id: reversalId, amount: amountCents, proposed_by: by.id };
  return { fact: 'reversal_approved', detail };
}

/** Throws where it does not wait. */
export function applyRejected(copy: WorkingCopy, { proposalId, note }: FactOf<'reversal_rejected'>): Applied {
  const { amountCents, by } = decide(copy, proposalId, { status: 'rejected', note });
  return {
    fact: 'reversal_rejected',
    detail: { proposal_id: proposalId, amount: amountCents, note, proposed_by: by.id },
  };
}

/** Null where somebody decided first. */
export function applyProposalLapsed(copy: WorkingCopy, { proposalId }: FactOf<'reversal_proposal_lapsed'>): Applied {
  const waits = copy.redemption.proposals?.some(({ id, status }) => id === proposalId && status === 'waiting');
  if (!waits) return null;
  const { amountCents } = change(copy, proposalId, { status: 'lapsed', decidedAt: copy.context.at });
  return { fact: 'reversal_proposal_lapsed', detail: { proposal_id: proposalId, amount: amountCents } };
}

/** The PIN itself is in no fact. */
export function applyPinRevealed({ voucher, reversalId, reason }: FactOf<'pin_revealed'>): Applied {
  return { fact: 'pin_revealed', detail: { voucher, reversal_id: reversalId, reason } };
}

/** Takes the place of an earlier one. Null where the review is closed. */
export function applyVerdictProposed(copy: WorkingCopy, fact: FactOf<'verdict_proposed'>): Applied {
  const { reviewId, decision, note, evidence, amountCents, epoch } = fact;
  const review = copy.redemption.reviews.find(({ id }) => id === reviewId);
  if (!review || review.closedAt !== null) return null;
  const { actor: by, at } = copy.context;
  const proposed = { decision, note, evidence, amountCents, by, at, ...(epoch === undefined ? {} : { epoch }) };
  copy.set({
    reviews: copy.redemption.reviews.map((candidate) => (candidate === review ? { ...review, proposed } : candidate)),
  });
  const detail = { review_id: reviewId, decision, note, evidence, amount: amountCents };
  return { fact: 'verdict_proposed', detail };
}

function decide(copy: WorkingCopy, id: string, decision: Partial<Proposal>): Proposal {
  const { at, actor } = copy.context;
  const waits = copy.redemption.proposals?.some((proposal) => proposal.id === id && proposal.status === 'waiting');
  if (!waits) throw new Error(`Proposal ${id} does not wait for a decision`);
  return change(copy, id, { ...decision, decidedBy: actor, decidedAt: at });
}

function change(copy: WorkingCopy, id: string, changed: Partial<Proposal>): Proposal {
  const proposals = (copy.redemption.proposals ?? []).map((proposal) =>
    proposal.id === id ? { ...proposal, ...changed } : proposal,
  );
  copy.set({ proposals });
  const proposal = proposals.find((candidate) => candidate.id === id);
  if (!proposal) throw new Error(`${copy.redemption.id} has no proposal ${id}`);
  return proposal;
}
