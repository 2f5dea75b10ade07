// What a provider knows an operation by, as the API description shows it.
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { MAYBE_TEXT } from '../openapi/properties';

@ApiSchema({
  name: 'ProviderReference',
  description:
    'What a provider and its statement know an operation by. Beside `reference` and `transaction_id` each provider names what it does, as text: further members may come. Never a secret.',
})
export class ProviderReferenceDto {
  /** Providers may name more. */
  [name: string]: string | null;

  @ApiProperty({
    type: String,
    example: 'op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4',
    description: 'Ours: the provider got it with the request.',
  })
  reference!: string;

  @ApiProperty({
    ...MAYBE_TEXT,
    example: '4711',
    description: "The provider's own number; null where it gave none, or has not answered.",
  })
  transaction_id!: string | null;

  @ApiPropertyOptional({
    type: String,
    example: '100200300400',
    description:
      'Blu and OTT: of the voucher that was redeemed, or of the new one after a refund. 1Voucher: of the voucher in its reply: the change voucher, the original after a reversal, the new one after a refund.',
  })
  serial_number?: string;

  @ApiPropertyOptional({ type: String, example: '88001', description: 'OTT.' })
  voucher_id?: string;

  @ApiPropertyOptional({ type: String, example: '1', description: 'OTT, of a refund voucher.' })
  batch?: string;

  @ApiPropertyOptional({ type: String, example: '99001', description: 'Blu.' })
  voucher_reference?: string;

  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    description: '1Voucher and Blu: when the provider says it happened.',
  })
  transaction_date?: string;
}

/** One of each provider, as they stand after a capture. */
export const PROVIDER_REFERENCE_EXAMPLES = [
  {
    reference: 'op-6740aa51c2f9d1e0b7a3c455-e0b7a3c4',
    transaction_id: '4711',
    transaction_date: '2026-11-20T12:03:22.000Z',
  },
  {
    reference: 'op-6740aa51c2f9d1e0b7a3c456-e0b7a3c5',
    transaction_id: '88001',
    voucher_id: '88001',
    serial_number: '501200300400',
  },
  { reference: 'op-6740aa51c2f9d1e0b7a3c457-e0b7a3c6', transaction_id: null, serial_number: '601200300400' },
];
