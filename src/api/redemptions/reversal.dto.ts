// A reversal as the API description shows it.
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { OPERATION_STATUSES } from '../../core/redemption/redemption';
import { CURRENCIES } from '../../core/values/money';
import { CENTS, idOf, MAYBE_TEXT, MAYBE_TIME, TIME } from '../openapi/properties';
import { ProviderReferenceDto } from '../vouchers/provider-reference.dto';
import { IssuedVoucherDto, RedemptionErrorDto } from './response.dto';

@ApiSchema({ name: 'Reversal' })
export class ReversalDto {
  @ApiProperty(idOf('rev'))
  id!: string;

  @ApiProperty({ enum: ['reversal'] })
  object!: 'reversal';

  @ApiProperty(idOf('rdm'))
  redemption_id!: string;

  @ApiProperty({ type: String, example: 'vouchers.one_voucher', description: 'Of its redemption.' })
  type!: string;

  @ApiProperty({ ...MAYBE_TEXT, example: 'order-1042', description: 'Of its redemption.' })
  external_reference!: string | null;

  @ApiProperty({
    type: () => ProviderReferenceDto,
    nullable: true,
    description: 'What the provider and its statement know it by. Null where nothing was sent.',
  })
  provider_reference!: ProviderReferenceDto | null;

  @ApiProperty({ ...CENTS, example: 1500 })
  amount!: number;

  @ApiProperty({ enum: CURRENCIES })
  currency!: (typeof CURRENCIES)[number];

  @ApiProperty({ type: String, example: 'Customer returned the goods' })
  reason!: string;

  @ApiProperty({ enum: OPERATION_STATUSES })
  status!: (typeof OPERATION_STATUSES)[number];

  @ApiProperty({
    enum: ['restored', 'refund_voucher'],
    description: '`restored`: the original voucher lives again. `refund_voucher`: a new voucher was issued.',
  })
  method!: 'restored' | 'refund_voucher';

  @ApiProperty({ type: () => IssuedVoucherDto, nullable: true })
  refund_voucher!: IssuedVoucherDto | null;

  @ApiProperty({ type: () => RedemptionErrorDto, nullable: true })
  error!: RedemptionErrorDto | null;

  @ApiProperty({ ...MAYBE_TIME, description: 'When it succeeded or failed. Null until then.' })
  settled_at!: string | null;

  @ApiProperty(TIME)
  created_at!: string;

  @ApiProperty(TIME)
  updated_at!: string;
}
