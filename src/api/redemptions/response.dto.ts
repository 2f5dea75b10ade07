// The responses about redemptions as the API description shows them. Held to src/core/redemption/present.ts by the
// compiler where the controllers return them, and by a test that checks real responses against the document.
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { DECLINE_CODES, NOT_SENT_CODES } from '../../core/providers/outcome';
import {
  IN_DOUBT,
  OPERATION_STATUSES,
  OPERATION_TYPES,
  OUTCOMES,
  OWN_ERROR_CODES,
  STATUSES,
} from '../../core/redemption/redemption';
import { ADVICE_WORDS, type Advice } from '../../core/values/advice';
import { CURRENCIES } from '../../core/values/money';
import { CENTS, idOf, MAYBE_TEXT, MAYBE_TIME, TIME } from '../openapi/properties';
import { PROVIDER_REFERENCE_EXAMPLES, ProviderReferenceDto } from '../vouchers/provider-reference.dto';
import { CAPTURE_METHODS, METADATA_SCHEMA } from './request.dto';

const ERROR_CODES = [
  ...DECLINE_CODES,
  ...NOT_SENT_CODES,
  ...OWN_ERROR_CODES,
  IN_DOUBT,
  'voucher_not_redeemable',
] as const;

@ApiSchema({ name: 'RedemptionError' })
export class RedemptionErrorDto {
  @ApiProperty({
    enum: ERROR_CODES,
    example: 'voucher_already_redeemed',
    description:
      'Named once for all providers. `outcome_unknown` is the code of an operation in doubt, which may have moved the value; every other one says that nothing moved. Publishable keys read `voucher_not_redeemable` for every refused voucher.',
  })
  code!: string;

  @ApiProperty({ type: String, example: 'The voucher was redeemed before' })
  message!: string;

  @ApiProperty({
    enum: ADVICE_WORDS,
    example: 'try_another_voucher',
    description: 'What to do next, in one word. docs/errors.md says what each one means.',
  })
  advice!: Advice;

  @ApiProperty({ ...MAYBE_TEXT, example: '2401', description: "The provider's own code." })
  provider_code!: string | null;

  @ApiProperty({ ...MAYBE_TEXT, example: 'Voucher already used', description: "The provider's own words." })
  provider_message!: string | null;

  @ApiProperty({ ...idOf('op'), nullable: true, description: 'The operation that failed.' })
  operation_id!: string | null;

  @ApiProperty(TIME)
  at!: string;
}

@ApiSchema({
  name: 'IssuedVoucher',
  description: 'A voucher the provider issued: the change of a partial redemption, or a refund.',
})
export class IssuedVoucherDto {
  @ApiPropertyOptional({
    type: String,
    example: '4821930475610293',
    nullable: true,
    description:
      'In full in the answer to the request that took or gave back the value and in the repeats of that request, and to secret keys by GET; masked to its last four characters everywhere else. A publishable key reads it in the answer to its own create and in the repeats of it (which take its `Idempotency-Key`), never by an id. Null once it was erased, because the voucher was spent or had run out. Left out where it is not known here: with `delivery` `sms`, and where the provider issued change and the answer that had its PIN got lost. Then the customer is owed it, and a review `change_unknown` says whom to ask.',
  })
  pin?: string | null;

  @ApiPropertyOptional({ ...MAYBE_TEXT, example: '************0293', description: 'Only where the PIN was erased.' })
  masked_pin?: string | null;

  @ApiPropertyOptional({ ...TIME, description: 'Only where the PIN was erased: when.' })
  pin_erased_at?: string;

  @ApiProperty({ ...MAYBE_TEXT, example: '100200300400' })
  serial_number!: string | null;

  @ApiProperty(MAYBE_TIME)
  expires_at!: string | null;

  @ApiPropertyOptional({ ...CENTS, example: 400, description: 'Left out where the provider does not say (Blu).' })
  amount?: number;

  @ApiProperty({
    enum: ['inline', 'sms'],
    description: '`sms`: the provider sends it to the customer; there is no PIN here.',
  })
  delivery!: 'inline' | 'sms';
}

@ApiSchema({ name: 'Operation', description: 'One step towards, or back from, the provider.' })
export class OperationDto {
  @ApiProperty(idOf('op'))
  id!: string;

  @ApiProperty({ enum: OPERATION_TYPES })
  type!: (typeof OPERATION_TYPES)[number];

  @ApiProperty({
    enum: OPERATION_STATUSES,
    description: '`unknown`: it was sent, and no certain answer came back. Vouch keeps asking.',
  })
  status!: (typeof OPERATION_STATUSES)[number];

  @ApiProperty({
    ...CENTS,
    example: 1900,
    description: 'What the provider was asked for (0: the whole value); once it has succeeded, what the provider says.',
  })
  amount!: number;

  @ApiProperty({
    type: () => ProviderReferenceDto,
    nullable: true,
    description: 'What the provider and its statement know this operation by. Null where nothing is sent.',
  })
  provider_reference!: ProviderReferenceDto | null;

  @ApiProperty({ ...MAYBE_TEXT, description: 'The same as `provider_reference.transaction_id`.', deprecated: true })
  provider_transaction_id!: string | null;

  @ApiProperty({ type: () => RedemptionErrorDto, nullable: true })
  error!: RedemptionErrorDto | null;

