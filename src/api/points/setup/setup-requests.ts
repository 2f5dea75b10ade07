// What happens to a request about programs, assets, ledger entities and participants: read it, carry it out, respond.
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Caller } from '../../../core/accounts/caller';
import type { Book } from '../../../core/points/book/book';
import type { Program } from '../../../core/points/records/program';
import { assetsOf } from '../../../core/points/use-cases/redemptions';
import { PointsServices } from '../../../core/points/use-cases/services';
import {
  balancesOf,
  createAsset,
  createEntity,
  createProgram,
  findByExternalId,
  findOwn,
  findParticipant,
  linkAsset,
  setCashRate,
  setParticipantStatus,
  updateAsset,
  updateParticipant,
  updateProgram,
  upsertParticipant,
} from '../../../core/points/use-cases/setup';
import { IsIn } from 'class-validator';
import { checkQuery, Faults } from '../../input/validation';
import { IsSaid, MayBeAbsent } from '../../input/validation-rules';
import { askerOf, IsUuid, lower, readBody, readParticipantId, readUuid } from '../input';
import { byAge, PointsPageDto, pointsPage, positionOf, readPointsPage } from '../lists';
import { publicAsset, publicBalances, publicEntity, publicParticipant, publicProgram } from '../present';
import { CreateEntityDto, ParticipantStatusDto } from './dto';
import {
  readCashRate,
  readCreateAsset,
  readCreateProgram,
  readLinkAsset,
  readUpdateAsset,
  readUpdateParticipant,
  readUpdateProgram,
  readUpsertParticipant,
} from './read';

type Query = Readonly<Record<string, unknown>>;

export class ProgramsQueryDto extends PointsPageDto {
  @MayBeAbsent()
  @IsIn(['true', 'false'], { message: 'must be true or false' })
  include_archived?: 'true' | 'false';
}

export class ParticipantsQueryDto extends PointsPageDto {
  @MayBeAbsent()
  @IsSaid(255)
  external_id?: string;
}

export class BalancesQueryDto {
  @MayBeAbsent()
  @IsUuid()
  asset_id?: string;
}

/** One method a route. Each throws `ProblemException` 400 for the request's faults, and what its use case throws. */
@Injectable()
export class SetupRequests {
  constructor(private readonly points: PointsServices) {}

  async createProgram(body: unknown, caller: Caller) {
    return this.#program(await createProgram(this.points, askerOf(caller), readCreateProgram(body)));
  }

  async listPrograms(query: Query, caller: Caller) {
    const faults = new Faults();
    const dto = checkQuery(ProgramsQueryDto, query, faults);
    const { limit, after } = readPointsPage('programs', dto, faults);
    faults.refuse();
    const page = { ...askerOf(caller), limit: limit + 1, ...positionOf(after) };
    const includeArchived = dto.include_archived === 'true';
    const { rows, stoppedAt } = await this.points.store.programs({ ...page, includeArchived });
    const assets = await assetsOf(
      this.points,
      rows.flatMap(({ cashRates }) => Object.keys(cashRates)),
    );
    const resumeAt = stoppedAt && byAge(stoppedAt);
    const present = (row: Program) => publicProgram(row, assets);
    return pointsPage('programs', rows, limit, { cursorOf: byAge, present, resumeAt });
  }

  async findProgram(id: string, caller: Caller) {
    return this.#program(await findOwn(this.points, askerOf(caller), 'programs', readUuid(id)));
  }

  async updateProgram(id: string, body: unknown, caller: Caller) {
    return this.#program(await updateProgram(this.points, askerOf(caller), readUuid(id), readUpdateProgram(body)));
  }

  async linkAsset(id: string, body: unknown, caller: Caller) {
    const link = { programId: readUuid(id), ...readLinkAsset(body) };
    return this.#program(await linkAsset(this.points, askerOf(caller), link));
  }

  async setCashRate(id: string, assetId: string, body: unknown, caller: Caller) {
    const link = { programId: readUuid(id), assetId: readUuid(assetId, 'asset_id'), cashRate: readCashRate(body) };
    return this.#program(await setCashRate(this.points, askerOf(caller), link));
  }

  async createEntity(body: unknown, caller: Caller) {
    return publicEntity(await createEntity(this.points, askerOf(caller), readBody(CreateEntityDto, body).name));
  }

