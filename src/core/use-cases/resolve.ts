// What the resolver does with one redemption that is due: let a draft, a reservation or a proposal lapse, or ask the provider what became of
// an operation. Several instances may try at once: the one that writes the ask first has the lease, the others find
// nothing due.
import type { Caller } from '../accounts/caller';
import type { ProviderGate } from '../providers/gate';
import { mayAsk } from '../redemption/bounds/bounds';
import { hasLapsed } from '../redemption/derived-fields';
import type { Fact } from '../redemption/fact';
import { waitingOf } from '../redemption/people/proposal';
import {
  findOperation,
  isUnsettled,
  needsRelease,
  type Operation,
  type Redemption,
  type WithoutHistory,
} from '../redemption/redemption';
import { putOffUntil } from '../redemption/settling/lapsing';
import { perhapsCaptured } from '../restores/perhaps-captured';
import { stoodInBackup, type RestoreMark } from '../restores/restore-mark';
import type { Instant } from '../values/time';
import type { FactOf } from '../redemption/working-copy';
import { isVisible } from './access';
import { isCaptureLost } from './operations/lost-capture';
import { isInTime } from './operations/permit';
import { isSealedAway } from './operations/provider-calls';
import { answerDue, fallbackFor, inquire, releaseFacts, runOperation, submitAnswer } from './operations/run-operation';
import type { Services } from './services';
import { submit, type Submitter } from './submit';

/** The resolver as the one who brings facts. */
export const RESOLVER: Submitter = { actor: { kind: 'resolver', id: 'resolver' }, requestId: null };

/** Of every restored backup there was. */
type Marks = readonly RestoreMark[];

interface Lease {
  readonly operationId: string;
  readonly askId: string;
  /** From then on another may ask. */
  readonly dueAt: number;
}

/**
 * Does everything that is due on this redemption at this moment and can be done here (see `isLeftAlone`), and returns its newest
 * state, or null if it is gone. `asOf`: a due date that counts as past, whatever the clock says, because that one was set back since. Only
 * where it is still the redemption's: what was dated since then has its own time.
 * Never throws for what a provider does; throws what the store throws.
 */
export async function resolveRedemption(
  services: Services,
  id: string,
  by: Submitter = RESOLVER,
  asOf: AsOf = null,
): Promise<Redemption | null> {
  const found = await services.store.redemptions.find(id);
  if (!found) return null;
  const gate = services.providers.find(found.type, found.livemode);
  // Its own books were put back with it: what they say is how it stands.
  const marks = gate?.traits.keptHere ? [] : await services.store.restores.list();
  let due: Due = { facts: [], leases: [], release: null };
  let redemption = await submit(services, id, by, (current) => {
    due = decideDue(services, gate ?? null, current, { asOf, marks });
    return { facts: due.facts };
  });
  if (!gate) return redemption;
  if (due.release !== null) redemption = await runOperation(services, gate, redemption, due.release, by);
  for (const lease of due.leases) redemption = await ask(services, gate, redemption, { ...lease, marks }, by);
  return redemption;
}

/** A caller who reads a redemption that is due gets the provider's word at once. The lease limits how often. */
export async function refreshRedemption<R extends WithoutHistory>(
  services: Services,
  redemption: R,
  caller: Caller,
): Promise<R | Redemption> {
  const now = services.clock.now();
  if (redemption.dueAt === null || redemption.dueAt > now || !isVisible(redemption, caller)) return redemption;
  const by: Submitter = { actor: RESOLVER.actor, requestId: caller.requestId };
  return (await resolveRedemption(services, redemption.id, by)) ?? redemption;
}

/** A moment; or the due date that somebody saw, which counts only while the redemption has it: by now it may have another one. */
export type AsOf = Instant | { readonly dueAt: Instant } | null;

function momentOf(asOf: AsOf, { dueAt }: Redemption): Instant {
  if (asOf === null || typeof asOf === 'number') return asOf ?? 0;
  return asOf.dueAt === dueAt ? asOf.dueAt : 0;
}

/** What is due: the facts to write, the questions to put, and the release to send. */
interface Due {
  readonly facts: Fact[];
  readonly leases: Lease[];
  /** Id of its operation. */
  readonly release: string | null;
}