  @ApiProperty(TIME)
  created_at!: string;

  @ApiProperty(TIME)
  updated_at!: string;
}

@ApiSchema({ name: 'RedemptionOptions' })
export class AnsweredOptionsDto {
  @ApiProperty({ enum: ['decline', 'allow'] })
  partial!: 'decline' | 'allow';

  @ApiPropertyOptional({ type: String, example: '27821234567' })
  mobile_number?: string;

  @ApiPropertyOptional({ type: String, example: 'STORE12' })
  store_id?: string;

  @ApiPropertyOptional({ type: String, example: 'TILL3' })
  terminal_id?: string;
}

@ApiSchema({ name: 'Redemption' })
export class RedemptionDto {
  @ApiProperty(idOf('rdm'))
  id!: string;

  @ApiProperty({ enum: ['redemption'] })
  object!: 'redemption';

  @ApiProperty({ type: Boolean, example: false })
  livemode!: boolean;

  @ApiProperty({
    type: 'integer',
    minimum: 1,
    example: 1,
    description: 'Moves with every change of state or amount. Also the `ETag`.',
  })
  version!: number;

  @ApiProperty({
    enum: STATUSES,
    description:
      '`draft`: recorded, nothing sent. `reserved`: the PIN is claimed here; value not yet taken, or not known to be (see `outcome`). `confirmed`: value taken. `failed`: proven that none was taken.',
  })
  status!: (typeof STATUSES)[number];

  @ApiProperty({
    enum: OUTCOMES,
    description:
      'What a till needs: `open` (not decided), `paid`, `not_paid`, `checking` (sent, no certain answer: hand over no goods, and do not retry with another key).',
  })
  outcome!: (typeof OUTCOMES)[number];

  @ApiProperty({ type: String, example: 'vouchers.one_voucher' })
  type!: string;

  @ApiProperty({ enum: CAPTURE_METHODS })
  capture_method!: (typeof CAPTURE_METHODS)[number];

  @ApiProperty({ ...CENTS, example: 1500, description: 'Asked for, in cents. 0: the whole value, until it is known.' })
  amount!: number;

  @ApiProperty({ enum: CURRENCIES })
  currency!: (typeof CURRENCIES)[number];

  @ApiProperty({ ...CENTS, description: 'Held now. 0 once captured or released.' })
  reserved_amount!: number;

  @ApiProperty({ ...CENTS, example: 1500, description: 'What the provider said it took. May differ from `amount`.' })
  redeemed_amount!: number;

  @ApiProperty({ ...CENTS, description: 'Given back so far. Never above `redeemed_amount`.' })
  reversed_amount!: number;

  @ApiPropertyOptional({
    ...CENTS,
    description:
      'Cents that people asked to give back and that wait for a second person. Left out where there are none.',
  })
  proposed_amount?: number;

  @ApiPropertyOptional({
    enum: [true],
    description:
      'Its time as a draft or a reservation is over, and it has not ended: the books were restored from a backup, and its capture may be lost with what they lack. A statement of the provider has to be read first, or a review waits for a verdict. Left out elsewhere.',
  })
  awaiting_statement?: true;

  @ApiPropertyOptional({
    type: [String],
    example: ['rvw_6740aa51c2f9d1e0b7a3c455'],
    description:
      'Reviews of it that no person has closed yet, where one redemption is read by its id. Left out where there are none, and for publishable keys.',
  })
  open_reviews?: readonly string[];

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { pin: '************9838' },
    description: 'As sent, secrets masked to their last four characters.',
  })
  source!: Record<string, string>;

  @ApiProperty({ type: () => AnsweredOptionsDto })
  redemption_options!: AnsweredOptionsDto;

  @ApiProperty({
    type: () => ProviderReferenceDto,
    nullable: true,
    examples: PROVIDER_REFERENCE_EXAMPLES,
    description:
      "Of the newest operation that was sent: after a reversal the reversal's. Each of `operations` keeps its own. Null until something was sent.",
  })
  provider_reference!: ProviderReferenceDto | null;

  @ApiProperty({ type: () => IssuedVoucherDto, nullable: true, description: 'Replaces what was left on the voucher.' })
  change_voucher!: IssuedVoucherDto | null;

  @ApiProperty({ type: () => RedemptionErrorDto, nullable: true })
  last_error!: RedemptionErrorDto | null;

  @ApiProperty({ type: () => [OperationDto] })
  operations!: OperationDto[];

  @ApiProperty({ ...METADATA_SCHEMA, example: { order: '1042' } })
  metadata!: Record<string, string>;

  @ApiProperty({ ...MAYBE_TEXT, example: 'order-1042' })
  external_reference!: string | null;

  @ApiProperty({ type: [String], example: ['basket-77'] })
  related_ids!: string[];

  @ApiProperty({
    ...TIME,
    nullable: true,
    description: 'When the reservation lapses unless it is captured. Null where nothing waits for a capture.',
  })
  reserved_until!: string | null;

  @ApiProperty({ ...MAYBE_TIME, description: 'When Vouch asks the provider next.' })
  next_check_at!: string | null;

  @ApiProperty({ ...MAYBE_TIME, description: 'When it became paid or not paid. Null until then.' })
  settled_at!: string | null;

  @ApiProperty(TIME)
  created_at!: string;

  @ApiProperty(TIME)
  updated_at!: string;
}
