// The voucher types as the API description shows them.
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { ListDto } from '../lists/list.dto';

@ApiSchema({ name: 'Capabilities' })
export class CapabilitiesDto {
  @ApiProperty({ type: Boolean, description: 'The voucher can be held before value is taken.' })
  reserve!: boolean;

  @ApiProperty({ type: Boolean })
  redeem!: boolean;

  @ApiProperty({ type: Boolean, description: 'Less than its value can be taken.' })
  partial!: boolean;

  @ApiProperty({ type: Boolean, description: 'Value can be given back.' })
  refund!: boolean;

  @ApiProperty({ type: Boolean, description: 'Its value can be read without taking it.' })
  lookup!: boolean;

  @ApiProperty({ enum: ['INLINE', 'SMS', 'NONE'], description: 'How change reaches the customer.' })
  change_voucher!: 'INLINE' | 'SMS' | 'NONE';
}

@ApiSchema({ name: 'RequiredField', description: 'One field of `source`.' })
export class RequiredFieldDto {
  @ApiProperty({ type: String, example: 'pin' })
  name!: string;

  @ApiPropertyOptional({ type: [String], description: 'Other names it is accepted under.' })
  aliases?: readonly string[];

  @ApiProperty({ enum: ['string'] })
  type!: 'string';

  @ApiProperty({ type: Boolean })
  required!: boolean;

  @ApiPropertyOptional({ type: String, description: 'Of the fields with the same word here exactly one must be sent.' })
  choice?: string;

  @ApiProperty({ type: Boolean, description: 'A secret: masked everywhere, and never to be logged.' })
  sensitive!: boolean;

  @ApiProperty({
    type: String,
    example: '^\\d{16}$',
    description:
      'Regular expression. In a sensitive field it is applied after spaces, dashes and invisible characters are taken out and digits of other scripts are written in ASCII.',
  })
  pattern!: string;

  @ApiProperty({ type: String, example: '16 digits, as printed on the voucher' })
  description!: string;

  @ApiProperty({ type: String, example: '1115684091419838' })
  example!: string;
}

@ApiSchema({ name: 'VoucherType' })
export class VoucherTypeDto {
  @ApiProperty({ type: String, example: 'vouchers.one_voucher' })
  type!: string;

  @ApiProperty({ type: String, example: 'vouchers' })
  category!: string;

  @ApiProperty({ type: String, example: '1Voucher' })
  name!: string;

  @ApiProperty({ type: String })
  description!: string;

  @ApiProperty({
    type: 'string',
    format: 'uri-reference',
    description: 'Of the provider. Of points, which this server keeps itself, its own documentation.',
  })
  website!: string;

  @ApiProperty({ type: [String], example: ['ZAR'] })
  currencies!: readonly string[];

  @ApiProperty({ type: () => CapabilitiesDto })
  capabilities!: CapabilitiesDto;

  // A linter takes an object that has an `example` for a schema, so the example of the whole shows none.
  @ApiProperty({ type: () => [RequiredFieldDto], example: [] })
  required_fields!: readonly RequiredFieldDto[];
}

@ApiSchema({ name: 'VoucherTypeList' })
export class VoucherTypeListDto extends ListDto {
  @ApiProperty({ type: () => [VoucherTypeDto] })
  data!: readonly VoucherTypeDto[];
}