  async listEntities(query: Query, caller: Caller) {
    const { limit, page } = this.#page('ledger_entities', query, caller);
    const rows = await this.points.store.entities(page);
    return pointsPage('ledger_entities', rows, limit, { cursorOf: byAge, present: publicEntity });
  }

  async findEntity(id: string, caller: Caller) {
    return publicEntity(await findOwn(this.points, askerOf(caller), 'entities', readUuid(id)));
  }

  async createAsset(body: unknown, caller: Caller) {
    return publicAsset(await createAsset(this.points, askerOf(caller), readCreateAsset(body)));
  }

  async listAssets(query: Query, caller: Caller) {
    const { limit, page } = this.#page('assets', query, caller);
    return pointsPage('assets', await this.points.store.assets(page), limit, { cursorOf: byAge, present: publicAsset });
  }

  async findAsset(id: string, caller: Caller) {
    return publicAsset(await findOwn(this.points, askerOf(caller), 'assets', readUuid(id)));
  }

  async updateAsset(id: string, body: unknown, caller: Caller) {
    return publicAsset(await updateAsset(this.points, askerOf(caller), readUuid(id), readUpdateAsset(body)));
  }

  /** 201 for one that is new, 200 for one that is known. */
  async upsertParticipant(body: unknown, caller: Caller, reply: FastifyReply) {
    const { book, created } = await upsertParticipant(this.points, askerOf(caller), readUpsertParticipant(body));
    void reply.status(created ? 201 : 200);
    return this.#participant(book);
  }

  async listParticipants(query: Query, caller: Caller) {
    const faults = new Faults();
    const dto = checkQuery(ParticipantsQueryDto, query, faults);
    const { limit, after } = readPointsPage('participants', dto, faults);
    faults.refuse();
    const page = { ...askerOf(caller), limit: limit + 1, ...positionOf(after) };
    const rows =
      dto.external_id === undefined
        ? await this.points.store.participants(page)
        : [await findByExternalId(this.points, askerOf(caller), dto.external_id)].filter((book) => book !== null);
    const cursorOf = (book: Book) => byAge({ createdAt: book.createdAt, id: book.participantId });
    return pointsPage('participants', rows, limit, { cursorOf, present: publicParticipant });
  }

  async findParticipant(id: string, caller: Caller) {
    return this.#participant(await findParticipant(this.points, askerOf(caller), readParticipantId(id)));
  }

  async updateParticipant(id: string, body: unknown, caller: Caller) {
    const change = readUpdateParticipant(body);
    return this.#participant(await updateParticipant(this.points, askerOf(caller), readParticipantId(id), change));
  }

  async setStatus(id: string, body: unknown, caller: Caller) {
    const { status } = readBody(ParticipantStatusDto, body);
    return this.#participant(await setParticipantStatus(this.points, askerOf(caller), readParticipantId(id), status));
  }

  async balances(id: string, query: Query, caller: Caller) {
    const faults = new Faults();
    const dto = checkQuery(BalancesQueryDto, query, faults);
    faults.refuse();
    const book = await findParticipant(this.points, askerOf(caller), readParticipantId(id));
    const assetId = lower(dto.asset_id);
    // Throws where the caller has no such asset.
    if (assetId !== null) await findOwn(this.points, askerOf(caller), 'assets', assetId);
    const balances = balancesOf(book, assetId);
    return {
      data: publicBalances(
        balances,
        await assetsOf(
          this.points,
          balances.map((one) => one.assetId),
        ),
      ),
    };
  }

  #page(list: string, query: Query, caller: Caller) {
    const faults = new Faults();
    const { limit, after } = readPointsPage(list, checkQuery(PointsPageDto, query, faults), faults);
    faults.refuse();
    return { limit, page: { ...askerOf(caller), limit: limit + 1, ...positionOf(after) } };
  }

  async #program(program: Program) {
    return publicProgram(program, await assetsOf(this.points, Object.keys(program.cashRates)));
  }

  async #participant(book: Book) {
    const balances = balancesOf(book, null);
    const assets = await assetsOf(
      this.points,
      balances.map(({ assetId }) => assetId),
    );
    return { ...publicParticipant(book), counters: {}, tiers: {}, balances: publicBalances(balances, assets) };
  }
}
