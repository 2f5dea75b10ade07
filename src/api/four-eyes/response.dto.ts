// Proposals, terms and revealed PINs as the API description shows them.
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { PROPOSAL_STATUSES, type ProposalStatus } from '../../core/redemption/people/proposal';
import { CURRENCIES } from '../../core/values/money';
import { ListDto } from '../lists/list.dto';
import { CENTS, idOf, MAYBE_TEXT, MAYBE_TIME, TIME } from '../openapi/properties';
import { ReversalDto } from '../redemptions/reversal.dto';
import { ActorDto } from '../redemptions/timeline.dto';

@ApiSchema({ name: 'ReversalProposal', description: 'What one person asked to give back, for another to decide on.' })
export class ProposalDto {
  @ApiProperty(idOf('rpr'))
  id!: string;

  @ApiProperty({ enum: ['reversal_proposal'] })
  object!: 'reversal_proposal';

  @ApiProperty({ type: Boolean, example: true })
  livemode!: boolean;

  @ApiProperty(idOf('rdm'))
  redemption_id!: string;

  @ApiProperty({ type: String, example: 'vouchers.one_voucher', description: 'Of its redemption.' })
  type!: string;

  @ApiProperty({ ...MAYBE_TEXT, example: 'order-1042', description: 'Of its redemption.' })
  external_reference!: string | null;

  @ApiProperty({ ...CENTS, example: 150000, description: 'Set aside for as long as it waits.' })
  amount!: number;

  @ApiProperty({ enum: CURRENCIES })
  currency!: (typeof CURRENCIES)[number];

  @ApiProperty({ type: String, example: 'Customer returned the goods' })
  reason!: string;

  @ApiProperty({ enum: PROPOSAL_STATUSES })
  status!: ProposalStatus;

  @ApiProperty({ type: () => ActorDto })
  proposed_by!: ActorDto;

  @ApiProperty({ type: () => ActorDto, nullable: true, description: 'Null while it waits, and where it lapsed.' })
  decided_by!: ActorDto | null;

  @ApiProperty({ ...MAYBE_TEXT, description: 'Why it was rejected.' })
  note!: string | null;

  @ApiProperty({ ...idOf('rev'), nullable: true, description: 'What the approval began.' })
  reversal_id!: string | null;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'For `If-Match`: of the redemption.' })
  version!: number;

  @ApiProperty({ ...TIME, description: 'Where nobody decides before.' })
  lapses_at!: string;

  @ApiProperty({ ...MAYBE_TIME, description: 'When it was approved or rejected, or lapsed.' })
  decided_at!: string | null;

  @ApiProperty(TIME)
  created_at!: string;
}

@ApiSchema({ name: 'ReversalProposalList' })
export class ProposalListDto extends ListDto {
  @ApiProperty({ type: () => [ProposalDto] })
  data!: readonly ProposalDto[];
}

@ApiSchema({ name: 'ApprovedReversalProposal' })
export class ApprovedProposalDto extends ProposalDto {
  @ApiProperty({ type: () => ReversalDto, description: 'What became of it: read its `status`. PINs masked.' })
  reversal!: ReversalDto;
}

@ApiSchema({ name: 'WhyNotReversible' })
export class WhyNotDto {
  @ApiProperty({ type: String, example: 'invalid_state', description: 'What a reversal would be refused with now.' })
  code!: string;

  @ApiProperty({ type: String })
  message!: string;
}

@ApiSchema({ name: 'ReversalTerms', description: 'What a reversal would be like, of this moment and for this caller.' })
export class TermsDto {
  @ApiProperty({ enum: ['reversal_terms'] })
  object!: 'reversal_terms';

  @ApiProperty(idOf('rdm'))
  redemption_id!: string;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'For `If-Match`.' })
  version!: number;

  @ApiProperty({ enum: CURRENCIES })
  currency!: (typeof CURRENCIES)[number];

  @ApiProperty({ ...CENTS, description: 'Not given back, not on its way, and not set aside for a proposal.' })
  left!: number;

  @ApiProperty({ ...CENTS, description: 'Set aside for proposals that wait.' })
  proposed_amount!: number;

  @ApiProperty({
    type: () => [ProposalDto],
    description: 'Those that wait, oldest first: who asked for what, and when.',
  })
  waiting!: readonly ProposalDto[];

  @ApiProperty({ ...CENTS, description: 'What the caller may give back alone. Of a key: all that is left.' })
  free_now!: number;

  @ApiProperty({
    type: 'integer',
    format: 'int64',
    minimum: 0,
    nullable: true,
    description: 'More than this takes a second person now. Null: nothing that is left does.',
  })
  needs_second_person_above!: number | null;

  @ApiProperty({
    enum: ['same_voucher', 'new_voucher', 'unknown'],
    description:
      'How all that is left would come back. A part may come back as a new voucher where all of it would not: see `gives_back_part`.',
  })
  gives_back!: 'same_voucher' | 'new_voucher' | 'unknown';

  @ApiProperty({
    enum: ['same_voucher', 'new_voucher'],
    nullable: true,
    description: 'How less than all that is left would come back. Null: no part can be given back now.',
  })
  gives_back_part!: 'same_voucher' | 'new_voucher' | null;

  @ApiProperty({ type: Boolean })
  reversible!: boolean;

  @ApiProperty({ type: () => WhyNotDto, nullable: true, description: 'Null where it is reversible.' })
  why_not!: WhyNotDto | null;
}

@ApiSchema({ name: 'RevealedPin', description: 'Shown in this answer alone, which is kept nowhere.' })
export class RevealedPinDto {
  @ApiProperty({ enum: ['revealed_pin'] })
  object!: 'revealed_pin';

  @ApiProperty(idOf('rdm'))
  redemption_id!: string;

  @ApiProperty({ enum: ['change', 'refund'] })
  voucher!: 'change' | 'refund';

  @ApiProperty({ ...idOf('rev'), nullable: true, description: 'Of a refund.' })
  reversal_id!: string | null;

  @ApiProperty({ type: String, example: '4821930475610293' })
  pin!: string;

  @ApiProperty({ ...MAYBE_TEXT, example: '100200300400' })
  serial_number!: string | null;

  @ApiProperty(MAYBE_TIME)
  expires_at!: string | null;

  @ApiProperty({
    type: 'integer',
    format: 'int64',
    minimum: 0,
    nullable: true,
    description: 'Null where the provider does not say.',
  })
  amount!: number | null;
}
