// Receipts of an outcome: what a till says of one, and what it is told.
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { RECEIPT_KINDS, type ReceiptKind } from '../../core/redemption/receipts';
import type { Acknowledged } from '../../core/use-cases/acknowledge';
import { isoTime } from '../../core/values/time';
import { idOf, TIME } from '../openapi/properties';

@ApiSchema({ name: 'AcknowledgeRequest' })
export class AcknowledgeDto {
  @ApiProperty({ enum: RECEIPT_KINDS, description: 'What the customer was given.' })
  @IsIn(RECEIPT_KINDS, { message: `must be one of ${RECEIPT_KINDS.join(', ')}` })
  receipt!: ReceiptKind;
}

@ApiSchema({ name: 'Receipt' })
export class ReceiptDto {
  @ApiProperty({ enum: ['receipt'] })
  object!: 'receipt';

  @ApiProperty(idOf('rdm'))
  redemption_id!: string;

  @ApiProperty({ enum: RECEIPT_KINDS })
  receipt!: ReceiptKind;

  @ApiProperty({ type: 'integer', minimum: 1, description: '1 is the first of its kind; from 2 on it is a copy.' })
  copy!: number;

  @ApiProperty(TIME)
  at!: string;
}

/** The receipt that this call wrote down. */
export function presentReceipt({ redemption, entry, receipt }: Acknowledged): ReceiptDto {
  return {
    object: 'receipt',
    redemption_id: redemption.id,
    receipt,
    copy: Number(entry.detail['copy']),
    at: isoTime(entry.at),
  };
}
