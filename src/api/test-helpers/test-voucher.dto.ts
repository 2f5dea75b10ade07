// The request for a test voucher, and how the voucher is shown.
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import { AMOUNT, IsAmount, IsVoucherType, MayBeAbsent } from '../input/validation-rules';

@ApiSchema({ name: 'CreateTestVoucherRequest' })
export class CreateTestVoucherDto {
  @ApiProperty({ type: String, example: 'vouchers.one_voucher' })
  @IsVoucherType()
  type!: string;

  @ApiProperty({
    ...AMOUNT,
    example: 1900,
    description: 'What the voucher is worth, in cents.',
  })
  @IsAmount()
  amount!: number;

  @ApiPropertyOptional({
    type: String,
    default: 'ok',
    example: 'drop_after_taking',
    description: 'How the simulator behaves when this voucher is redeemed.',
  })
  @MayBeAbsent()
  @IsString({ message: 'must be a string' })
  scenario?: string;
}

@ApiSchema({ name: 'TestVoucher' })
export class TestVoucherDto {
  @ApiProperty({ enum: ['test_voucher'] })
  object!: 'test_voucher';

  @ApiProperty({ type: Boolean, enum: [false] })
  livemode!: false;

  @ApiProperty({ type: String, example: 'vouchers.one_voucher' })
  type!: string;

  @ApiProperty({ type: 'integer', minimum: 1, example: 1900 })
  amount!: number;

  @ApiProperty({ type: String, example: 'ZAR' })
  currency!: string;

  @ApiProperty({ type: String, example: 'ok' })
  scenario!: string;

  @ApiProperty({ type: String, example: '1115684091419838' })
  pin!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { pin: '1115684091419838' },
    description: 'Ready to be sent as `source`.',
  })
  source!: Record<string, string>;
}
