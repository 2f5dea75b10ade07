// A proposal: what somebody asked to give back that takes a second person. A record of the redemption itself.
import type { Cents } from '../../values/money';
import { DAY_MS, type Instant } from '../../values/time';
import type { Actor } from '../actor';

/** How far a proposal has come. Only one that waits can become another. */
export const PROPOSAL_STATUSES = ['waiting', 'approved', 'rejected', 'lapsed'] as const;
export type ProposalStatus = (typeof PROPOSAL_STATUSES)[number];

/** What nobody has decided on in a day is asked for anew, by somebody who still wants it: the customer may have been helped since. */
export const PROPOSAL_LAPSES_MS = DAY_MS;

/** One of them. What it asks for is set aside for as long as it waits. */
export interface Proposal {
  /** `rpr_…` */
  readonly id: string;
  /** An amount, also where all that was left was asked for: who approves knows how much. */
  readonly amountCents: Cents;
  readonly reason: string;
  readonly by: Actor;
  readonly at: Instant;
  readonly lapsesAt: Instant;
  readonly status: ProposalStatus;
  /** Null while it waits, and where it lapsed. */
  readonly decidedBy: Actor | null;
  /** When it was approved or rejected, or lapsed. */
  readonly decidedAt: Instant | null;
  /** Why it was rejected. */
  readonly note: string | null;
  /** `rev_…`, once approved: begun in the same write. */
  readonly reversalId: string | null;
  /** Of the person who asked, as it was then: with another one he was reset or let out since. Absent of keys and of older versions. */
  readonly epoch?: number;
}

/** Whether this actor is who asked for it: then somebody else has to approve it. */
export function isOwn({ by }: Pick<Proposal, 'by'>, actor: Actor): boolean {
  return by.id === actor.id;
}

/** A verdict that one person gave, and that counts once another gives the same. */
export interface ProposedVerdict {
  readonly decision: 'paid' | 'not_paid';
  readonly note: string;
  readonly evidence: string;
  readonly amountCents: Cents | null;
  readonly by: Actor;
  readonly at: Instant;
  /** Of who gave it, as it was then: with another one he was reset or let out since. Absent of versions that did not keep it. */
  readonly epoch?: number;
}

/** Those that nobody has decided on. */
export function waitingOf(proposals: readonly Proposal[] | undefined): Proposal[] {
  return (proposals ?? []).filter(({ status }) => status === 'waiting');
}

/**
 * What this actor has asked for to the cent, and what waits; undefined where there is none. What has run out by `now` waits no more,
 * also before the resolver has come by to say so.
 */
export function sameWaiting(
  proposals: readonly Proposal[] | undefined,
  { actor, amountCents }: { readonly actor: Actor; readonly amountCents: Cents },
  now: Instant,
): Proposal | undefined {
  return waitingOf(proposals).find(
    (proposal) => isOwn(proposal, actor) && proposal.amountCents === amountCents && now < proposal.lapsesAt,
  );
}
