// How much one redemption may hold. It is one document, which MongoDB limits to 16 MB: an answer that does not fit could not be
// written. So whatever grows is bounded, and room is looked for before a provider is asked. The arithmetic: docs/limits.md.
import { waitingOf } from '../people/proposal';
import { isUnsettled, type Operation, type Redemption } from '../redemption';
import type { Review } from '../review';
import { isFound } from '../settling/found-returns';

/** Entries, failed ones included. */
export const MOST_REVERSALS = 200;
/** And so many more that give all back that is left: whoever gives back cents, again and again, locks the rest up for nobody. */
export const MOST_LAST_REVERSALS = 10;
/** That people begin alone, failed ones included: more of them take a second person. */
export const MOST_FREE_REVERSALS = 10;
/** Changes of metadata or external reference: each leaves a line in the journal. */
export const MOST_UPDATES = 1000;
/** Receipts that were shown or printed: each leaves a line in the journal. */
export const MOST_RECEIPTS = 100;
/** Proposals, whatever became of them, and of one person. */
export const MOST_PROPOSALS = 20;
export const MOST_PROPOSALS_EACH = 5;
/** Proposed verdicts of one person on one review. Of each person by himself: nobody uses up the room in which others say otherwise. */
export const MOST_VERDICTS_EACH = 5;
/** Proposals that wait at once, and of one person: each sets an amount aside. */
export const MOST_WAITING = 5;
export const MOST_WAITING_EACH = 2;
/** Times that somebody looked at a PIN: each leaves a line in the journal. */
export const MOST_REVEALS = 100;
/** Operations that take the value. A capture that was not sent can be tried again until the reservation lapses. */
export const MOST_CAPTURES = 30;
/** Questions about one operation: enough for the usual ladder seven times over. */
export const MOST_QUESTIONS_EACH = 100;
/** Questions about all operations of one redemption. */
export const MOST_QUESTIONS = 500;
/**
 * Reviews that statements open, but for those of reversals that they record. Each of the other kinds belongs to an operation or to an
 * answer, and those are bounded.
 */
export const MOST_DIFFERENCES = 20;
/** Of these, what uploads of accounts may take: whoever writes a file must not use up the room of the provider's own. */
export const MOST_UPLOADED_DIFFERENCES = 10;
/** Reviews of vouchers that gave value back and whose PIN did not come. */
export const MOST_OWED = 10;
/** Notes on one review, and of one person: nobody uses up the room of the others. */
export const MOST_NOTES = 50;
export const MOST_NOTES_EACH = 20;
/** Times that reviews of one redemption change hands, and by one person: each leaves a line in the journal. */
export const MOST_ASSIGNMENTS = 200;
export const MOST_ASSIGNMENTS_EACH = 50;
/** Operations that an event shows: those changed last. Several events may wait in one document. */
export const MOST_OPERATIONS_TOLD = 10;

/** Nothing new begins in a document that may become larger than this, in bytes of JSON: reading it holds up everybody. */
export const MOST_BYTES = 2 * 1024 * 1024;
/** What people and programs write down about it ends here: nobody fills a document so that its value cannot be given back. */
export const MOST_BYTES_WRITTEN = (MOST_BYTES * 3) / 4;
/** The most that one open operation, review or proposal still adds: answers with a provider's words, a verdict, their journal lines. */
export const GROWTH_BYTES = 24 * 1024;
/** With fewer journal lines than this the document cannot be large: measuring it is left out. */
const LINES_UNMEASURED = 100;

/** Whether the limits above leave room for one more thing of this kind, and for the answers that are still to come. */
export function hasRoomFor(redemption: Redemption, what: keyof typeof MOST): boolean {
  const moves = what === 'capture' || what === 'reversal' || what === 'lastReversal';
  return countOf(redemption, what) < MOST[what] && fits(redemption, moves ? MOST_BYTES : MOST_BYTES_WRITTEN);
}

/** By kind, in the words of `hasRoomFor`. */
export const MOST = {
  capture: MOST_CAPTURES,
  reversal: MOST_REVERSALS,
  lastReversal: MOST_REVERSALS + MOST_LAST_REVERSALS,
  update: MOST_UPDATES,
  receipt: MOST_RECEIPTS,
  proposal: MOST_PROPOSALS,
  reveal: MOST_REVEALS,
  assignment: MOST_ASSIGNMENTS,
} as const;

