// From requests about programs, assets and participants to what use cases take: every fault at once.
import type { Profile } from '../../../core/points/book/book';
import type { AssetChange, NewAsset } from '../../../core/points/decide/setup/assets';
import type { ParticipantChange, ParticipantFields } from '../../../core/points/decide/setup/participants';
import type { GivenRate, ProgramFields } from '../../../core/points/decide/setup/programs';
import { check, Faults, isPlainObject, requireObject } from '../../input/validation';
import { given } from '../../lists/list-filters';
import { checkPairs, lower, readBody, withoutFields } from '../input';
import {
  CashRateChangeDto,
  CashRateDto,
  CreateAssetDto,
  CreateProgramDto,
  LinkAssetDto,
  UpdateAssetDto,
  UpdateParticipantDto,
  UpdateProgramDto,
  UpsertParticipantDto,
} from './dto';

export function readCreateProgram(body: unknown): ProgramFields {
  const dto = readBody(CreateProgramDto, body);
  return {
    name: dto.name,
    description: dto.description ?? null,
    status: dto.status ?? 'ACTIVE',
    onUnknownParticipant: dto.on_unknown_participant ?? 'REJECT',
    redemptionTarget: dto.redemption_target_type ?? 'SYSTEM_REDEMPTION',
    targetEntityId: lower(dto.redemption_target_entity_id),
  };
}

export function readUpdateProgram(body: unknown): Partial<ProgramFields> {
  const dto = readBody(UpdateProgramDto, body);
  const { redemption_target_entity_id: entity } = dto;
  return given({
    name: dto.name,
    description: dto.description,
    status: dto.status,
    onUnknownParticipant: dto.on_unknown_participant,
    redemptionTarget: dto.redemption_target_type,
    targetEntityId: entity === undefined ? undefined : lower(entity),
  });
}

export function readLinkAsset(body: unknown): { readonly assetId: string; readonly cashRate: GivenRate | null } {
  const faults = new Faults();
  const dto = check(LinkAssetDto, requireObject(body), faults);
  const cashRate = readRate(dto.cash_rate, faults);
  faults.refuse();
  return { assetId: lower(dto.asset_id), cashRate };
}

export function readCashRate(body: unknown): GivenRate | null {
  const faults = new Faults();
  const dto = check(CashRateChangeDto, requireObject(body), faults);
  if (dto.cash_rate === undefined) faults.add('cash_rate', 'required', 'is required');
  const cashRate = readRate(dto.cash_rate, faults);
  faults.refuse();
  return cashRate;
}

function readRate(value: unknown, faults: Faults): GivenRate | null {
  if (!isPlainObject(value)) return null;
  const { currency, cents, units } = check(CashRateDto, value, faults, 'cash_rate.');
  return { currency, cents, units };
}

export function readCreateAsset(body: unknown): NewAsset {
  const dto = readBody(CreateAssetDto, body);
  return {
    name: dto.name,
    symbol: dto.symbol,
    inventoryMode: dto.inventory_mode ?? 'SIMPLE',
    issuancePolicy: dto.issuance_policy ?? 'UNLIMITED',
    scale: dto.scale ?? 0,
    maxTransaction: dto.max_transaction_amount ?? null,
    programId: lower(dto.program_id),
  };
}

const NEVER = 'never changes: make another asset';
const FIXED = { symbol: NEVER, scale: NEVER, inventory_mode: NEVER, issuance_policy: NEVER };

export function readUpdateAsset(body: unknown): AssetChange {
  const faults = new Faults();
  const dto = check(UpdateAssetDto, withoutFields(body, FIXED, faults), faults);
  faults.refuse();
  const { name, status, max_transaction_amount: maxTransaction } = dto;
  return given({ name, status, maxTransaction });
}

export function readUpsertParticipant(body: unknown): ParticipantFields {
  const faults = new Faults();
  const dto = check(UpsertParticipantDto, requireObject(body), faults);
  const profile = readProfile(dto, faults);
  faults.refuse();
  return { externalId: dto.external_id, profile };
}

export function readUpdateParticipant(body: unknown): ParticipantChange {
  const faults = new Faults();
  const status = 'has a call of its own: PATCH /v1/participants/{id}/status';
  const dto = check(UpdateParticipantDto, withoutFields(body, { status }, faults), faults);
  const profile = readProfile(dto, faults);
  faults.refuse();
  return { ...given({ externalId: dto.external_id }), profile };
}

function readProfile(dto: UpdateParticipantDto, faults: Faults): Partial<Profile> {
  checkPairs('attributes', dto.attributes, faults);
  return given({
    email: dto.email,
    phone: dto.phone,
    firstName: dto.first_name,
    lastName: dto.last_name,
    displayName: dto.display_name,
    attributes: dto.attributes,
    tags: dto.tags,
  });
}
