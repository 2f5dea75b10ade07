// What is sent about acts that take a second person or leave a trace: a decision, and a look at a PIN.
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IsSaid, MayBeAbsent } from '../input/validation-rules';
import { IsId } from '../lists/list-filters';
import { idOf } from '../openapi/properties';

const VOUCHERS = ['change', 'refund'] as const;

@ApiSchema({ name: 'RejectProposalRequest' })
export class RejectDto {
  @ApiProperty({
    type: String,
    example: 'The customer has been helped already',
    description: 'Why. It stays in the timeline.',
  })
  @IsSaid(500)
  note!: string;
}

@ApiSchema({ name: 'RevealPinRequest' })
export class RevealDto {
  @ApiProperty({ enum: VOUCHERS, description: '`change`: of the redemption. `refund`: what a reversal issued.' })
  @IsIn(VOUCHERS, { message: `must be ${VOUCHERS.join(' or ')}` })
  voucher!: (typeof VOUCHERS)[number];

  @ApiPropertyOptional({ ...idOf('rev'), description: 'Of a refund. Needed where several reversals issued a voucher.' })
  @MayBeAbsent()
  @IsId('rev')
  reversal_id?: string;

  @ApiProperty({ type: String, example: 'The customer lost the slip', description: 'Why. It stays in the timeline.' })
  @IsSaid(500)
  reason!: string;
}
