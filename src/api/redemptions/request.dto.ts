// What clients may send about redemptions, and the rules each field is held to. The source is checked by its provider's own
// field list, metadata pair by pair: see read-request.ts. `type` and `source` stand in
// vouchers/request.dto.ts, because a look-up has them too.
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsObject, Matches } from 'class-validator';
import { KEY, pairsOf } from '../input/told';
import { AMOUNT, IsAmount, IsForm, IsSaid, IsText, MayBeAbsent, MayBeNull } from '../input/validation-rules';
import { PresentedDto } from '../vouchers/request.dto';

const PARTIAL = ['decline', 'allow'] as const;
/** When the value is taken: in the call that creates, or by `capture`. */
export const CAPTURE_METHODS = ['automatic', 'manual'] as const;
const OWNER_ID = /^[A-Za-z0-9]{1,40}$/;
const OWNER_ID_RULE = 'must be 1 to 40 letters and digits';

/** JSON Schema of metadata, for requests and responses alike. `checkMetadata` holds requests to the same numbers. */
export const METADATA_SCHEMA = pairsOf();
const IsBodyKey = () => IsForm(/^[\x20-\x7e]{1,255}$/, 'must be 1 to 255 printable ASCII characters', KEY);
const BODY_KEY =
  'The same as the `Idempotency-Key` header, for clients that cannot set headers. Where both are sent they must be equal.';

@ApiSchema({ name: 'RedemptionOptionsRequest' })
export class OptionsDto {
  @ApiPropertyOptional({
    enum: PARTIAL,
    default: 'decline',
    description: '`decline`: take the asked amount or nothing. `allow`: take what is there, if it is less.',
  })
  @MayBeAbsent()
  @IsIn(PARTIAL, { message: 'must be decline or allow' })
  partial?: (typeof PARTIAL)[number];

  @ApiPropertyOptional({
    pattern: '^27\\d{9}$',
    example: '27821234567',
    description: 'Mobile number of the customer. Some providers then send the change by SMS.',
  })
  @MayBeAbsent()
  @Matches(/^27\d{9}$/, { message: 'must be 27 and nine digits' })
  mobile_number?: string;

  @ApiPropertyOptional({ pattern: OWNER_ID.source, example: 'STORE12', description: 'Your shop.' })
  @MayBeAbsent()
  @Matches(OWNER_ID, { message: OWNER_ID_RULE })
  store_id?: string;

  @ApiPropertyOptional({ pattern: OWNER_ID.source, example: 'TILL3', description: 'Your till.' })
  @MayBeAbsent()
  @Matches(OWNER_ID, { message: OWNER_ID_RULE })
  terminal_id?: string;
}

@ApiSchema({ name: 'CreateRedemptionRequest' })
export class CreateDto extends PresentedDto {
  @ApiPropertyOptional({ ...AMOUNT, example: 1900, description: 'In cents. Left out, the whole value is taken.' })
  @MayBeAbsent()
  @IsAmount()
  amount?: number;

  @ApiPropertyOptional({
    pattern: '^[A-Z]{3}$',
    example: 'ZAR',
    description: 'ISO 4217. Needed with `amount`, and only with it.',
  })
  @MayBeAbsent()
  @Matches(/^[A-Z]{3}$/, { message: 'must be an ISO 4217 code such as ZAR' })
  currency?: string;

  @ApiPropertyOptional({
    enum: CAPTURE_METHODS,
    default: 'automatic',
    description: '`automatic`: this one call takes the value. `manual`: stop at `reserved`; take it with `capture`.',
  })
  @MayBeAbsent()
  @IsIn(CAPTURE_METHODS, { message: 'must be automatic or manual' })
  capture_method?: (typeof CAPTURE_METHODS)[number];

  @ApiPropertyOptional({
    type: Boolean,
    default: true,
    description: 'False: stay `draft`. Nothing is claimed and nothing is sent.',
  })
  @MayBeAbsent()
  @IsBoolean({ message: 'must be true or false' })
  confirm?: boolean;

  @ApiPropertyOptional({ type: () => OptionsDto, description: 'Forwarded to the provider.' })
  @MayBeAbsent()
  @IsObject({ message: 'must be an object' })
  redemption_options?: Record<string, unknown>;

  @ApiPropertyOptional({ ...METADATA_SCHEMA, example: { order: '1042' }, description: 'Your own notes.' })
  @MayBeAbsent()
  @IsObject({ message: 'must be an object' })
  metadata?: Record<string, unknown>;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'order-1042',
    description: 'Your own number for it; lists can be filtered by it.',
  })
  @MayBeNull()
  @IsText(255)
  external_reference?: string | null;

  @ApiPropertyOptional({
    type: [String],
    maxItems: 20,
    description: 'Ids of whatever else this belongs to.',
  })
  @MayBeAbsent()
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(20, { message: 'may have at most 20 entries' })
  @IsText(64, { each: true })
  related_ids?: string[];

  @ApiPropertyOptional({ type: String, description: BODY_KEY })
  @MayBeAbsent()
  @IsBodyKey()
  idempotency_key?: string;
}

/** Of calls that have nothing to say beyond their address. */
@ApiSchema({ name: 'EmptyRequest' })
export class EmptyDto {}

@ApiSchema({ name: 'CaptureRequest' })
export class CaptureDto {
  @ApiPropertyOptional({
    ...AMOUNT,
    example: 1500,
    description: 'In cents, at most `reserved_amount`. Left out, all that is reserved is taken.',
  })
  @MayBeAbsent()
  @IsAmount()
  amount?: number;
}

@ApiSchema({ name: 'ReverseRequest' })
export class ReverseDto {
  @ApiProperty({
    type: String,
    example: 'Customer returned the goods',
    description: 'Why. It stays in the timeline.',
  })
  @IsSaid(500)
  reason!: string;

  @ApiPropertyOptional({ ...AMOUNT, example: 500, description: 'In cents. Left out, all that is left is given back.' })
  @MayBeAbsent()
  @IsAmount()
  amount?: number;

  @ApiPropertyOptional({ type: String, description: BODY_KEY })
  @MayBeAbsent()
  @IsBodyKey()
  idempotency_key?: string;
}

@ApiSchema({ name: 'UpdateRedemptionRequest' })
export class UpdateDto {
  @ApiPropertyOptional({ ...METADATA_SCHEMA, example: { order: '1043' }, description: 'Replaces all metadata.' })
  @MayBeAbsent()
  @IsObject({ message: 'must be an object' })
  metadata?: Record<string, unknown>;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'order-1043',
    description: 'Null clears it.',
  })
  @MayBeNull()
  @IsText(255)
  external_reference?: string | null;
}