function countOf(redemption: Redemption, what: keyof typeof MOST): number {
  switch (what) {
    case 'capture':
      return redemption.operations.filter((operation) => operation.type === 'confirm').length;
    case 'reversal':
    case 'lastReversal':
      return redemption.reversals.length;
    case 'update':
      return redemption.journal.filter((entry) => entry.fact === 'updated').length;
    case 'receipt':
      return redemption.journal.filter((entry) => entry.fact === 'acknowledged').length;
    case 'proposal':
      return redemption.proposals?.length ?? 0;
    case 'reveal':
      return redemption.journal.filter((entry) => entry.fact === 'pin_revealed').length;
    case 'assignment':
      return redemption.journal.filter((entry) => entry.fact === 'review_assigned').length;
    default:
      return what satisfies never;
  }
}

/** Whether another question about this operation may be put. Where none may, its doubt is a person's to end. */
export function mayAsk(redemption: Redemption, operation: Operation): boolean {
  if (operation.inquiries >= MOST_QUESTIONS_EACH) return false;
  return redemption.operations.reduce((sum, { inquiries }) => sum + inquiries, 0) < MOST_QUESTIONS;
}

/** Whether statements may open another review of this redemption, so many in all. Those of recorded reversals count with these. */
export function mayDiffer({ reviews, journal }: Redemption, most = MOST_DIFFERENCES): boolean {
  const recorded = journal.filter(({ fact }) => fact === 'return_found').length;
  return reviews.filter(({ reason }) => reason === 'statement_differs').length - recorded < most;
}

/** Whether another voucher whose PIN did not come back has a review of its own. More of them are of one fault, and those before name it. */
export function mayOwe(redemption: Redemption): boolean {
  return redemption.reviews.filter(({ reason }) => reason === 'refund_unknown').length < MOST_OWED;
}

/**
 * Whether a statement may record another reversal, which opens a review as well. Nothing is set aside for the verdicts on these: what is
 * recorded cannot be given back again, and there are so many at most as reversals.
 */
export function mayRecordReturn(redemption: Redemption): boolean {
  return countOf(redemption, 'reversal') < MOST_REVERSALS && bytesOf(JSON.stringify(redemption)) < MOST_BYTES;
}

/** Whether this review may have another note. */
export function mayNote(redemption: Redemption, reviewId: string): boolean {
  const notes = redemption.journal.filter(
    ({ fact, detail }) => fact === 'review_noted' && detail['review_id'] === reviewId,
  );
  return notes.length < MOST_NOTES && fits(redemption, MOST_BYTES_WRITTEN);
}

/** How many more verdicts this person may propose on this review. */
export function verdictsLeft(redemption: Redemption, reviewId: string, userId: string): number {
  const proposed = redemption.journal.filter(
    ({ fact, detail, actor }) => fact === 'verdict_proposed' && detail['review_id'] === reviewId && actor.id === userId,
  );
  return fits(redemption, MOST_BYTES_WRITTEN) ? Math.max(0, MOST_VERDICTS_EACH - proposed.length) : 0;
}

function fits(redemption: Redemption, most = MOST_BYTES): boolean {
  if (redemption.journal.length < LINES_UNMEASURED) return true;
  const open =
    redemption.operations.filter(isUnsettled).length +
    redemption.reviews.filter((review) => review.closedAt === null && !isOfRecorded(redemption, review)).length +
    waitingOf(redemption.proposals).length;
  const text = JSON.stringify(redemption);
  const room = most - (open + 1) * GROWTH_BYTES - answersToCome(redemption);
  // A unit of text has three bytes at most: what is far below the limit need not be counted out.
  return text.length * MOST_BYTES_A_UNIT <= room || bytesOf(text) <= room;
}

function isOfRecorded(redemption: Redemption, { operationId, reason }: Review): boolean {
  return reason === 'statement_differs' && isFound(redemption, operationId);
}

const MOST_BYTES_A_UNIT = 3;
/** Of an answer that is kept for repeats, all but its metadata. */
const ANSWER_BYTES = 8 * 1024;

/** First answers are written down once the redemption is paid or not, all in one write. */
function answersToCome({ status, idempotency, metadata }: Redemption): number {
  if (status !== 'draft' && status !== 'reserved') return 0;
  const waiting = idempotency.filter(({ answer, route }) => answer === null && route !== 'propose').length;
  return waiting * (ANSWER_BYTES + bytesOf(JSON.stringify(metadata)));
}

/** Of the text in UTF-8. */
export function bytesOf(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    // Half of a pair is two of the four bytes of its character.
    if (unit >= 0xd800 && unit <= 0xdfff) bytes += 1;
    else if (unit >= 0x800) bytes += 2;
    else if (unit >= 0x80) bytes += 1;
  }
  return bytes;
}
