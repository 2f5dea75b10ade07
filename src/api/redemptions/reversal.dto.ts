// A reversal as the API description shows it.
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { OPERATION_STATUSES } from '../../core/redemption/redemption';
import { CURRENCIES } from '../../core/values/money';
import { CENTS, idOf, TIME } from '../openapi/properties';
import { IssuedVoucherDto, RedemptionErrorDto } from './response.dto';

@ApiSchema({ name: 'Reversal' })
export class ReversalDto {
  @ApiProperty(idOf('rev'))
  id!: string;

  @ApiProperty({ enum: ['reversal'] })
  object!: 'reversal';

  @ApiProperty(idOf('rdm'))
  redemption_id!: string;

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

  @ApiProperty(TIME)
  created_at!: string;

  @ApiProperty(TIME)
  updated_at!: string;
}
