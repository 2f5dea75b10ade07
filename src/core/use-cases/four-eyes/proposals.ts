// What takes a second person: asked for by one, decided on by another. Approving and beginning the reversal are one write, so that
// no crash comes between them and of two who approve at once one is first.
import type { Caller } from '../../accounts/caller';
import { requirePermission } from '../../accounts/permissions';
import { MOST_PROPOSALS_EACH, MOST_WAITING, MOST_WAITING_EACH } from '../../redemption/bounds/bounds';
import { isOwn, PROPOSAL_LAPSES_MS, sameWaiting, waitingOf, type Proposal } from '../../redemption/people/proposal';
import type { IdempotencyEntry, Redemption } from '../../redemption/redemption';
import { stoodInBackup, type RestoreMark } from '../../restores/restore-mark';
import { Refusal } from '../../values/refusal';
import { isoTime } from '../../values/time';
import { isVisible, requireVersion, submitterOf } from '../access';
import { changeRedemption, sendOperation } from '../change-redemption';
import { newEntry } from '../idempotency/idempotency';
import { newOperation } from '../operations/run-operation';
import { requireBounds } from '../operations/require-bounds';
import { refuseLongNumber, refusePinOf, requestIdText } from '../pins/pin-in-text';
import { planReversal } from '../operations/plan-reversal';
import { requireReadSince, type ReverseCommand, type Reversed } from '../reverse';
import type { Services, WriteOptions } from '../services';
import { submit, type Decision } from '../submit';
import { isPerson, type Person } from './allowance';
import { isHolder } from './holders';

/** A proposal with the redemption that holds it. */
export interface Proposed {
  readonly redemption: Redemption;
  readonly proposal: Proposal;
  /** Set where this very call had been made before. */
  readonly replayed?: IdempotencyEntry | undefined;
}

/** An approved one, with the reversal that the approval began. */
export interface Approved extends Reversed {
  readonly proposal: Proposal;
}

/**
 * Sets an amount aside until somebody decides, or a day is over. Takes the looks that a reversal takes, and sends nothing. Throws
 * `Refusal`: permission_missing, not_found, what `planReversal` throws, if_match_required, proposal_waiting, too_many_proposals, version_conflict,
 * idempotency_*, too_many_concurrent_writes.
 */
export async function proposeReversal(
  services: Services,
  id: string,
  command: ReverseCommand,
  caller: Caller,
): Promise<Proposed> {
  requirePermission(caller, 'reversals.create', services.clock.now());
  const { amountCents: asked, reason, idempotency } = command;
  refuseLongNumber(caller, ['reason', reason]);
  const proposalId = services.ids.next('rpr');
  const marks = await services.store.restores.list();
  const { redemption, replayed } = await changeRedemption(services, id, command, caller, (current) => {
    // What waits is in nobody's way: the approval looks again at what is under way by then.
    const { amountCents } = planReversal(
      services,
      current,
      { amountCents: asked, reason, alone: false, marks },
      caller,
    );
    requireReadSince(marks, current, command.ifMatch);
    if (isPerson(caller)) requireNotAsked(current, caller, amountCents, services.clock.now());
    requireFewWaiting(current, caller);
    requireBounds(current, 'proposal');
    const epoch = caller.user && { epoch: caller.user.epoch };
    const lapsesAt = services.clock.now() + PROPOSAL_LAPSES_MS;
    return {
      facts: [{ kind: 'reversal_proposed', proposalId, amountCents, reason, lapsesAt, ...epoch }],
      idempotency: newEntry(services, caller, idempotency, 'propose', { proposalId }),
    };
  });
  return { redemption, proposal: proposalOf(redemption, replayed?.proposalId ?? proposalId), replayed };
}

/** Throws `Refusal` permission_missing; not_found, also where it belongs to another account or mode. */
export async function findProposal(services: Services, proposalId: string, caller: Caller): Promise<Proposed> {
  requirePermission(caller, 'records.read', services.clock.now());
  const redemption = await services.store.redemptions.findByProposal(proposalId);
  if (!redemption || !isVisible(redemption, caller)) throw notFound(proposalId);
  return { redemption, proposal: proposalOf(redemption, proposalId) };
}

