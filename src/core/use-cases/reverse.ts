// Gives value back, once: on the original voucher where that is still possible, as a new voucher otherwise. A person may do so alone up
// to a limit (four-eyes/).
import type { Caller } from '../accounts/caller';
import { requirePermission } from '../accounts/permissions';
import type { IdempotencyEntry, Redemption, Reversal } from '../redemption/redemption';
import { hasDiffered } from '../redemption/settling/found-returns';
import { stoodInBackup, type RestoreMark } from '../restores/restore-mark';
import { Refusal } from '../values/refusal';
import { changeRedemption, sendOperation } from './change-redemption';
import { takeFreeReversal, type FreeReversal } from './four-eyes/free-limit';
import { newEntry } from './idempotency/idempotency';
import { newOperation } from './operations/run-operation';
import { planReversal, type PlanCommand } from './operations/plan-reversal';
import { refuseLongNumber } from './pins/pin-in-text';
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
 * permission_missing, approval_required (of people alone), not_found, invalid_state, outcome_unknown, awaiting_statement,
 * if_match_required, reversal_exceeds_redeemed, too_many_reversals, reversal_not_supported, provider_not_configured, version_conflict, pin_in_text (of the
 * reason too), too_many_concurrent_writes, idempotency_*.
 */
export async function reverseRedemption(
  services: Services,
  id: string,
  command: ReverseCommand,
  caller: Caller,
): Promise<Reversed> {
  requireGuarded(command);
  requirePermission(caller, 'reversals.create', services.clock.now());
  const { amountCents, reason, idempotency, ifMatch } = command;
  refuseLongNumber(caller, ['reason', reason]);
  const marks = await services.store.restores.list();
  const plan: PlanCommand = { amountCents, reason, alone: idempotency === undefined || ifMatch !== undefined, marks };
  const asked = { ...plan, idempotency, reversalId: services.ids.next('rev') };
  const free = await takeFreeReversal(services, id, asked, caller);
  const reversed = await carryOut(services, id, { command, plan, free }, caller);
  if (reversed.reversal.id !== free.reversalId || reversed.reversal.status === 'failed') await giveUp(free);
  return reversed;
}

function requireGuarded({ idempotency, ifMatch }: ReverseCommand): void {
  if (idempotency !== undefined || ifMatch !== undefined) return;
  throw new Refusal(
    'idempotency_required',
    'A reversal needs an Idempotency-Key or an If-Match header, so that it cannot happen twice',
    { param: 'Idempotency-Key' },
  );
}

interface Asked {
  readonly command: ReverseCommand;
  readonly plan: PlanCommand;
  readonly free: FreeReversal;
}

async function carryOut(services: Services, id: string, asked: Asked, caller: Caller): Promise<Reversed> {
  const { command, free } = asked;
  const operationId = services.ids.next('op');
  const acted = await changeRedemption(services, id, command, caller, (current) =>
    decideReversal(services, current, { ...asked, caller, operationId }),
  ).catch(async (error: unknown) => {
    // Nothing was written. Of any other error nobody knows: then it goes on counting.
    if (error instanceof Refusal) await giveUp(free);
    throw error;
  });
  const { replayed } = acted;
  const redemption = replayed ? acted.redemption : await sendOperation(services, acted.redemption, operationId, caller);
  const reversalId = replayed?.reversalId ?? free.reversalId;
  const reversal = redemption.reversals.find((candidate) => candidate.id === reversalId);
  if (!reversal) throw new Error(`${id} has no reversal ${reversalId}`);
  return { redemption, reversal, replayed };
}

/** The answer does not hang on it: what cannot be given up now counts until it is looked at again. */
async function giveUp(free: FreeReversal): Promise<void> {
  await free.release().catch(() => undefined);
}

/**
 * After a restored backup the idempotency keys of what was given back since are lost with it. Whoever never heard the answer repeats his
 * request, and where a statement shows that something was given back it would be given back again. So such a redemption is only given
 * back from by whoever has looked at it since: no version from before fits (`advance`). Throws `Refusal` if_match_required.
 */
export function requireReadSince(
  marks: readonly RestoreMark[],
  current: Redemption,
  ifMatch: number | undefined,
): void {
  if (ifMatch !== undefined || !stoodInBackup(marks, current.createdAt) || !hasDiffered(current)) return;
  throw new Refusal(
    'if_match_required',
    'The books were restored from a backup, and a statement says otherwise of this redemption: a repeat of a request from before would give back twice. Read the redemption, and send its version in If-Match',
    { param: 'If-Match' },
  );
}

function decideReversal(
  services: Services,
  current: Redemption,
  { command, plan, free, caller, operationId }: Asked & { readonly caller: Caller; readonly operationId: string },
): Decision {
  const { reversalId } = free;
  const { gate, amountCents, method } = planReversal(services, current, plan, caller);
  requireReadSince(plan.marks, current, command.ifMatch);
  free.require(current, amountCents);
  const operation = { ...newOperation(services, gate, { type: 'reverse', method, amountCents }), id: operationId };
  return {
    facts: [{ kind: 'reversal_requested', reversalId, reason: command.reason, operation }],
    idempotency: newEntry(services, caller, command.idempotency, 'reverse', { operationId, reversalId }),
  };
}
