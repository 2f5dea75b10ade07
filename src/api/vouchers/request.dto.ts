// A voucher as it is presented in a request.
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsObject } from 'class-validator';
import { IsVoucherType } from '../input/validation-rules';

/** A type and what the customer presents: the part that a redemption and a look-up have in common. */
export class PresentedDto {
  @ApiProperty({
    type: String,
    example: 'vouchers.one_voucher',
    description: 'One of the types that `GET /v1/redemptions/types` lists.',
  })
  @IsVoucherType()
  type!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { pin: '1115684091419838' },
    description:
      'What the customer presents. Its fields depend on `type`: see `required_fields`. Spaces, dashes and invisible characters in a PIN are ignored, and its digits may be of any script.',
  })
  @IsObject({ message: 'must be an object' })
  source!: Record<string, unknown>;
}

@ApiSchema({ name: 'LookupRequest' })
export class LookupDto extends PresentedDto {}
