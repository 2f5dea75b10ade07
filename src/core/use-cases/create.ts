// Takes a voucher in: as a draft, reserved, or (the default) redeemed in this one call.
import type { Caller } from '../accounts/caller';
import type { ProviderGate } from '../providers/gate';
import type { RedemptionOptions, Source } from '../providers/provider';
import { requireGate, requireRoom } from '../providers/require-gate';
import { maskSource, revealSource } from '../providers/source';
import { advance, type Advanced } from '../redemption/advance';
import type { Fact, RequestedOperation } from '../redemption/fact';
import type { IdempotencyEntry, Redemption } from '../redemption/redemption';
import type { InsertResult } from '../redemption/store';
import { StoreUnavailable } from '../store-unavailable';
import type { Currency } from '../values/money';
import { Refusal } from '../values/refusal';
import { describeClaim, submitterOf } from './access';
import type { Idempotency } from './services';
import { findFormerlyRecorded, findRecorded, newEntry, replayedEntry } from './idempotency';
import { newOperation, runOperation } from './operations/run-operation';
import { claimDigestOf } from './pin-in-text';
import type { Services } from './services';
import { factContext, forgetKey } from './submit';

/** A voucher to take in, as read and checked. The PIN in `source` is in clear. */
export interface CreateCommand {
  readonly type: string;
  readonly source: Source;
  /** 0 asks for the whole value. */
  readonly amountCents: number;
  readonly currency: Currency;
  readonly captureMethod: 'automatic' | 'manual';
  /** False: record it, send nothing, claim nothing. */
  readonly confirm: boolean;
  readonly options: RedemptionOptions;
  readonly metadata: Readonly<Record<string, string>>;
  readonly externalReference: string | null;
  readonly relatedIds: readonly string[];
  readonly idempotency?: Idempotency | undefined;
}

/** A redemption, and whether this very call had been made before. */
export interface Replayable {
  readonly redemption: Redemption;
  /** Set on a replay: what the first call was recorded as. */
  readonly replayed?: IdempotencyEntry | undefined;
}

/**
 * Two durable writes where the value is taken: the claim before the call, the result after it. Throws `Refusal`:
 * unknown_type, provider_not_configured, unsupported_currency, overloaded, voucher_in_use, idempotency_*.
 */
export async function createRedemption(
  services: Services,
  command: CreateCommand,
  caller: Caller,
): Promise<Replayable> {
  const gate = requireGate(services, command.type, caller.livemode);
  if (!gate.traits.currencies.includes(command.currency)) {
    throw new Refusal('unsupported_currency', `${command.type} is in ${gate.traits.currencies.join(', ')}`, {
      param: 'currency',
    });
  }
  if (command.confirm) requireRoom(gate);
  const former = await findReplay(services, command, caller, findFormerlyRecorded);
  if (former) return former;
  const by = submitterOf(caller);
  const operation = firstOperation(services, gate, command);
  const entry = newEntry(
    services,
    caller,
    command.idempotency,
    'create',
    operation ? { operationId: operation.id } : {},
  );
  const id = services.ids.next('rdm');
  // Made anew for every write: its time is that of the write.
  const make = () => {
    const made = blank(services, gate, command, caller, id);
    const advanced = advance(made, factsOf(services, command, operation), factContext(services, by, entry));
    if (!advanced) throw new Error('A creation always changes something');
    return advanced;
  };
  let redemption: Redemption;
  for (;;) {
    const result = await insertPatiently(services, id, make);
    if (result.kind === 'written') {
      redemption = result.redemption;
      break;
    }
    const earlier = await findReplay(services, command, caller, findRecorded);
    if (earlier) return earlier;
    if (result.kind === 'idempotency_taken') await forgetKey(services, result.redemptionId, entry?.scope, by);
    else throw await describeClaim(services, result.redemptionId, caller);
  }
  if (!operation) return { redemption };
  return { redemption: await runOperation(services, gate, redemption, operation.id, by) };
}

function firstOperation(services: Services, gate: ProviderGate, command: CreateCommand): RequestedOperation | null {
  if (!command.confirm) return null;
  const { amountCents } = command;
  if (command.captureMethod === 'automatic') {
    return newOperation(services, gate, { type: 'confirm', method: 'capture', amountCents });
  }
  return gate.can.reserve ? newOperation(services, gate, { type: 'reserve', method: 'check', amountCents }) : null;
}

function factsOf(services: Services, command: CreateCommand, operation: RequestedOperation | null): Fact[] {
  if (!command.confirm) return [{ kind: 'created' }];
  const until = services.clock.now() + services.schedule.reservationMs;
  const facts: Fact[] = [{ kind: 'created' }, { kind: 'reserved', until }];
  if (operation) facts.push({ kind: 'operation_requested', operation });
  else facts.push({ kind: 'hold_recorded', operationId: services.ids.next('op') });
  return facts;
}

function blank(
  services: Services,
  gate: ProviderGate,
  command: CreateCommand,
  caller: Caller,
  id: string,
): Redemption {
  const now = services.clock.now();
  return {
    id,
    accountId: caller.accountId,
    livemode: caller.livemode,
    createdBy: caller.keyId,
    rev: 0,
    version: 0,
    createdAt: now,
    updatedAt: now,
    status: 'draft',
    outcome: 'open',
    type: command.type,
    captureMethod: command.captureMethod,
    amountCents: command.amountCents,
    currency: command.currency,
    reservedCents: 0,
    redeemedCents: 0,
    reversedCents: 0,
    source: maskSource(command.source),
    sealedSource: services.sealer.seal(revealSource(command.source), id),
    claim: claimDigestOf(services.sealer, command.type, caller.livemode, gate.claimOf(command.source)),
    claimed: false,
    options: command.options,
    changeVoucher: null,
    lastError: null,
    operations: [],
    reversals: [],
    reviews: [],
    metadata: command.metadata,
    externalReference: command.externalReference,
    relatedIds: command.relatedIds,
    reservedUntil: null,
    dueAt: null,
    reviewOpenedAt: null,
    journal: [],
    idempotency: [],
    eventCount: 0,
  };
}

/** As the core of a created redemption, with the state that stands. */
type Inserted =
  { readonly kind: 'written'; readonly redemption: Redemption } | Exclude<InsertResult, { readonly kind: 'written' }>;

/** One time for a store that was away, and a second one for a write that its return cost. */
const MOST_INSERTS = 2;

/**
 * An insert that was not acknowledged may have happened all the same: read before it is made again or given up. It is made again
 * under the same id, so that at most one of them can ever stand.
 */
async function insertPatiently(services: Services, id: string, make: () => Advanced): Promise<Inserted> {
  for (let left = MOST_INSERTS; ;) {
    const { redemption, events } = make();
    try {
      const result = await services.store.redemptions.insert(redemption, events);
      return result.kind === 'written' ? { kind: 'written', redemption } : result;
    } catch (failure) {
      const found = await services.store.redemptions.find(id);
      if (found) return { kind: 'written', redemption: found };
      left -= 1;
      if (left === 0 || !(failure instanceof StoreUnavailable)) throw failure;
    }
  }
}

/** What this very call made before, where `find` finds its key recorded. */
async function findReplay(
  services: Services,
  { idempotency }: CreateCommand,
  caller: Caller,
  find: typeof findRecorded,
): Promise<Replayable | null> {
  const recorded = idempotency ? await find(services, caller, idempotency.key) : null;
  const replayed = recorded && replayedEntry(services, recorded, caller, idempotency);
  return replayed ? { redemption: recorded, replayed } : null;
}
