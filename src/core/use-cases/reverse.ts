// Gives value back, once: on the original voucher where that is still possible, as a new voucher otherwise.
import type { Caller } from '../accounts/caller';
import type { ProviderGate } from '../providers/gate';
import { requireGate } from '../providers/require-gate';
import { committedReversalCents } from '../redemption/derived-fields';
import {
  isInDoubt,
  isUnsettled,
  type IdempotencyEntry,
  type Redemption,
  type Reversal,
} from '../redemption/redemption';
import { waitsFor, type RestoreMark } from '../restores/restore-mark';
import { Refusal } from '../values/refusal';
import { isoTime } from '../values/time';
import { outcomeUnknown, requireSettled } from './access';
import { changeRedemption, sendOperation } from './change-redemption';
import { newEntry } from './idempotency/idempotency';
import { newOperation } from './operations/run-operation';
import { refusePinOf } from './pin-in-text';
import { requireBounds } from './operations/require-bounds';
import { requireMove } from './require-move';
import type { Services, WriteOptions } from './services';
import type { Decision } from './submit';

/** How much to give back, and why. */
export interface ReverseCommand extends WriteOptions {
  readonly reason: string;
  /** Undefined gives back all that is left. */
  readonly amountCents?: number | undefined;
}

/** The reversal that a call made, or that a repeat of the call found, with its redemption. */
export interface Reversed {
  readonly redemption: Redemption;
  readonly reversal: Reversal;
  readonly replayed?: IdempotencyEntry | undefined;
}

/**
 * Gives the value back, or leaves the reversal in doubt: read its `status`. Throws `Refusal`: idempotency_required,
 * not_found, invalid_state, outcome_unknown, awaiting_statement, reversal_exceeds_redeemed, too_many_reversals,
 * reversal_not_supported, provider_not_configured, version_conflict, pin_in_text (of the reason too), too_many_concurrent_writes,
 * idempotency_*.
 */
export async function reverseRedemption(
  services: Services,
  id: string,
  command: ReverseCommand,
  caller: Caller,
): Promise<Reversed> {
  if (command.idempotency === undefined && command.ifMatch === undefined) {
    throw new Refusal(
      'idempotency_required',
      'A reversal needs an Idempotency-Key or an If-Match header, so that it cannot happen twice',
      {
        param: 'Idempotency-Key',
      },
    );
  }
  const ids = { operationId: services.ids.next('op'), reversalId: services.ids.next('rev') };
  const marks = await services.store.restores.list();
  const acted = await changeRedemption(services, id, command, caller, (current) =>
    decideReversal(services, current, { command, caller, ids, marks }),
  );
  const { replayed } = acted;
  const reversalId = replayed?.reversalId ?? ids.reversalId;
  const redemption = replayed
    ? acted.redemption
    : await sendOperation(services, acted.redemption, ids.operationId, caller);
  const reversal = redemption.reversals.find((candidate) => candidate.id === reversalId);
  if (!reversal) throw new Error(`${id} has no reversal ${reversalId}`);
  return { redemption, reversal, replayed };
}

/** What was asked for, and what has to be known to decide on it. */
interface Asked {
  readonly command: ReverseCommand;
  readonly caller: Caller;
  readonly ids: { readonly operationId: string; readonly reversalId: string };
  readonly marks: readonly RestoreMark[];
}

function decideReversal(services: Services, current: Redemption, { command, caller, ids, marks }: Asked): Decision {
  const now = services.clock.now();
  const gate = requireGate(services, current.type, caller.livemode);
  requireSettled(current, now);
  requireMove(current, 'reverse');
  refusePinOf(services, current, [['reason', command.reason]]);
  const doubtful = current.operations.find((operation) => operation.type === 'reverse' && isInDoubt(operation, now));
  if (doubtful) throw outcomeUnknown(doubtful.nextAskAt, now);
  // A reversal under way has not moved the version yet, so without a key of its own this could be the same one again.
  const underWay = current.operations.find((operation) => operation.type === 'reverse' && isUnsettled(operation));
  if (underWay && !command.idempotency) throw outcomeUnknown(underWay.nextAskAt, now);
  const amountCents = requireLeft(current, command.amountCents);
  requireTold(marks, gate, current);
  requireBounds(current, 'reversal');
  const method = methodFor(gate, current, amountCents);
  const operation = { ...newOperation(services, gate, { type: 'reverse', method, amountCents }), id: ids.operationId };
  return {
    facts: [{ kind: 'reversal_requested', reversalId: ids.reversalId, reason: command.reason, operation }],
    idempotency: newEntry(services, caller, command.idempotency, 'reverse', ids),
  };
}

function requireLeft(current: Redemption, asked: number | undefined): number {
  const left = current.redeemedCents - committedReversalCents(current);
  const amountCents = asked ?? left;
  if (amountCents > 0 && amountCents <= left) return amountCents;
  throw new Refusal(
    'reversal_exceeds_redeemed',
    `${String(left)} of ${String(current.redeemedCents)} cents are left to reverse`,
    {
      param: 'amount',
      extra: { redeemed_amount: current.redeemedCents, reversible_amount: left },
    },
  );
}

/** A statement is a matter of hours or days: asking sooner only costs requests. */
const STATEMENT_RETRY_MS = 60 * 60_000;

/** After a restored backup, what was given back since is in the provider's statement and not in our books. */
function requireTold(marks: readonly RestoreMark[], gate: ProviderGate, current: Redemption): void {
  if (gate.traits.keptHere) return;
  const { livemode, type, createdAt } = current;
  const captured = current.operations.find(({ type, status }) => type === 'confirm' && status === 'succeeded');
  const [capturedAt, takenBy] = [captured?.createdAt ?? createdAt, captured?.updatedAt ?? createdAt];
  const mark = waitsFor(marks, { livemode, type, createdAt, capturedAt, takenBy, restorable: gate.can.restore });
  if (!mark) return;
  throw new Refusal(
    'awaiting_statement',
    `The books were restored from a backup: value may have been given back since. This waits until a statement of ${gate.traits.name} was read that goes from the backup, and from this redemption, to the restore`,
    {
      retryAfterMs: STATEMENT_RETRY_MS,
      extra: { voucher_type: type, since: isoTime(mark.since), until: isoTime(mark.markedAt) },
    },
  );
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