/**
 * Approves what somebody else asked for, and begins its reversal. The same person may repeat it, and finds what it began. Throws
 * `Refusal`: key_not_allowed (of keys), permission_missing, step_up_required, not_found, own_proposal, proposal_decided, proposal_lapsed,
 * if_match_required, version_conflict, what `planReversal` throws, too_many_concurrent_writes.
 */
export async function approveProposal(
  services: Services,
  proposalId: string,
  { ifMatch }: WriteOptions,
  caller: Caller,
): Promise<Approved> {
  const person = requireDecider(services, caller);
  const found = await findProposal(services, proposalId, caller);
  await requireStillAsked(services, found.proposal, caller);
  const marks = await services.store.restores.list();
  const ids = { operationId: services.ids.next('op'), reversalId: services.ids.next('rev') };
  const written = await submit(
    services,
    found.redemption.id,
    submitterOf(caller),
    (current): Decision => {
      const proposal = requireOthers(services, current, proposalId, person);
      if (isRepeat(proposal, 'approved', person)) return { facts: [] };
      requireWaiting(proposal, services.clock.now());
      requireNotRestored(marks, proposal);
      requireSeen(current, ifMatch);
      const { reason, amountCents } = proposal;
      const asked = { amountCents, reason, alone: false, marks, deciding: proposalId };
      const plan = planReversal(services, current, asked, person);
      const what = { type: 'reverse', method: plan.method, amountCents } as const;
      const operation = { ...newOperation(services, plan.gate, what), id: ids.operationId };
      const { reversalId } = ids;
      const key = { key: `approval of ${proposalId}`, request: proposalId };
      return {
        facts: [
          { kind: 'reversal_approved', proposalId, reversalId },
          { kind: 'reversal_requested', reversalId, reason, operation },
        ],
        idempotency: newEntry(services, caller, key, 'reverse', ids),
      };
    },
    { asked: caller },
  );
  // Of a repeat this is not the operation that it began, and nothing is sent.
  const redemption = await sendOperation(services, written, ids.operationId, caller);
  const proposal = proposalOf(redemption, proposalId);
  const reversal = redemption.reversals.find(({ id }) => id === proposal.reversalId);
  if (!reversal) throw new Error(`${proposalId} is approved without a reversal`);
  const isFirst = reversal.id === ids.reversalId;
  return { redemption, proposal, reversal, replayed: isFirst ? undefined : entryOf(redemption, reversal.id) };
}

/**
 * Rejects one, for a reason: what it set aside is free again. Who asked for it may take it back so, where he may decide at all. Throws
 * `Refusal` as `approveProposal`, but own_proposal; pin_in_text of the note.
 */
export async function rejectProposal(
  services: Services,
  proposalId: string,
  { note, ifMatch }: WriteOptions & { readonly note: string },
  caller: Caller,
): Promise<Proposed> {
  const person = requireDecider(services, caller);
  refuseLongNumber(caller, ['note', note]);
  const found = await findProposal(services, proposalId, caller);
  const redemption = await submit(
    services,
    found.redemption.id,
    submitterOf(caller),
    (current): Decision => {
      const proposal = proposalOf(current, proposalId);
      if (isRepeat(proposal, 'rejected', person) && proposal.note === note) return { facts: [] };
      requireWaiting(proposal, services.clock.now());
      requireSeen(current, ifMatch);
      refusePinOf(services, caller, current, [...requestIdText(caller), ['note', note]]);
      return { facts: [{ kind: 'reversal_rejected', proposalId, note }] };
    },
    { asked: caller },
  );
  return { redemption, proposal: proposalOf(redemption, proposalId) };
}

/** A key is nobody's second pair of eyes: whoever holds the merchant's server could approve whatever it asked for. */
function requireDecider({ clock }: Services, caller: Caller): Person {
  if (!isPerson(caller)) throw new Refusal('key_not_allowed', 'Only a person at the console may decide on a proposal');
  requirePermission(caller, 'reversals.decide', clock.now());
  return caller;
}

/**
 * Who asked is the first of two, so he must still be one who may: somebody may have sat at his browser. What it sets aside is free once it is
 * rejected. Throws `Refusal` proposal_lapsed. What is decided already is left to be shown again.
 */
