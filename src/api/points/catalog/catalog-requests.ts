// What happens to a request about the catalog: read it, carry it out, respond.
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../core/accounts/caller';
import type { NewReward, RewardFields } from '../../../core/points/decide/setup/rewards';
import { rewardStatus, type Reward, type RewardStatus } from '../../../core/points/records/reward';
import type { RewardQuery } from '../../../core/points/store';
import { PointsServices } from '../../../core/points/use-cases/services';
import { createReward, findOwn, findReward, listRewards, updateReward } from '../../../core/points/use-cases/setup';
import { check, checkQuery, Faults, requireObject } from '../../input/validation';
import { given } from '../../lists/list-filters';
import { askerOf, checkPairs, lower, readUuid, timeOf } from '../input';
import { pointsPage, readPointsPage, type Cursor } from '../lists';
import { publicReward } from '../present';
import { CreateRewardDto, RewardsQueryDto, UpdateRewardDto } from './dto';

/** Pages of the catalog looked through for one page of what is out of stock, or is not. */
const MOST_LOOKS = 10;

/** One method a route. Each throws `ProblemException` 400 for the request's faults, and what its use case throws. */
@Injectable()
export class CatalogRequests {
  constructor(private readonly points: PointsServices) {}

  async create(programId: string, body: unknown, caller: Caller) {
    const fields = readCreate(readUuid(programId, 'program_id'), body);
    return publicReward(await createReward(this.points, askerOf(caller), fields));
  }

  async find(programId: string, rewardId: string, caller: Caller) {
    return publicReward(await findReward(this.points, askerOf(caller), idsOf(programId, rewardId)));
  }

  async update(programId: string, rewardId: string, body: unknown, caller: Caller) {
    const change = readUpdate(body);
    return publicReward(await updateReward(this.points, askerOf(caller), idsOf(programId, rewardId), change));
  }

  async list(programId: string, query: Readonly<Record<string, unknown>>, caller: Caller) {
    const id = readUuid(programId, 'program_id');
    const faults = new Faults();
    const dto = checkQuery(RewardsQueryDto, query, faults);
    const sortBy = dto.sort_by ?? 'created_at';
    const descending = (dto.sort_dir ?? (sortBy === 'name' ? 'asc' : 'desc')) === 'desc';
    const list = `rewards ${id} ${sortBy} ${String(descending)}`;
    const { limit, after } = readPointsPage(list, dto, faults);
    faults.refuse();
    await findOwn(this.points, askerOf(caller), 'programs', id);
    const { status } = dto;
    const rewards = {
      ...askerOf(caller),
      programId: id,
      includeArchived: dto.include_archived === 'true' || status === 'ARCHIVED',
      sortBy,
      descending,
      ...given({ search: dto.search, status: status === 'OUT_OF_STOCK' ? ('ACTIVE' as const) : status }),
      limit: limit + 1,
    };
    const { views, resumeAt } = await this.#fitting(rewards, status, after);
    return pointsPage(list, views, limit, { cursorOf, present: publicReward, resumeAt });
  }

  /** Out of stock is derived: it is told from active ones after they are read, so it can take several looks to fill a page. */
  async #fitting(query: RewardQuery, status: RewardStatus | undefined, after: Cursor | undefined) {
    const views: View[] = [];
    let next = after;
    for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
      const { rows, stoppedAt } = await listRewards(this.points, { ...query, ...placeOf(next) });
      views.push(...rows.filter((view) => status === undefined || statusOf(view) === status));
      const last = rows.at(-1);
      const isFull = views.length >= query.limit;
      if (isFull || rows.length < query.limit || !last)
        return { views: views.slice(0, query.limit), resumeAt: stoppedAt && cursorAt(stoppedAt) };
      next = cursorOf(last);
    }
    return { views, resumeAt: next ?? null };
  }
}

function placeOf(cursor: Cursor | undefined): Pick<RewardQuery, 'after' | 'afterName'> {
  const [createdAt, id, name] = cursor ?? [];
  if (typeof createdAt !== 'number' || typeof id !== 'string' || typeof name !== 'string') return {};
  return { after: { createdAt, id }, afterName: name };
}

type View = Parameters<typeof publicReward>[0];

function cursorOf({ reward }: View): Cursor {
  return cursorAt(reward);
}

function cursorAt({ createdAt, id, name }: Reward): Cursor {
  return [createdAt, id, name];
}

function statusOf({ reward, stock }: View): string {
  return stock ? rewardStatus(reward, stock) : reward.status;
}

function idsOf(programId: string, rewardId: string) {
  return { programId: readUuid(programId, 'program_id'), rewardId: readUuid(rewardId, 'reward_id') };
}

function readCreate(programId: string, body: unknown): NewReward {
  const faults = new Faults();
  const dto = check(CreateRewardDto, requireObject(body), faults);
  checkPairs('metadata', dto.metadata, faults);
  faults.refuse();
  return {
    programId,
    assetId: lower(dto.asset_id),
    kind: dto.redemption_type,
    name: dto.name,
    description: dto.description ?? null,
    category: dto.category ?? null,
    unitCost: dto.unit_cost,
    maxTotal: dto.max_total ?? null,
    maxPerParticipant: dto.max_per_participant ?? null,
    status: dto.status ?? 'ACTIVE',
    availableFrom: timeOf(dto.available_from),
    availableUntil: timeOf(dto.available_until),
    metadata: dto.metadata ?? {},
  };
}

function readUpdate(body: unknown): Partial<RewardFields> {
  const faults = new Faults();
  const dto = check(UpdateRewardDto, requireObject(body), faults);
  checkPairs('metadata', dto.metadata, faults);
  faults.refuse();
  return given({
    name: dto.name,
    description: dto.description,
    category: dto.category,
    unitCost: dto.unit_cost,
    maxTotal: dto.max_total,
    maxPerParticipant: dto.max_per_participant,
    status: dto.status,
    availableFrom: dto.available_from === undefined ? undefined : timeOf(dto.available_from),
    availableUntil: dto.available_until === undefined ? undefined : timeOf(dto.available_until),
    metadata: dto.metadata,
  });
}
