// Programs and ledger entities, set up and changed.
import { Refusal } from '../../../values/refusal';
import type { CashRate, LedgerEntity, Program, ProgramStatus, RedemptionTarget } from '../../records/program';
import { NO_CHANGES } from '../changes';
import type { Decided } from '../decided';
import { takeName } from '../names';
import { requireOwn, requireUnits, type DecideContext } from '../require';
import { requireFreeLink } from '../room';
import type { Rows } from '../rows';

/** What a program is made of. */
export interface ProgramFields {
  readonly name: string;
  readonly description: string | null;
  readonly status: ProgramStatus;
  readonly onUnknownParticipant: Program['onUnknownParticipant'];
  readonly redemptionTarget: RedemptionTarget;
  readonly targetEntityId: string | null;
}

/** Throws `Refusal` not_found, validation_failed for a target without its entity. */
export function decideCreateProgram(fields: ProgramFields, rows: Rows, context: DecideContext): Decided {
  requireTarget(fields, rows, context);
  const { accountId, livemode, at } = context;
  const record: Program = {
    ...fields,
    id: context.nextId(),
    accountId,
    livemode,
    rev: 1,
    assetIds: [],
    cashRates: {},
    createdAt: at,
    updatedAt: at,
    deletedAt: fields.status === 'ARCHIVED' ? at : null,
  };
  return { changes: { ...NO_CHANGES, programs: [{ from: 0, record }] }, recordId: record.id };
}

/**
 * Changes what is given. A LEDGER_ENTITY needs its entity in the same change; the system targets clear it. Throws `Refusal`
 * not_found, validation_failed.
 */
export function decideUpdateProgram(
  programId: string,
  change: Partial<ProgramFields>,
  rows: Rows,
  context: DecideContext,
): Decided {
  const program = requireOwn(rows, context, 'programs', programId, 'program_id');
  const target = change.redemptionTarget === undefined ? {} : { targetEntityId: change.targetEntityId ?? null };
  if (change.redemptionTarget === undefined && change.targetEntityId !== undefined)
    throw fault('redemption_target_type', 'is required where redemption_target_entity_id is given');
  if (change.redemptionTarget !== undefined)
    requireTarget(
      { redemptionTarget: change.redemptionTarget, targetEntityId: target.targetEntityId ?? null },
      rows,
      context,
    );
  const status = change.status ?? program.status;
  const deletedAt = status === 'ARCHIVED' ? (program.deletedAt ?? context.at) : null;
  return changed(program, { ...change, ...target, deletedAt }, context);
}

/** Links an asset, with what it is worth at a till. Throws `Refusal` not_found, already_linked, too_many_links. */
export function decideLinkAsset(
  { programId, assetId, cashRate }: { programId: string; assetId: string; cashRate: GivenRate | null },
  rows: Rows,
  context: DecideContext,
): Decided {
  const program = requireOwn(rows, context, 'programs', programId, 'program_id');
  const asset = requireOwn(rows, context, 'assets', assetId, 'asset_id');
  if (program.assetIds.includes(assetId))
    throw new Refusal('already_linked', 'This asset is linked to the program already', { param: 'asset_id' });
  requireFreeLink(program.assetIds, 'A program', 'assets');
  requireFreeLink(asset.programIds, 'An asset', 'programs');
  const cashRates = cashRate ? { ...program.cashRates, [assetId]: rateOf(cashRate, asset.scale) } : program.cashRates;
  const decided = changed(program, { assetIds: [...program.assetIds, assetId], cashRates }, context);
  const linked = {
    ...asset,
    rev: asset.rev + 1,
    programIds: [...asset.programIds, programId],
    updatedAt: context.at,
  };
  return { ...decided, changes: { ...decided.changes, assets: [{ from: asset.rev, record: linked }] } };
}

/** A cash rate as a caller gives it: the units as text. */
export interface GivenRate extends Omit<CashRate, 'units'> {
  readonly units: string;
}

/** What a linked asset is worth at a till; null: it cannot be used there. Throws `Refusal` not_found, asset_not_linked. */
export function decideCashRate(
  { programId, assetId, cashRate }: { programId: string; assetId: string; cashRate: GivenRate | null },
  rows: Rows,
  context: DecideContext,
): Decided {
  const program = requireOwn(rows, context, 'programs', programId, 'program_id');
  const asset = requireOwn(rows, context, 'assets', assetId, 'asset_id');
  if (!program.assetIds.includes(assetId))
    throw new Refusal('asset_not_linked', 'This asset is not linked to the program', { param: 'asset_id' });
  const others = Object.entries(program.cashRates).filter(([id]) => id !== assetId);
  const rates = cashRate ? [...others, [assetId, rateOf(cashRate, asset.scale)] as const] : others;
  return changed(program, { cashRates: Object.fromEntries(rates) }, context);
}

/** Throws `Refusal` name_taken. */
export function decideCreateEntity({ name }: { readonly name: string }, rows: Rows, context: DecideContext): Decided {
  const { accountId, livemode, at, hash } = context;
  const id = context.nextId();
  const key = takeName(rows, hash, { of: 'entity', accountId, livemode, within: null, name }, id, at, 'name');
  const record: LedgerEntity = { id, accountId, livemode, rev: 1, name, createdAt: at, updatedAt: at };
  return { changes: { ...NO_CHANGES, entities: [{ from: 0, record }], keys: [key] }, recordId: id };
}

function rateOf({ currency, cents, units }: GivenRate, scale: number): CashRate {
  return { currency, cents, units: requireUnits(units, { scale }, 'cash_rate.units') };
}

function requireTarget(
  { redemptionTarget, targetEntityId }: Pick<ProgramFields, 'redemptionTarget' | 'targetEntityId'>,
  rows: Rows,
  context: DecideContext,
): void {
  if (redemptionTarget !== 'LEDGER_ENTITY') {
    if (targetEntityId !== null) throw fault('redemption_target_entity_id', 'belongs to LEDGER_ENTITY alone');
    return;
  }
  if (targetEntityId === null) throw fault('redemption_target_entity_id', 'is required for LEDGER_ENTITY');
  requireOwn(rows, context, 'entities', targetEntityId, 'redemption_target_entity_id');
}

function fault(param: string, message: string): Refusal {
  return new Refusal('validation_failed', `${param} ${message}`, { param });
}

function changed(program: Program, change: Partial<Program>, context: DecideContext): Decided {
  const record = { ...program, ...change, rev: program.rev + 1, updatedAt: context.at };
  return { changes: { ...NO_CHANGES, programs: [{ from: program.rev, record }] }, recordId: program.id };
}
