// Takes the value of a reserved voucher.
import type { Caller } from '../accounts/caller';
import type { ProviderGate } from '../providers/gate';
import { requireGate, requireRoom } from '../providers/require-gate';
import { isUnsettled, type Redemption } from '../redemption/redemption';
import { Refusal } from '../values/refusal';
import { requireSettled } from './access';
import { changeRedemption, sendOperation } from './change-redemption';
import type { Replayable } from './create';
import { newEntry } from './idempotency/idempotency';
import { requireSource } from './operations/provider-calls';
import { endingLapsed, requireInTime } from './operations/lapsed';
import { newOperation } from './operations/run-operation';
import { requireBounds } from './operations/require-bounds';
import { requireAgreed } from './operations/require-agreed';
import { requireMove } from './require-move';
import type { Services, WriteOptions } from './services';
import type { Decision } from './submit';

/** How much to take of a redemption that is reserved. */
export interface CaptureCommand extends WriteOptions {
  /** Undefined takes all that is reserved. */
  readonly amountCents?: number | undefined;
}

/**
 * Takes the value, or leaves it in doubt: read `outcome`. A reservation that has run out is ended here, what the provider holds
 * of it is freed, and the call is refused; but one whose end was put off is captured as ever.
 * Throws `Refusal`: not_found, invalid_state, outcome_unknown, awaiting_statement, capture_exceeds_reserved, partial_not_supported,
 * too_many_captures, provider_not_configured, overloaded, version_conflict, key_unknown, too_many_concurrent_writes,
 * idempotency_*.
 */
export async function captureRedemption(
  services: Services,
  id: string,
  command: CaptureCommand,
  caller: Caller,
): Promise<Replayable> {
  const operationId = services.ids.next('op');
  const decide = (current: Redemption) => decideCapture(services, current, command, caller, operationId);
  const { redemption, replayed } = await endingLapsed(services, id, caller, () =>
    changeRedemption(services, id, command, caller, decide),
  );
  if (replayed) return { redemption, replayed };
  return { redemption: await sendOperation(services, redemption, operationId, caller) };
}

function decideCapture(
  services: Services,
  current: Redemption,
  command: CaptureCommand,
  caller: Caller,
  operationId: string,
): Decision {
  const now = services.clock.now();
  const gate = requireGate(services, current.type, caller.livemode);
  requireRoom(gate, caller.accountId);
  requireSettled(current, now);
  // A draft has a move to reserved, not to confirmed: the table says so.
  requireMove(current, 'confirm');
  if (current.operations.some((operation) => operation.type === 'reserve' && isUnsettled(operation))) {
    throw new Refusal('outcome_unknown', 'The voucher is still being checked', { retryAfterMs: 1000 });
  }
  requireAgreed(current);
  requireInTime(services, current);
  requireBounds(current, 'capture');
  const amountCents = requireAmount(gate, current, command.amountCents);
  requireSource(services, current);
  const operation = {
    ...newOperation(services, gate, { type: 'confirm', method: 'capture', amountCents }),
    id: operationId,
  };
  return {
    facts: [{ kind: 'operation_requested', operation }],
    idempotency: newEntry(services, caller, command.idempotency, 'capture', { operationId }),
  };
}

function requireAmount(gate: ProviderGate, current: Redemption, asked: number | undefined): number {
  const reserved = current.reservedCents;
  // 0 is the whole value only where no amount is held yet.
  if (asked === undefined || asked === 0) return reserved;
  if (reserved > 0 && asked > reserved) {
    throw new Refusal('capture_exceeds_reserved', `Only ${String(reserved)} cents are reserved`, {
      param: 'amount',
      extra: { reserved_amount: reserved },
    });
  }
  if (asked !== reserved && !gate.traits.capabilities.partial) {
    throw new Refusal('partial_not_supported', 'This voucher type is taken whole or not at all', { param: 'amount' });
  }
  return asked;
}