async function requireStillAsked(services: Services, proposal: Proposal, { accountId }: Caller): Promise<void> {
  const { by, epoch, status } = proposal;
  if (status !== 'waiting' || by.kind !== 'user') return;
  if (await isHolder(services, by.id, 'reversals.create', accountId, epoch)) return;
  throw new Refusal(
    'proposal_lapsed',
    'Whoever asked for this may not any more, or was reset, let out or given another password since: reject it, and let it be asked for anew',
  );
}

function requireOthers(services: Services, current: Redemption, proposalId: string, person: Person): Proposal {
  const proposal = proposalOf(current, proposalId);
  refusePinOf(services, person, current, requestIdText(person));
  if (!isOwn(proposal, person.actor)) return proposal;
  throw new Refusal('own_proposal', 'You asked for this yourself: it takes somebody else to approve it');
}

function isRepeat({ status, decidedBy }: Proposal, decided: Proposal['status'], { user }: Person): boolean {
  return status === decided && decidedBy?.id === user.id;
}

function requireWaiting({ id, status, lapsesAt }: Proposal, now: number): void {
  // Also before the resolver has come by to say so.
  if (status === 'lapsed' || (status === 'waiting' && lapsesAt <= now))
    throw new Refusal('proposal_lapsed', `${id} has lapsed: it has to be asked for anew`);
  if (status !== 'waiting')
    throw new Refusal('proposal_decided', `${id} has been ${status} already`, { extra: { proposal_status: status } });
}

/** What became of it since the backup is lost: it may have been approved, and carried out, or rejected. */
function requireNotRestored(marks: readonly RestoreMark[], { id, at }: Proposal): void {
  if (!stoodInBackup(marks, at)) return;
  const why = 'the books were restored from a backup in which it waited, and what was decided since is lost';
  throw new Refusal('proposal_lapsed', `${id} has lapsed: ${why}. It has to be asked for anew`);
}

/** A decision is about the state that the person saw, so it has to name its version. */
function requireSeen(current: Redemption, ifMatch: number | undefined): void {
  if (ifMatch !== undefined) {
    requireVersion(current, ifMatch);
    return;
  }
  throw new Refusal('if_match_required', 'A decision needs an If-Match header with the version of the redemption', {
    param: 'If-Match',
  });
}

/**
 * Two windows of one person ask for the same, and two who approve them give it back twice. A key is a program that may mean it twice, and
 * says so by another idempotency key.
 */
function requireNotAsked({ proposals }: Redemption, { actor }: Person, amountCents: number, now: number): void {
  const same = sameWaiting(proposals, { actor, amountCents }, now);
  if (!same) return;
  throw new Refusal('proposal_waiting', `You asked for this already: ${same.id} waits for a second person`, {
    extra: { proposal_id: same.id, asked_at: isoTime(same.at), lapses_at: isoTime(same.lapsesAt) },
  });
}

/** A program may ask for many; of people each has room of his own, so that nobody uses up that of the others. */
function requireFewWaiting({ proposals = [] }: Redemption, caller: Caller): void {
  const own = isPerson(caller) ? proposals.filter((proposal) => isOwn(proposal, caller.actor)) : [];
  if (own.length >= MOST_PROPOSALS_EACH)
    throw new Refusal('too_many_proposals', `You have asked ${String(MOST_PROPOSALS_EACH)} times: somebody else can`, {
      extra: { most_proposals: MOST_PROPOSALS_EACH },
    });
  if (waitingOf(own).length >= MOST_WAITING_EACH)
    throw new Refusal(
      'too_many_proposals',
      `${String(MOST_WAITING_EACH)} of yours wait already: somebody else can ask`,
      {
        extra: { most_waiting: MOST_WAITING_EACH },
      },
    );
  if (waitingOf(proposals).length < MOST_WAITING) return;
  throw new Refusal('too_many_proposals', `${String(MOST_WAITING)} proposals wait already: decide on those first`, {
    extra: { most_waiting: MOST_WAITING },
  });
}

function proposalOf({ proposals }: Redemption, proposalId: string): Proposal {
  const proposal = proposals?.find(({ id }) => id === proposalId);
  if (!proposal) throw notFound(proposalId);
  return proposal;
}

function entryOf({ idempotency }: Redemption, reversalId: string): IdempotencyEntry | undefined {
  return idempotency.find((entry) => entry.reversalId === reversalId);
}

function notFound(proposalId: string): Refusal {
  return new Refusal('not_found', `There is no proposal ${proposalId}`);
}