function decideDue(
  services: Services,
  gate: ProviderGate | null,
  current: Redemption,
  { asOf, marks }: { readonly asOf: AsOf; readonly marks: Marks },
): Due {
  const now = Math.max(services.clock.now(), momentOf(asOf, current));
  const facts: Fact[] = [];
  const leases: Lease[] = [];
  const release = services.ids.next('op');
  if (hasLapsed(current, now)) {
    if (perhapsCaptured(marks, current)) {
      const until = putOffUntil(current, services.clock.now());
      return { facts: [{ kind: 'lapse_put_off', until }], leases, release: null };
    }
    const released = releaseFacts(services, gate, current, release);
    const lapsed = { kind: 'lapsed', operationId: services.ids.next('op') } as const;
    return { facts: [lapsed, ...released], leases, release: released.length > 0 ? release : null };
  }
  const released = needsRelease(current) ? releaseFacts(services, gate, current, release) : [];
  facts.push(...released, ...lapsedProposals(current, now));
  for (const operation of current.operations.filter((candidate) => isDue(candidate, now))) {
    // Another process has the key, or this one after its next start. An ask that cannot be put must not use up the ladder.
    if (isSealedAway(services, current, operation)) continue;
    if (operation.method === 'check') {
      const never = unanswered(operation, 'The check of the voucher was never answered');
      facts.push(isCaptureLost(marks, current, operation) ? { ...never, mayBeCaptured: true } : never);
    } else if (gate && operation.method === 'refund' && !gate.can.inquireRefund) {
      // The provider cannot answer this, today or in a week. No lease either: nothing is sent, so two instances may
      // find it out at once.
      const reason = `${gate.traits.name} offers no way to ask what became of a refund: a person has to ask the provider`;
      facts.push({ ...unanswered(operation, reason), beyondAsking: true });
    } else if (gate && sendsAgain(gate, operation) && stoodInBackup(marks, operation.createdAt)) {
      const reason = `A backup was restored after this was sent. ${gate.traits.name} can only be asked by sending it again, and what became of it since is lost: a statement or the provider has to say`;
      facts.push({ ...unanswered(operation, reason), beyondAsking: true });
    } else if (!mayAsk(current, operation)) {
      // Answers that could not be written leave no other end: each question is on record before it is put.
      facts.push({ ...unanswered(operation, 'Vouch has asked as often as it may'), beyondAsking: true });
    } else if (gate) {
      const lease = { operationId: operation.id, askId: services.ids.next('ask'), dueAt: answerDue(services, gate) };
      leases.push(lease);
      facts.push({ kind: 'asked', ...lease });
    } else {
      // The provider cannot be asked while it is not set up: the ladder goes on, and a review comes at its end.
      facts.push({
        kind: 'asked',
        operationId: operation.id,
        askId: services.ids.next('ask'),
        dueAt: services.clock.now(),
      });
      facts.push(unanswered(operation, 'The provider is not set up'));
    }
  }
  return { facts, leases, release: released.length > 0 ? release : null };
}

function lapsedProposals({ proposals }: Redemption, now: Instant): Fact[] {
  const lapsed = waitingOf(proposals).filter(({ lapsesAt }) => lapsesAt <= now);
  return lapsed.map(({ id: proposalId }) => ({ kind: 'reversal_proposal_lapsed', proposalId }));
}

/** Whether something that is due was left alone because the voucher's source is sealed with a key that is not here. */
export function isLeftAlone(services: Services, redemption: Redemption): boolean {
  const now = services.clock.now();
  return redemption.operations.some(
    (operation) => isDue(operation, now) && isSealedAway(services, redemption, operation),
  );
}

function isDue(operation: Operation, now: number): boolean {
  return isUnsettled(operation) && operation.nextAskAt !== null && operation.nextAskAt <= now;
}

/** Whether a question about it is the request again: it would move the value now, if it has not moved. Releasing what is free moves none. */
function sendsAgain({ traits }: ProviderGate, { method }: Operation): boolean {
  return traits.recovery === 'resend' && method !== 'release';
}

function unanswered(operation: Operation, reason: string): FactOf<'answered'> {
  return {
    kind: 'answered',
    operationId: operation.id,
    askId: null,
    inquiry: { kind: 'unknown', reason },
    settlingMs: 0,
    fallback: null,
  };
}

async function ask(
  services: Services,
  gate: ProviderGate,
  redemption: Redemption,
  { marks, ...lease }: Lease & { readonly marks: Marks },
  by: Submitter,
): Promise<Redemption> {
  const operation = findOperation(redemption, lease.operationId);
  if (!operation || !isUnsettled(operation)) return redemption;
  // For some providers asking is sending the request again: not once the lease is over and others may have settled it.
  const put = operation.asks.find((candidate) => candidate.id === lease.askId);
  if (!put || !isInTime(services, put, lease.dueAt)) return redemption;
  const inquiry = await inquire(services, gate, redemption, operation, lease.askId);
  const next = fallbackFor(services, gate, redemption, operation);
  // It was begun already, perhaps, under an id that nobody knows any longer.
  const isNextLost = next !== null && stoodInBackup(marks, operation.createdAt);
  const fallback = isNextLost ? null : next;
  const answered = await submitAnswer(
    services,
    gate,
    { redemption, operation, askId: lease.askId, inquiry, fallback, isNextLost },
    by,
  );
  const followed = fallback !== null && findOperation(answered, fallback.id) !== undefined;
  return followed ? runOperation(services, gate, answered, fallback.id, by) : answered;
}
