// What every way to give value back looks at first: whether it may begin in this state, how much, and how.
import type { Caller } from '../../accounts/caller';
import type { ProviderGate } from '../../providers/gate';
import { requireGate } from '../../providers/require-gate';
import { committedReversalCents } from '../../redemption/derived-fields';
import { leftToReverse, waitingCents } from '../../redemption/people/headroom';
import { openDifferences, returnsShown } from '../../redemption/settling/found-returns';
import { isInDoubt, isUnsettled, type Operation, type Redemption } from '../../redemption/redemption';
import { waitsFor, type RestoreMark, type Reversible } from '../../restores/restore-mark';
import { Refusal } from '../../values/refusal';
import { isoTime } from '../../values/time';
import { outcomeUnknown, requireSettled } from '../access';
import { STATEMENT_RETRY_MS } from './require-agreed';
import { requireBounds } from './require-bounds';
import { refusePinOf } from '../pins/pin-in-text';
import { requireMove } from '../require-move';
import type { Services } from '../services';

/** What is to be given back, and what has to be known to say whether it may be. */
export interface PlanCommand {
  /** Undefined: all that is left. */
  readonly amountCents: number | undefined;
  readonly reason: string;
  /**
   * Refused while another reversal is under way: where a repeat of the call could not be told from another one, and where it names the
   * version it was decided on. A reversal under way has not moved that yet.
   */
  readonly alone: boolean;
  readonly marks: readonly RestoreMark[];
  /** The proposal that is being decided on: what it sets aside is what it asks for. */
  readonly deciding?: string;
}

export interface ReversalPlan {
  readonly gate: ProviderGate;
  readonly amountCents: number;
  readonly method: 'restore' | 'refund';
}

/**
 * Writes and sends nothing. Throws `Refusal`: unknown_type, provider_not_configured, outcome_unknown, invalid_state, pin_in_text,
 * too_many_pin_attempts, reversal_exceeds_redeemed, awaiting_statement, too_many_reversals, reversal_not_supported.
 */
export function planReversal(
  services: Services,
  current: Redemption,
  command: PlanCommand,
  caller: Caller,
): ReversalPlan {
  const now = services.clock.now();
  const gate = requireGate(services, current.type, current.livemode);
  requireSettled(current, now);
  requireMove(current, 'reverse');
  refusePinOf(services, caller, current, [['reason', command.reason]]);
  const doubtful = current.operations.find((operation) => operation.type === 'reverse' && isInDoubt(operation, now));
  if (doubtful) throw outcomeUnknown(doubtful.nextAskAt, now);
  const underWay = current.operations.find((operation) => operation.type === 'reverse' && isUnsettled(operation));
  if (underWay && command.alone) throw outcomeUnknown(underWay.nextAskAt, now);
  const amountCents = requireLeft(current, command);
  requireTold(command.marks, gate, current);
  requireBounds(current, amountCents === leftToReverse(current, command.deciding) ? 'lastReversal' : 'reversal');
  return { gate, amountCents, method: methodFor(gate, current, amountCents) };
}

function requireLeft(current: Redemption, { amountCents: asked, deciding }: PlanCommand): number {
  const left = leftToReverse(current, deciding);
  const amountCents = asked ?? left;
  if (amountCents > 0 && amountCents <= left) return amountCents;
  const waiting = waitingCents(current);
  throw new Refusal(
    'reversal_exceeds_redeemed',
    `${String(left)} of ${String(current.redeemedCents)} cents are left to reverse`,
    {
      param: 'amount',
      extra: {
        redeemed_amount: current.redeemedCents,
        reversible_amount: left,
        ...(waiting > 0 ? { proposed_amount: waiting } : {}),
      },
    },
  );
}

/**
 * After a restored backup, what was given back since is in the provider's statement and not in our books: it has to be read, and where
 * it says otherwise of this redemption, a person has to look first. Without a restored backup he has to where the provider says that value was
 * given back of which our books do not know.
 */
function requireTold(marks: readonly RestoreMark[], gate: ProviderGate, current: Redemption): void {
  if (gate.traits.keptHere) return;
  const { accountId, livemode, type, createdAt } = current;
  // One that was found again was sent before the mark: when it was recorded says nothing.
  const isCapture = ({ type, status, asks }: Operation) =>
    type === 'confirm' && status === 'succeeded' && asks.length > 0;
  const captured = current.operations.find(isCapture);
  const [capturedAt, takenBy] = [captured?.createdAt ?? createdAt, captured?.updatedAt ?? createdAt];
  const restorable = gate.can.restore;
  const one: Reversible = { accountId, livemode, type, createdAt, capturedAt, takenBy, restorable, differs: false };
  const untold = waitsFor(marks, one);
  if (untold)
    throw awaiting(
      untold,
      type,
      `value may have been given back since. This waits until a statement of ${gate.traits.name} was read that goes from the backup, and from this redemption, to the restore`,
    );
  const [review] = openDifferences(current);
  const mark = review && waitsFor(marks, { ...one, differs: true });
  if (review && mark)
    throw awaiting(
      mark,
      type,
      `a statement of ${gate.traits.name} says otherwise of this redemption. This waits for a verdict on review ${review.id}`,
      { review_id: review.id },
    );
  const [shown] = returnsShown(current);
  if (!shown) return;
  const why = `${gate.traits.name} says that value was given back of this redemption which the books lack. This waits for a verdict on review ${shown.id}`;
  throw new Refusal('awaiting_statement', why, { retryAfterMs: STATEMENT_RETRY_MS, extra: { review_id: shown.id } });
}

function awaiting(mark: RestoreMark, type: string, why: string, more: { readonly review_id?: string } = {}): Refusal {
  return new Refusal('awaiting_statement', `The books were restored from a backup: ${why}`, {
    retryAfterMs: STATEMENT_RETRY_MS,
    extra: { voucher_type: type, since: isoTime(mark.since), until: isoTime(mark.markedAt), ...more },
  });
}

/**
 * The original lives again only if no change voucher was issued, and, where the provider takes no parts back, if all of it comes back
 * and nothing came back before.
 */
function methodFor(gate: ProviderGate, current: Redemption, amountCents: number): 'restore' | 'refund' {
  const whole = amountCents === current.redeemedCents && committedReversalCents(current) === 0;
  if (gate.can.restore && (whole || gate.traits.partialRestore) && current.changeVoucher === null) return 'restore';
  if (gate.can.refund) return 'refund';
  throw new Refusal('reversal_not_supported', `${gate.traits.name} cannot give ${whole ? 'this' : 'a part'} back`);
}
