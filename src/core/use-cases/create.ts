// Takes a voucher in: as a draft, reserved, or (the default) redeemed in this one call.
import { requireStill, type Caller } from '../accounts/caller';
import type { ProviderGate } from '../providers/gate';
import type { RedemptionOptions, Source } from '../providers/provider';
import { requireGate, requireRoom } from '../providers/require-gate';
import { hasSecrets, maskSource, revealSource } from '../providers/source';
import { advance, type Advanced } from '../redemption/advance';
import type { Fact, RequestedOperation } from '../redemption/fact';
import type { IdempotencyEntry, Redemption } from '../redemption/redemption';
import type { InsertResult } from '../redemption/store';
import { phoneDigestsOf } from '../search/phones';
import type { Currency } from '../values/money';
import { Refusal } from '../values/refusal';
import { describeClaim, requireMayPresent, submitterOf } from './access';
import type { Idempotency } from './services';
import { findFormerlyRecorded, findRecorded, newEntry, replayedEntry } from './idempotency/idempotency';
import { newOperation, reserveOperation, runOperation } from './operations/run-operation';
import { claimDigestOf } from './pins/pin-in-text';
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
 * unknown_type, key_not_allowed, provider_not_configured, unsupported_currency, overloaded, voucher_in_use, idempotency_*.
 */
export async function createRedemption(
  services: Services,
  command: CreateCommand,
  caller: Caller,
): Promise<Replayable> {
  let gate: ProviderGate;
  try {
    gate = requirePassage(services, command, caller);
  } catch (refusal) {
    // A call that was recorded is answered with what became of it, also where a server that was set up anew would refuse it.
    const earlier = await findReplay(services, command, caller, findRecorded);
    if (earlier) return earlier;
    throw refusal;
  }
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
  // Made anew for every write: its time is that of the write, or lists would show it late.
  const make = () => {
    const facts = factsOf(services, command, operation);
    const made = advance(blank(services, gate, command, caller), facts, factContext(services, by, entry));
    if (!made) throw new Error('A creation always changes something');
    return made;
  };
  // The store may have been away while it was asked about repeats, or about what stands in the way.
  await requireStill(caller, services.clock);
  let advanced = make();
  for (; ; advanced = make()) {
    const result = await insertOnce(services, advanced);
    if (result.kind === 'written') break;
    const earlier = await findReplay(services, command, caller, findRecorded);
    if (earlier) return earlier;
    if (result.kind === 'idempotency_taken') await forgetKey(services, result.redemptionId, entry?.scope, by);
    else throw await describeClaim(services, result.redemptionId, caller);
    await requireStill(caller, services.clock);
  }
  const { redemption } = advanced;
  if (!operation) return { redemption };
  return { redemption: await runOperation(services, gate, redemption, operation.id, by, true) };
}

/** The way to the provider, where this call may take it now. */
function requirePassage(services: Services, command: CreateCommand, caller: Caller): ProviderGate {
  const gate = requireGate(services, command.type, caller.livemode);
  requireMayPresent(gate, caller);
  if (!gate.traits.currencies.includes(command.currency)) {
    throw new Refusal('unsupported_currency', `${command.type} is in ${gate.traits.currencies.join(', ')}`, {
      param: 'currency',
    });
  }
  if (command.confirm) requireRoom(gate, caller.accountId);
  return gate;
}

function firstOperation(services: Services, gate: ProviderGate, command: CreateCommand): RequestedOperation | null {
  if (!command.confirm) return null;
  const { amountCents } = command;
  if (command.captureMethod === 'automatic') {
    return newOperation(services, gate, { type: 'confirm', method: 'capture', amountCents });
  }
  return reserveOperation(services, gate, amountCents);
}

function factsOf(services: Services, command: CreateCommand, operation: RequestedOperation | null): Fact[] {
  if (!command.confirm) return [{ kind: 'created' }];
  const until = services.clock.now() + services.schedule.reservationMs;
  const facts: Fact[] = [{ kind: 'created' }, { kind: 'reserved', until }];
  if (operation) facts.push({ kind: 'operation_requested', operation });
  else facts.push({ kind: 'hold_recorded', operationId: services.ids.next('op') });
  return facts;
}

function blank(services: Services, gate: ProviderGate, command: CreateCommand, caller: Caller): Redemption {
  const now = services.clock.now();
  const id = services.ids.next('rdm');
  const secret = hasSecrets(gate.traits.sourceFields);
  // Without a claim of its own it stands in nobody's way.
  const claim = gate.claimOf?.(command.source) ?? id;
  const phones = phoneDigestsOf(services.sealer, command.source, command.options);
  return {
    id,
    accountId: caller.accountId,
    livemode: caller.livemode,
    createdBy: caller.keyId,
    madeBy: caller.terminal ? 'terminal' : caller.publishable ? 'publishable' : 'secret',
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
    sealedSource: secret ? services.sealer.seal(revealSource(command.source), id) : null,
    ...(secret ? {} : { withoutSecrets: true }),
    claim: claimDigestOf(services.sealer, command.type, caller.livemode, claim),
    claimed: false,
    ...(phones.length > 0 ? { phoneDigests: phones } : {}),
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
    draftUntil: command.confirm ? null : now + draftMs(services, caller),
    endsAt: null,
    dueAt: null,
    reviewOpenedAt: null,
    journal: [],
    idempotency: [],
    eventCount: 0,
  };
}

/** A publishable key stands in web pages, where whoever began may never come back. */
function draftMs({ schedule }: Services, { publishable }: Caller): number {
  return publishable ? schedule.publishableDraftMs : schedule.draftMs;
}

/** An insert that was not acknowledged may have happened all the same: read before giving up. */
export async function insertOnce(services: Services, { redemption, events }: Advanced): Promise<InsertResult> {
  try {
    return await services.store.redemptions.insert(redemption, events);
  } catch (failure) {
    const found = await services.store.redemptions.find(redemption.id);
    if (found) return { kind: 'written' };
    throw failure;
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
