// How much a verdict settles: what has to be said, what may be, and what is at stake with it. Pure.
import { isUnsettled, operationOf, type Redemption } from '../redemption/redemption';
import type { Review, ShownTaken } from '../redemption/review';
import { leastShown, shownAsTaken } from '../redemption/settling/found-captures';
import { isSettled } from '../redemption/settling/settled-times';
import type { Cents } from '../values/money';
import { Refusal } from '../values/refusal';

/**
 * The most that a verdict may say was taken where the whole value was asked for. No South African prepaid voucher is worth
 * more than R4 000; without a bound, a slip of the keyboard would become money that can be given back.
 */
const MOST_WHOLE_VALUE_CENTS = 1_000_000;

/** What is said with the verdict of how much moved. */
interface SaidAmount {
  readonly decision: 'paid' | 'not_paid';
  readonly amountCents?: Cents | undefined;
}

/**
 * Cents that are at stake with the verdict: null where it moves nothing, and without end where nobody knows how much it is. No less than what the
 * operation is about: whoever says that a cent of it moved says of the rest that it did not.
 */
export function stakeOf(redemption: Redemption, review: Review, amountCents: Cents | null): number | null {
  const about = aboutOf(redemption, review);
  if (about === null) return null;
  return about > 0 ? Math.max(amountCents ?? 0, about) : Infinity;
}

/**
 * Cents that a review is about, whether they can still move or not: of a doubt, of what a statement shows as taken, else of its operation. 0: not known; null where
 * nothing says it.
 */
export function reviewedCents(redemption: Redemption, review: Review): Cents | null {
  const operation = operationOf(redemption, review);
  if (operation && isUnsettled(operation)) return operation.amountCents;
  if (review.shown) return leastShown(redemption, review.shown).amountCents;
  return operation?.amountCents ?? null;
}

/** The same where the verdict can move them; null where it moves nothing. */
function aboutOf(redemption: Redemption, review: Review): Cents | null {
  const operation = operationOf(redemption, review);
  const isDoubt = operation !== undefined && isUnsettled(operation);
  // Beside a doubt what is shown is not recorded yet, but may end as unpaid.
  const isShown = review.shown !== undefined && !isSettled(redemption);
  return isDoubt || isShown ? reviewedCents(redemption, review) : null;
}

/** Cents that the verdict settles; null where it moves nothing. Throws `Refusal` verdict_amount_required, verdict_amount_exceeds. */
export function requireAmount(redemption: Redemption, review: Review, command: SaidAmount): Cents | null {
  const asked = aboutOf(redemption, review);
  if (asked === null || command.decision === 'not_paid') return null;
  if (command.amountCents === undefined && isUnsure(redemption, shownAsTaken(redemption, review)))
    throw amountRequired('The statement shows it in several lines, or more than was asked for: say how much was taken');
  if (command.amountCents === undefined && mayBeLess(redemption, review))
    throw amountRequired(
      'It may have taken less than was asked for, as the voucher was worth less: say how much was taken',
    );
  const amountCents = command.amountCents ?? asked;
  const most = asked > 0 ? Math.max(asked, mostShown(redemption, review)) : MOST_WHOLE_VALUE_CENTS;
  if (amountCents > most) {
    throw new Refusal('verdict_amount_exceeds', `At most ${String(most)} cents can have moved`, {
      param: 'amount',
      extra: { most_amount: most },
    });
  }
  if (amountCents > 0) return amountCents;
  throw amountRequired('The whole value was asked for: say how much was taken');
}

/** Of what stands in several lines; no more than was asked for, as a line may stand twice. 0: nothing does. */
function mostShown(redemption: Redemption, review: Review): Cents {
  const most = shownAsTaken(redemption, review)?.mostCents ?? 0;
  return redemption.amountCents > 0 ? Math.min(most, redemption.amountCents) : most;
}

function mayBeLess(redemption: Redemption, review: Review): boolean {
  return redemption.options.partial === 'allow' && operationOf(redemption, review)?.type === 'confirm';
}

/** A line that stands in the file twice was taken once; and nothing takes more than was asked for. */
function isUnsure({ amountCents: asked }: Redemption, shown: ShownTaken | undefined): boolean {
  if (!shown) return false;
  return (shown.lines ?? 1) > 1 || (asked > 0 && shown.amountCents > asked);
}

function amountRequired(why: string): Refusal {
  return new Refusal('verdict_amount_required', why, { param: 'amount' });
}
