// The catalog, set up and changed.
import { Refusal } from '../../../values/refusal';
import { newLimit, stockId, type Limit } from '../../records/limit';
import type { Reward, StoredRewardStatus } from '../../records/reward';
import { NO_CHANGES, type Changes } from '../changes';
import type { Decided } from '../decided';
import { nameKeyId, takeName, type Name } from '../names';
import { requireOwn, requireUnits, type DecideContext } from '../require';
import type { Rows } from '../rows';

/** What of a reward can change. */
export interface RewardFields extends Pick<
  Reward,
  | 'name'
  | 'description'
  | 'category'
  | 'maxTotal'
  | 'maxPerParticipant'
  | 'availableFrom'
  | 'availableUntil'
  | 'metadata'
> {
  readonly status: StoredRewardStatus;
  readonly unitCost: string;
}

/** Kind, asset and program of a reward are given once. */
export interface NewReward extends RewardFields, Pick<Reward, 'programId' | 'assetId' | 'kind'> {}

/** Throws `Refusal` not_found, asset_not_linked, name_taken, invalid_scale, validation_failed. */
export function decideCreateReward(fields: NewReward, rows: Rows, context: DecideContext): Decided {
  const { accountId, livemode, at } = context;
  const program = requireOwn(rows, context, 'programs', fields.programId, 'program_id');
  const asset = requireOwn(rows, context, 'assets', fields.assetId, 'asset_id');
  if (!program.assetIds.includes(asset.id))
    throw new Refusal('asset_not_linked', 'This asset is not linked to the program', { param: 'asset_id' });
  const id = context.nextId();
  const record: Reward = {
    ...fields,
    id,
    accountId,
    livemode,
    rev: 1,
    unitCost: requireUnits(fields.unitCost, asset, 'unit_cost'),
    createdAt: at,
    updatedAt: at,
    deletedAt: fields.status === 'ARCHIVED' ? at : null,
  };
  requireFitting(record);
  const key = takeName(rows, context.hash, nameOf(record), id, at, 'name');
  const stock = { ...newLimit(stockId(id), ceilingOf(record)), rev: 1 };
  const limits = record.kind === 'UNIT_BASED' ? [{ from: 0, record: stock }] : [];
  return { changes: { ...NO_CHANGES, rewards: [{ from: 0, record }], limits, keys: [key] }, recordId: id };
}

/** Throws `Refusal` not_found, name_taken, invalid_scale, validation_failed. */
export function decideUpdateReward(
  ids: { readonly programId: string; readonly rewardId: string },
  change: Partial<RewardFields>,
  rows: Rows,
  context: DecideContext,
): Decided {
  const reward = requireOwn(rows, context, 'rewards', ids.rewardId, 'reward_id');
  if (reward.programId !== ids.programId)
    throw new Refusal('not_found', `The program has no reward ${reward.id}`, { param: 'reward_id' });
  const asset = requireOwn(rows, context, 'assets', reward.assetId, 'asset_id');
  const { unitCost, ...rest } = change;
  const status = change.status ?? reward.status;
  const record: Reward = {
    ...reward,
    ...rest,
    ...(unitCost === undefined ? {} : { unitCost: requireUnits(unitCost, asset, 'unit_cost') }),
    rev: reward.rev + 1,
    deletedAt: status === 'ARCHIVED' ? (reward.deletedAt ?? context.at) : null,
    updatedAt: context.at,
  };
  requireFitting(record);
  const changes: Changes = {
    ...NO_CHANGES,
    rewards: [{ from: reward.rev, record }],
    limits: newCeiling(rows, reward, record),
    ...renamed(rows, reward, record, context),
  };
  return { changes, recordId: reward.id };
}

function renamed(
  rows: Rows,
  from: Reward,
  to: Reward,
  { hash, at }: DecideContext,
): Pick<Changes, 'keys' | 'freedKeys'> {
  if (from.name === to.name) return { keys: [], freedKeys: [] };
  return { keys: [takeName(rows, hash, nameOf(to), to.id, at, 'name')], freedKeys: [nameKeyId(hash, nameOf(from))] };
}

function newCeiling(rows: Rows, from: Reward, to: Reward): { from: number; record: Limit }[] {
  if (from.maxTotal === to.maxTotal) return [];
  const stock = rows.find('limits', stockId(to.id));
  if (!stock) throw new Error(`Reward ${to.id} has no stock record`);
  return [{ from: stock.rev, record: { ...stock, rev: stock.rev + 1, ceiling: ceilingOf(to) } }];
}

function ceilingOf({ maxTotal }: Reward): bigint | null {
  return maxTotal === null ? null : BigInt(maxTotal);
}

function nameOf({ accountId, livemode, programId, name }: Reward): Name {
  return { of: 'reward', accountId, livemode, within: programId, name };
}

function requireFitting(reward: Reward): void {
  const { kind, maxTotal, maxPerParticipant, availableFrom, availableUntil } = reward;
  if (kind === 'AMOUNT_BASED' && maxTotal !== null) throw fault('max_total', 'belongs to UNIT_BASED rewards alone');
  if (kind === 'AMOUNT_BASED' && maxPerParticipant !== null)
    throw fault('max_per_participant', 'belongs to UNIT_BASED rewards alone');
  if (availableFrom !== null && availableUntil !== null && availableUntil <= availableFrom)
    throw fault('available_until', 'must be later than available_from');
}

function fault(param: string, message: string): Refusal {
  return new Refusal('validation_failed', `${param} ${message}`, { param });
}
