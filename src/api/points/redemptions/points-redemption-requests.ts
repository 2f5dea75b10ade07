// What happens to a request about redemptions of points: read it, carry it out, respond.
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../../core/accounts/caller';
import type { PointsRedemptionQuery } from '../../../core/points/store';
import {
  assetsOf,
  findRedemption,
  listReversals,
  redeem,
  redeemItem,
  reverse,
} from '../../../core/points/use-cases/redemptions';
import { publicPointsRedemption, publicPointsReversal } from '../../../core/points/shown';
import { PointsServices } from '../../../core/points/use-cases/services';
import { findOwn, findParticipant } from '../../../core/points/use-cases/setup';
import { checkQuery, Faults } from '../../input/validation';
import { given } from '../../lists/list-filters';
import { answered } from '../answered';
import { askerOf, lower, readKeyed, readParticipantId, readUuid, timeOf } from '../input';
import { byAge, pointsPage, positionOf, PointsPageDto, readPointsPage } from '../lists';

import { PointsRedemptionsQueryDto, RedeemItemDto, RedeemPointsDto, ReversePointsDto } from './dto';

type Request = Pick<FastifyRequest, 'headers' | 'body'>;
type Query = Readonly<Record<string, unknown>>;

/** One method a route. Each throws `ProblemException` 400 for the request's faults, and what its use case throws. */
@Injectable()
export class PointsRedemptionRequests {
  constructor(private readonly points: PointsServices) {}

  async redeem(id: string, request: Request, caller: Caller, reply: FastifyReply) {
    const participantId = readParticipantId(id);
    const { dto, key, faults } = readKeyed(RedeemPointsDto, request);
    faults.refuse();
    const command = {
      participantId,
      programId: lower(dto.program_id),
      assetId: lower(dto.asset_id),
      amount: dto.amount,
      description: dto.description,
      holdReferenceId: dto.hold_reference_id ?? null,
      managedBy: null,
    };
    const { redemption, asset } = answered(await redeem(this.points, askerOf(caller), command, key), reply);
    return publicPointsRedemption(redemption, asset);
  }

  async redeemItem(id: string, request: Request, caller: Caller, reply: FastifyReply) {
    const participantId = readParticipantId(id);
    const { dto, key, faults } = readKeyed(RedeemItemDto, request);
    faults.refuse();
    const command = {
      participantId,
      programId: lower(dto.program_id),
      rewardId: lower(dto.reward_id),
      quantity: dto.quantity ?? null,
      amount: dto.amount ?? null,
      description: dto.description ?? null,
      holdReferenceId: dto.hold_reference_id ?? null,
      managedBy: null,
    };
    const { redemption, asset } = answered(await redeemItem(this.points, askerOf(caller), command, key), reply);
    return publicPointsRedemption(redemption, asset);
  }

  async find(id: string, caller: Caller) {
    const { redemption, asset } = await findRedemption(this.points, askerOf(caller), readUuid(id));
    return publicPointsRedemption(redemption, asset);
  }

  async reverse(id: string, request: Request, caller: Caller, reply: FastifyReply) {
    const redemptionId = readUuid(id);
    const { dto, key, faults } = readKeyed(ReversePointsDto, request);
    const restoreExpiresAt = timeOf(dto.restore_expires_at);
    faults.refuse();
    const command = {
      redemptionId,
      amount: dto.amount ?? null,
      quantity: dto.quantity ?? null,
      reason: dto.reason,
      restoreExpiresAt,
      managedBy: null,
    };
    const { reversal, asset } = answered(await reverse(this.points, askerOf(caller), command, key), reply);
    return publicPointsReversal(reversal, asset);
  }

  /** Oldest first. */
  async reversals(id: string, query: Query, caller: Caller) {
    const redemptionId = readUuid(id);
    const faults = new Faults();
    const list = `reversals ${redemptionId}`;
    const { limit, after } = readPointsPage(list, checkQuery(PointsPageDto, query, faults), faults);
    faults.refuse();
    const page = { afterNumber: Number(after?.[0] ?? 0), limit: limit + 1 };
    const { reversals, asset } = await listReversals(this.points, askerOf(caller), redemptionId, page);
    return pointsPage(list, reversals, limit, {
      cursorOf: ({ number }) => [number],
      present: (reversal) => publicPointsReversal(reversal, asset),
    });
  }

  async ofParticipant(id: string, query: Query, caller: Caller) {
    const { participantId } = await findParticipant(this.points, askerOf(caller), readParticipantId(id));
    return this.#list(`redemptions ${participantId}`, { participantId }, query, caller);
  }

  async ofProgram(id: string, query: Query, caller: Caller) {
    const program = await findOwn(this.points, askerOf(caller), 'programs', readUuid(id));
    return this.#list(`redemptions ${program.id}`, { programId: program.id }, query, caller);
  }

  async #list(
    list: string,
    of: Pick<PointsRedemptionQuery, 'participantId' | 'programId'>,
    query: Query,
    caller: Caller,
  ) {
    const faults = new Faults();
    const dto = checkQuery(PointsRedemptionsQueryDto, query, faults);
    const { limit, after } = readPointsPage(list, dto, faults);
    faults.refuse();
    const filters = given({
      status: dto.status,
      rewardId: lower(dto.reward_catalog_item_id) ?? undefined,
      from: timeOf(dto.from) ?? undefined,
      to: timeOf(dto.to) ?? undefined,
    });
    const page = { ...askerOf(caller), ...positionOf(after), limit: limit + 1 };
    const { rows, stoppedAt } = await this.points.store.redemptions({ ...page, ...of, ...filters });
    const assets = await assetsOf(
      this.points,
      rows.map(({ assetId }) => assetId),
    );
    return pointsPage(list, rows, limit, {
      cursorOf: byAge,
      resumeAt: stoppedAt && byAge(stoppedAt),
      present: (row) => {
        const asset = assets.get(row.assetId);
        if (!asset) throw new Error(`Redemption ${row.id} is in an asset that is not there`);
        return publicPointsRedemption(row, asset);
      },
    });
  }
}
