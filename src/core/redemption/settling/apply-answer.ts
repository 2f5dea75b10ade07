// What an answer does to an operation of any type: record it on its ask, and settle it, or keep the doubt and say when
// to ask again. What settling means for the redemption is in settle-capture.ts and settle-reversal.ts.
import type { Declined, ProviderWords } from '../../providers/outcome';
import { isCents } from '../../values/money';
import { mayAsk } from '../bounds/bounds';
import { isProof, mayBeOurselves, wasDoubted } from '../doubt';
import type { ChangeIssuer, SealedAccepted, SealedInquiry } from '../fact';
import { IN_DOUBT, isUnsettled, type Operation, type RedemptionError } from '../redemption';
import { nextAsk } from '../schedule';
import type { Applied, Detail, FactOf, WorkingCopy } from '../working-copy';
import { shownAsDone } from './found-returns';
import { keepVoucher } from './issued';
import { hasSettled, lengthened, settlesAt } from './settling-time';
import { operationFact } from '../timeline-facts';

/** The fact of an answer: of a provider, or the resolver's own note that there is none. */
export type Answered = FactOf<'answered'>;

/** What an answer means once doubt has been weighed in. */
export type Meaning =
  | { readonly kind: 'done'; readonly accepted: SealedAccepted }
  /** Proven: this operation moved nothing. */
  | { readonly kind: 'not_done'; readonly error: RedemptionError; readonly by: 'declined' | 'not_sent' | 'not_found' }
  | { readonly kind: 'open' };

/** Handlers of one operation type. */
export interface Settling {
  done(copy: WorkingCopy, operation: Operation, accepted: SealedAccepted, changeIssuer?: ChangeIssuer): void;
  /** `fact`: the answer that settled it; it may name a fallback. `by`: what proved it. */
  notDone(copy: WorkingCopy, operation: Operation, error: RedemptionError, fact: Answered, by: string): void;
  /** It has become doubtful just now. */
  doubted(copy: WorkingCopy, operation: Operation): void;
}

/**
 * Records an answer and weighs it. `settling`: the handlers of the operation's type. Null where the answer says nothing
 * new.
 */
export function applyAnswer(copy: WorkingCopy, fact: Answered, settling: Settling): Applied {
  const operation = copy.operation(fact.operationId);
  const answered = recordAnswer(copy, operation, fact);
  if (!isUnsettled(operation)) return lateAnswer(copy, operation, fact, answered);
  const meaning = weigh(copy, operation, fact);
  switch (meaning.kind) {
    case 'done':
      copy.setOperation(operation.id, {
        status: 'succeeded',
        amountCents: meaning.accepted.amountCents,
        transactionId: meaning.accepted.transactionId ?? operation.transactionId,
        ...(meaning.accepted.details ? { details: meaning.accepted.details } : {}),
        nextAskAt: null,
        error: null,
      });
      settling.done(copy, operation, meaning.accepted, fact.changeIssuer);
      break;
    case 'not_done':
      copy.setOperation(operation.id, { status: 'failed', nextAskAt: null, error: meaning.error });
      settling.notDone(copy, operation, meaning.error, fact, meaning.by);
      // A check moves nothing, so its hold ends, and a restore that was refused gave nothing back; what was lost is for a person all the
      // same.
      if (isPerhapsLost(fact)) tellLost(copy, operation, fact);
      break;
    case 'open':
      stayInDoubt(copy, operation, fact, settling);
      break;
    default:
      return meaning satisfies never;
  }
  return { fact: operationFact(operation, 'answered'), detail: describeAnswer(operation.id, fact.inquiry) };
}

/** Notes the answer on its ask. True if there was such an ask without an answer. */
function recordAnswer(copy: WorkingCopy, operation: Operation, fact: Answered): boolean {
  const { at } = copy.context;
  const open = operation.asks.some((ask) => ask.id === fact.askId && ask.answer === null);
  if (!open) return false;
  const asks = operation.asks.map((ask) =>
    ask.id === fact.askId ? { ...ask, answer: fact.inquiry.kind, answeredAt: at } : ask,
  );
  copy.setOperation(operation.id, { asks });
  return true;
}

/** Weighs an answer against the asks before it. */
function weigh(copy: WorkingCopy, operation: Operation, fact: Answered): Meaning {
  const { inquiry } = fact;
  if (inquiry.kind !== 'accepted' && shownAsDone(copy.redemption, operation).length > 0) return { kind: 'open' };
  switch (inquiry.kind) {
    case 'accepted':
      // An amount that is no amount is no answer: a provider that took something can say how much.
      if (!isCents(inquiry.amountCents, movesForGood(operation) ? 1 : 0)) return { kind: 'open' };
      return { kind: 'done', accepted: inquiry };
    case 'declined':
      if (operation.type === 'confirm' && isPerhapsLost(fact)) return { kind: 'open' };
      if (!isProof(operation, fact.askId, inquiry)) return { kind: 'open' };
      return { kind: 'not_done', by: 'declined', error: declineError(copy, operation, inquiry) };
    case 'not_sent':
      // Nobody waits for a release, and the value is held until it has come: it is sent again.
      if (operation.type === 'release' || wasDoubted(operation, fact.askId)) return { kind: 'open' };
      return {
        kind: 'not_done',
        by: 'not_sent',
        error: copy.error(inquiry.code, inquiry.reason, operation.id, inquiry),
      };
    case 'not_found':
      if (!hasSettled(operation, fact.askId, fact.settlingMs)) return { kind: 'open' };
      return {
        kind: 'not_done',
        by: 'not_found',
        error: copy.error(
          'provider_unavailable',
          'The provider has no record of it: nothing moved',
          operation.id,
          inquiry,
        ),
      };
    case 'pending':
    case 'unknown':
      return { kind: 'open' };
    default:
      return inquiry satisfies never;
  }
}

