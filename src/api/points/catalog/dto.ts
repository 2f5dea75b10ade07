// The catalog as requests bring it, and as the API description shows it.
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsInt, IsObject, Max, Min } from 'class-validator';
import {
  REWARD_KINDS,
  REWARD_STATUSES,
  STORED_REWARD_STATUSES,
  type RewardKind,
  type StoredRewardStatus,
} from '../../../core/points/records/reward';
import { TIME } from '../../openapi/properties';
import { IsSaid, IsText, MayBeAbsent, MayBeNull } from '../../input/validation-rules';
import { IsDecimal, IsTime, IsUuid, PAIRS_SCHEMA } from '../input';
import { PointsListDto, PointsPageDto } from '../lists';

const MOST_PIECES = 1_000_000_000;
const AMOUNT = { type: String, example: '250.00' } as const;
const PIECES = {
  type: 'integer',
  nullable: true,
  minimum: 1,
  maximum: MOST_PIECES,
  description: 'Null: no limit.',
} as const;
/** In words: a schema that requests to change share must declare no default, which a client may fill in. */
const STATUS_OF_NEW = 'A new one is ACTIVE where it says nothing.';
const oneOf = (values: readonly string[]) => ({ message: `must be one of ${values.join(', ')}` });

const IsPieces = () => (target: object, name: string) => {
  IsInt({ message: 'must be a whole number' })(target, name);
  Min(1, { message: 'must be at least 1' })(target, name);
  Max(MOST_PIECES, { message: `must be at most ${String(MOST_PIECES)}` })(target, name);
};

class RewardFieldsDto {
  @ApiPropertyOptional({ type: String, nullable: true })
  @MayBeNull()
  @IsText(1000)
  description?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @MayBeNull()
  @IsText(100)
  category?: string | null;

  @ApiPropertyOptional(PIECES)
  @MayBeNull()
  @IsPieces()
  max_total?: number | null;

  @ApiPropertyOptional(PIECES)
  @MayBeNull()
  @IsPieces()
  max_per_participant?: number | null;

  @ApiPropertyOptional({ enum: STORED_REWARD_STATUSES, description: STATUS_OF_NEW })
  @MayBeAbsent()
  @IsIn(STORED_REWARD_STATUSES, oneOf(STORED_REWARD_STATUSES))
  status?: StoredRewardStatus;

  @ApiPropertyOptional({ ...TIME, nullable: true })
  @MayBeNull()
  @IsTime()
  available_from?: string | null;

  @ApiPropertyOptional({ ...TIME, nullable: true })
  @MayBeNull()
  @IsTime()
  available_until?: string | null;

  @ApiPropertyOptional(PAIRS_SCHEMA)
  @MayBeAbsent()
  @IsObject({ message: 'must be an object' })
  metadata?: Record<string, string>;
}

@ApiSchema({ name: 'CreateRewardRequest' })
export class CreateRewardDto extends RewardFieldsDto {
  @ApiProperty({ type: String, example: 'Mug', description: 'Unique in the program.' })
  @IsSaid(255)
  name!: string;

  @ApiProperty({ enum: REWARD_KINDS })
  @IsIn(REWARD_KINDS, oneOf(REWARD_KINDS))
  redemption_type!: RewardKind;

  @ApiProperty({ type: String, format: 'uuid' })
  @IsUuid()
  asset_id!: string;

  @ApiProperty({ ...AMOUNT, description: 'Price of a piece; of an AMOUNT_BASED reward the least amount.' })
  @IsDecimal()
  unit_cost!: string;
}

@ApiSchema({ name: 'UpdateRewardRequest' })
export class UpdateRewardDto extends RewardFieldsDto {
  @ApiPropertyOptional({ type: String })
  @MayBeAbsent()
  @IsSaid(255)
  name?: string;

  @ApiPropertyOptional(AMOUNT)
  @MayBeAbsent()
  @IsDecimal()
  unit_cost?: string;
}

/** The filters of the catalog. */
export class RewardsQueryDto extends PointsPageDto {
  @MayBeAbsent()
  @IsIn(['true', 'false'], { message: 'must be true or false' })
  include_archived?: 'true' | 'false';

  @MayBeAbsent()
  @IsIn(REWARD_STATUSES, oneOf(REWARD_STATUSES))
  status?: (typeof REWARD_STATUSES)[number];

  @MayBeAbsent()
  @IsText(255)
  search?: string;

  @MayBeAbsent()
  @IsIn(['created_at', 'name'], { message: 'must be created_at or name' })
  sort_by?: 'created_at' | 'name';

  @MayBeAbsent()
  @IsIn(['asc', 'desc'], { message: 'must be asc or desc' })
  sort_dir?: 'asc' | 'desc';
}

@ApiSchema({ name: 'Reward' })
export class RewardDto {
  @ApiProperty({ type: String, format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: ['reward'] })
  object!: 'reward';

  @ApiProperty({ type: String, format: 'uuid' })
  program_id!: string;

  @ApiProperty({ type: String })
  name!: string;

  @ApiProperty({ type: String, nullable: true })
  description!: string | null;

  @ApiProperty({ type: String, nullable: true })
  category!: string | null;

  @ApiProperty({ enum: REWARD_KINDS })
  redemption_type!: string;

  @ApiProperty({ type: String, format: 'uuid' })
  asset_id!: string;

  @ApiProperty(AMOUNT)
  unit_cost!: string;

  @ApiProperty(PIECES)
  max_total!: number | null;

  @ApiProperty(PIECES)
  max_per_participant!: number | null;

  @ApiProperty({ type: 'integer', description: 'Pieces redeemed and not given back.' })
  redeemed_count!: number;

  @ApiProperty({ enum: REWARD_STATUSES, description: 'OUT_OF_STOCK comes and goes by itself.' })
  status!: string;

  @ApiProperty({ ...TIME, nullable: true })
  available_from!: string | null;

  @ApiProperty({ ...TIME, nullable: true })
  available_until!: string | null;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  metadata!: Record<string, string>;

  @ApiProperty(TIME)
  created_at!: string;

  @ApiProperty(TIME)
  updated_at!: string;

  @ApiProperty({ ...TIME, nullable: true })
  deleted_at!: string | null;
}

export class RewardListDto extends PointsListDto {
  @ApiProperty({ type: () => [RewardDto] })
  data!: RewardDto[];
}
