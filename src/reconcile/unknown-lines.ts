// Lines that no redemption here knows: each reference is a finding, which a person closes, and says more than that once a backup was restored.
import { isSettledOn, renewedFinding, type Finding, type FindingWords } from '../core/findings/finding';
import type { FactServices } from '../core/use-cases/services';
import { readReference } from '../core/values/reference';
import {
  backCents,
  formerNamesOf,
  nameOf,
  otherZoneNamesOf,
  returnedBy,
  said,
  saysMoment,
  type Comparison,
} from './compare/comparison';
import type { Reviewed, ReviewTally } from './review-tally';
import type { ReviewedLines } from './reviewing';
import type { ReferenceLines } from './sheet';

/** Whose statement it is, and for whom it is read. */
export interface UnknownLinesOptions {
  readonly type: string;
  readonly livemode: boolean;
  /** Whose review a line becomes; null: it gets none. */
  readonly accountId: string | null;
  /** Whether the reviews of an account may be told of. */
  readonly isCompared: (accountId: string) => boolean;
  /** Whether a finding that is there may be changed: not by the upload of an account. */
  readonly renews: boolean;
}

/** Opens findings, once for each reference, and anew where the statement says something else by now. */
export class UnknownLines {
  constructor(
    private readonly services: FactServices,
    private readonly tally: ReviewTally,
    private readonly options: UnknownLinesOptions,
  ) {}

  /** Lines under one reference. Throws what the store throws. */
  async line(theirs: ReferenceLines): Promise<ReviewedLines> {
    const summary = `${said(theirs)}, but no redemption here has this reference`;
    const theirsCents = theirs.takenCents || returnedBy(theirs)?.amountCents || theirs.changeCents;
    const comparison: Comparison = { kind: 'theirs_only', oursCents: null, theirsCents, summary };
    const words = { transactionId: theirs.transactionId, amountCents: theirsCents, summary, ...this.#shown(theirs) };
    const reviewed = await this.#review(theirs, words, comparison);
    return { ...reviewed, back: reviewed.settled || !isBackOfUnknown(theirs) ? 'told' : 'untold' };
  }

  /** For the verdict on a repeat of this sale: a line that stands twice counts once. Not of an upload: whoever may send a file moves no value. */
  #shown(theirs: ReferenceLines): Pick<FindingWords, 'shown'> {
    if (!this.options.renews) return {};
    const found = returnedBy(theirs);
    const returned = found && { method: found.method, amountCents: found.amountCents };
    return { shown: { takenCents: theirs.mostTakenCents, returned } };
  }

  async #review(theirs: ReferenceLines, words: FindingWords, comparison: Comparison): Promise<Reviewed> {
    const { accountId, isCompared } = this.options;
    const { findings } = this.services.store;
    const name = nameOf(theirs);
    for (;;) {
      const known = await this.#known(name, theirs);
      if (known && !isCompared(known.accountId)) return this.tally.notOpened(comparison);
      if (known && formerNamesOf(theirs).includes(known.reference) && this.options.renews) {
        // Else another run, or a person, was first.
        await findings.replace({ ...known, reference: name, version: known.version + 1 });
        continue;
      }
      if (known && !known.shown && words.shown) {
        // An upload, or an earlier version, wrote it: a repeat of the sale needs it, whoever has looked at the words. Else another was first.
        await findings.replace({ ...known, shown: words.shown, version: known.version + 1 });
        continue;
      }
      // A verdict on other words than these was on what the statement said then; one that is still to come is on all of it.
      if (known && (isSettledOn(known, words.summary) || !isOtherwise(known, words, theirs)))
        return this.tally.known(comparison, known.id, known.closedAt !== null);
      if (known && !this.options.renews) return this.tally.known(comparison, known.id, false);
      if (this.tally.isFull || (!known && accountId === null)) return this.tally.notOpened(comparison);
      const next = known
        ? renewedFinding(known, words, this.services.clock.now())
        : this.#found(name, words, accountId ?? '');
      const isWritten = await (known ? findings.replace(next) : findings.insert(next));
      // Else another run, or a person, was first.
      if (isWritten) return this.tally.opened(comparison, next.id);
    }
  }

  /** The finding of these lines, also under a name that an earlier version gave it, or a file that writes the same moment in another way. */
  async #known(name: string, theirs: ReferenceLines): Promise<Finding | null> {
    const { type, livemode } = this.options;
    const names = [...new Set([name, ...formerNamesOf(theirs), ...otherZoneNamesOf(theirs)])];
    const found = await this.services.store.findings.findByReferences(livemode, type, names);
    // Two names that were made of different zones may be one text: only the moment tells whether the lines are the same.
    const isSure = ({ reference, summary }: Finding) =>
      reference === name || reference === theirs.reference || saysMoment(summary, theirs);
    const sure = found.filter(isSure);
    return names.flatMap((one) => sure.find(({ reference }) => reference === one) ?? [])[0] ?? null;
  }

  #found(reference: string, words: FindingWords, accountId: string): Finding {
    const { type, livemode } = this.options;
    const id = this.services.ids.next('rvw');
    const openedAt = this.services.clock.now();
    return { id, accountId, livemode, version: 1, type, reference, ...words, openedAt, closedAt: null, verdict: null };
  }
}

/**
 * Whether the statement says more of this reference than a person has seen: more cents, or other words where value went back. A verdict on
 * what was taken is none on what was given back since.
 */
function isOtherwise(known: Finding, words: FindingWords, theirs: ReferenceLines): boolean {
  const isBack = backCents(theirs) > 0 || isBackOfUnknown(theirs);
  return words.amountCents > known.amountCents || (isBack && words.summary !== known.summary);
}

/**
 * Whether these lines, which no redemption here knows, may be of value that one of them still holds as taken. Of a lost redemption nothing
 * can be given back here; what was undone is on the line of its capture; and a voucher without a sale beside it may be a refund by another name.
 */
function isBackOfUnknown(theirs: ReferenceLines): boolean {
  const { ours, redemptionId } = readReference(theirs.reference);
  if (ours && redemptionId !== null) return false;
  const back = ours ? theirs.refundCents + theirs.restoreCents : backCents(theirs);
  return back > 0 || (theirs.lines === 0 && theirs.changeCents > 0);
}
