// What happens to a request that moves points without a redemption: read it, carry it out, respond.
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../../core/accounts/caller';
import type { HoldCommand } from '../../../core/points/decide/hold';
import type { LotPlace } from '../../../core/points/book/lot';
import type { LotSelection } from '../../../core/points/book/parts';
import { adjust, forfeit, hold, moveWallet, release } from '../../../core/points/use-cases/movements';
import { PointsServices } from '../../../core/points/use-cases/services';
import { settleParticipant } from '../../../core/points/use-cases/settle';
import { findOwn, findParticipant, findWallets } from '../../../core/points/use-cases/setup';
import { checkQuery, Faults } from '../../input/validation';
import { given } from '../../lists/list-filters';
import { answered } from '../answered';
import { askerOf, lower, readKeyed, readParticipantId, readUuid, timeOf } from '../input';
import { pointsPage, readPointsPage, type Cursor } from '../lists';
import { publicAdjustment, publicHolding, publicLot, publicWallet, publicWalletMove } from '../present';
import { AdjustDto, ForfeitDto, HoldDto, LotsQueryDto, ReleaseDto, WalletDto } from './dto';

type Request = Pick<FastifyRequest, 'headers' | 'body'>;

/** One method a route. Each throws `ProblemException` 400 for the request's faults, and what its use case throws. */
@Injectable()
export class MovementRequests {
  constructor(private readonly points: PointsServices) {}

  async adjust(id: string, request: Request, caller: Caller, reply: FastifyReply) {
    const participantId = readParticipantId(id);
    const { dto, key, faults } = readKeyed(AdjustDto, request);
    const expiresAt = timeOf(dto.expires_at);
    const maturesAt = timeOf(dto.matures_at);
    if (dto.type === 'DEBIT') refuseDates(dto, faults);
    else if (dto.allow_negative === true) faults.add('allow_negative', 'not_allowed', 'belongs to a DEBIT alone');
    if (maturesAt !== null && dto.bucket === 'HELD')
      faults.add('bucket', 'conflict', 'cannot be HELD until it matures');
    if (maturesAt !== null && expiresAt !== null && expiresAt <= maturesAt)
      faults.add('expires_at', 'out_of_range', 'must be later than matures_at');
    faults.refuse();
    const command = {
      participantId,
      programId: lower(dto.program_id),
      assetId: lower(dto.asset_id),
      type: dto.type,
      amount: dto.amount,
      description: dto.description,
      bucket: dto.bucket ?? 'AVAILABLE',
      allowNegative: dto.allow_negative ?? false,
      referenceId: dto.reference_id ?? null,
      expiresAt,
      maturesAt,
    } as const;
    return publicAdjustment(answered(await adjust(this.points, askerOf(caller), command, key), reply));
  }

  async hold(id: string, request: Request, caller: Caller, reply: FastifyReply) {
    const { dto, key, faults } = readKeyed(HoldDto, request);
    const expiresAt = timeOf(dto.expires_at);
    faults.refuse();
    const command = { ...holdCommand(readParticipantId(id), dto), expiresAt };
    return publicHolding(answered(await hold(this.points, askerOf(caller), command, key), reply));
  }

  async release(id: string, request: Request, caller: Caller, reply: FastifyReply) {
    const { dto, key, faults } = readKeyed(ReleaseDto, request);
    faults.refuse();
    const command = holdCommand(readParticipantId(id), dto);
    return publicHolding(answered(await release(this.points, askerOf(caller), command, key), reply));
  }

  async forfeit(id: string, request: Request, caller: Caller, reply: FastifyReply) {
    const { dto, key, faults } = readKeyed(ForfeitDto, request);
    faults.refuse();
    const command = { ...holdCommand(readParticipantId(id), dto), bucket: dto.bucket };
    return publicHolding(answered(await forfeit(this.points, askerOf(caller), command, key), reply));
  }

  async moveWallet(
    action: 'FUND' | 'BURN',
    ids: { readonly id: string; readonly assetId: string },
    request: Request,
    { caller, reply }: { readonly caller: Caller; readonly reply: FastifyReply },
  ) {
    const { dto, key, faults } = readKeyed(WalletDto, request);
    faults.refuse();
    const verb = action === 'FUND' ? 'funded' : 'burned';
    const command = {
      programId: readUuid(ids.id),
      assetId: readUuid(ids.assetId, 'asset_id'),
      action,
      amount: dto.amount,
      description: dto.description ?? `Wallet ${verb}`,
    };
    return publicWalletMove(
      answered(await moveWallet(this.points, askerOf(caller), command, key), reply),
      verb,
      dto.amount,
    );
  }

  async wallets(id: string, caller: Caller) {
    return { data: (await findWallets(this.points, askerOf(caller), readUuid(id))).map(publicWallet) };
  }

  async lots(id: string, query: Readonly<Record<string, unknown>>, caller: Caller) {
    const participantId = readParticipantId(id);
    const faults = new Faults();
    const dto = checkQuery(LotsQueryDto, query, faults);
    const list = `lots ${participantId}`;
    const { limit, after } = readPointsPage(list, dto, faults);
    faults.refuse();
    const asker = askerOf(caller);
    await findParticipant(this.points, asker, participantId);
    // Lots are shown as they were written: what is due is written first.
    await settleParticipant(this.points, asker, participantId);
    const asset = await findOwn(this.points, asker, 'assets', lower(dto.asset_id));
    const { rows, stoppedAt } = await this.points.store.lots({
      participantId,
      assetId: asset.id,
      ...given({
        programId: lower(dto.program_id) ?? undefined,
        status: dto.status,
        expiresBefore: timeOf(dto.expires_before) ?? undefined,
        expiresAfter: timeOf(dto.expires_after) ?? undefined,
        referenceId: dto.reference_id,
        after: placeOf(after),
      }),
      limit: limit + 1,
    });
    const cursorOf = ({ createdAt, seq }: LotPlace): Cursor => [createdAt, seq];
    const resumeAt = stoppedAt && cursorOf(stoppedAt);
    return pointsPage(list, rows, limit, { cursorOf, present: (lot) => publicLot(lot, asset), resumeAt });
  }
}

function placeOf(after: Cursor | undefined) {
  const [createdAt, seq] = after ?? [];
  return typeof createdAt === 'number' && typeof seq === 'number' ? { createdAt, seq } : undefined;
}

function refuseDates(dto: AdjustDto, faults: Faults): void {
  if (typeof dto.expires_at === 'string') faults.add('expires_at', 'not_allowed', 'belongs to a CREDIT alone');
  if (typeof dto.matures_at === 'string') faults.add('matures_at', 'not_allowed', 'belongs to a CREDIT alone');
}

function holdCommand(participantId: string, dto: HoldDto | ReleaseDto | ForfeitDto): HoldCommand {
  const selection: LotSelection = given({
    lotIds: dto.lot_ids && new Set(dto.lot_ids.map((id) => id.toLowerCase())),
    earnedFrom: timeOf(dto.earned_from) ?? undefined,
    earnedTo: timeOf(dto.earned_to) ?? undefined,
  });
  return {
    participantId,
    programId: lower(dto.program_id),
    assetId: lower(dto.asset_id),
    amount: dto.amount ?? null,
    description: dto.description,
    referenceId: dto.reference_id ?? null,
    selection,
  };
}