/**
 * Refused, where what a restored backup lost may have used the voucher, or may have gone on from this refusal. No question can tell:
 * nobody knows the reference.
 */
function isPerhapsLost({ inquiry, mayBeLost }: Answered): boolean {
  return mayBeLost === true && inquiry.kind === 'declined';
}

/** Once for each voucher, however often it is checked. */
function tellLost(copy: WorkingCopy, { id, type }: Operation, fact: Answered): void {
  if (type === 'reserve') copy.setOperation(id, { perhapsLost: true });
  if (fact.lostIsReviewed !== true) copy.openReview('lost_in_restore', id, lostWords(fact));
}

function lostWords({ inquiry }: Answered): string {
  return inquiry.kind === 'declined' && mayBeOurselves(inquiry)
    ? 'The provider refused the voucher as used, and a redemption that was lost with the restored backup may have used it'
    : 'The provider refused this, and what was tried after that is lost with the restored backup: it may have moved value';
}

function declineError(copy: WorkingCopy, operation: Operation, declined: Declined): RedemptionError {
  return copy.error(declined.code, declineMessage(declined), operation.id, declined);
}

function declineMessage(declined: Declined): string {
  return declined.code.replace(/_/g, ' ').replace(/^./, (letter) => letter.toUpperCase());
}

function stayInDoubt(copy: WorkingCopy, operation: Operation, fact: Answered, settling: Settling): void {
  const { at, aged, reading, schedule } = copy.context;
  const notFound = fact.inquiry.kind === 'not_found';
  const run = notFound ? lengthened(operation, fact.askId, at, reading) : { notFoundSince: null };
  const lost = isPerhapsLost(fact);
  const over = fact.beyondAsking === true || lost || !mayAsk(copy.redemption, operation);
  const ladder = over ? null : nextAsk(schedule, operation.inquiries, operation.createdAt, at, aged);
  const settled = notFound ? settlesAt({ ...operation, ...run }, at, reading, fact.settlingMs) : null;
  const nextAskAt = ladder === null || settled === null ? ladder : Math.min(ladder, settled);
  copy.setOperation(operation.id, {
    status: 'unknown',
    ...run,
    nextAskAt,
    error: doubtError(copy, operation, fact),
  });
  if (operation.status !== 'unknown') settling.doubted(copy, operation);
  if (ladder === null && isUnsettled(copy.operation(operation.id))) {
    const { message } = doubtError(copy, operation, fact);
    const why = fact.beyondAsking ? message : 'The provider gave no certain answer for as long as Vouch asks';
    if (lost) copy.openReview('lost_in_restore', operation.id, lostWords(fact));
    else copy.openReview('doubt_unresolved', operation.id, why);
  }
}

function doubtError(copy: WorkingCopy, operation: Operation, fact: Answered): RedemptionError {
  const { inquiry } = fact;
  const words = inquiry.kind === 'accepted' ? {} : inquiry;
  const message =
    inquiry.kind === 'unknown' || inquiry.kind === 'not_sent'
      ? inquiry.reason
      : `The provider answered ${inquiry.kind.replace('_', ' ')}, which is not certain yet`;
  return copy.error(IN_DOUBT, message, operation.id, words);
}

/** An answer to something already settled. The same again is nothing new; anything else is for a person to see. */
function lateAnswer(copy: WorkingCopy, operation: Operation, fact: Answered, recorded: boolean): Applied {
  const { inquiry } = fact;
  const kept = inquiry.kind === 'accepted' && keepVoucher(copy, operation, inquiry, fact.changeIssuer);
  if (agrees(operation, fact)) {
    return recorded || kept
      ? { fact: operationFact(operation, 'answered_late'), detail: describeAnswer(operation.id, inquiry) }
      : null;
  }
  copy.openReview(
    'answer_contradicts_state',
    operation.id,
    `A late answer says ${inquiry.kind}${inquiry.kind === 'accepted' ? ` ${String(inquiry.amountCents)} cents` : ''}, but the operation is ${operation.status}`,
  );
  return { fact: operationFact(operation, 'contradicted'), detail: describeAnswer(operation.id, inquiry) };
}

/** What takes value, or gives it back. A check moves nothing; what is held is released again. */
function movesForGood({ type }: Operation): boolean {
  return type === 'confirm' || type === 'reverse';
}

/** What does not move value for good can contradict nothing. */
function agrees(operation: Operation, { inquiry }: Answered): boolean {
  if (!movesForGood(operation)) return true;
  if (operation.status !== 'succeeded') return inquiry.kind !== 'accepted';
  // An acceptance that cannot say how much says nothing new.
  if (inquiry.kind === 'accepted')
    return !isCents(inquiry.amountCents, 1) || inquiry.amountCents === operation.amountCents;
  return !(inquiry.kind === 'declined' && inquiry.proof === 'record');
}

/** The members of its journal line. */
export function describeAnswer(operationId: string, inquiry: SealedInquiry): Detail {
  const words: ProviderWords = inquiry.kind === 'accepted' ? {} : inquiry;
  return {
    operation_id: operationId,
    answer: inquiry.kind,
    amount: inquiry.kind === 'accepted' ? inquiry.amountCents : null,
    code: inquiry.kind === 'declined' || inquiry.kind === 'not_sent' ? inquiry.code : null,
    reason: inquiry.kind === 'unknown' || inquiry.kind === 'not_sent' ? inquiry.reason : null,
    provider_code: words.providerCode ?? null,
    provider_message: words.providerMessage ?? null,
  };
}
