// Terminals as the API description shows them, and what a request about them may hold.
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsString, Matches } from 'class-validator';
import { DELIVERIES, TERMINAL_STATUSES, type Delivery, type TerminalStatus } from '../../core/terminals/terminal';
import { TYPED_CODE } from '../../auth/pairing-code';
import { IsText } from '../input/validation-rules';
import { ListDto } from '../lists/list.dto';
import { idOf, MAYBE_TEXT, MAYBE_TIME, TIME } from '../openapi/properties';

const TERMINAL_ID = /^[A-Za-z0-9]{1,40}$/;
const CODE = {
  type: 'string',
  example: 'K7QM3XWD',
  description: 'Eight characters, for ten minutes and one claim.',
} as const;

@ApiSchema({ name: 'CreateTerminalRequest' })
export class CreateTerminalDto {
  @ApiProperty({
    type: 'string',
    pattern: TERMINAL_ID.source,
    example: 'TILL3',
    description: 'Your own name of the till: every redemption it makes carries it. Unique among those not revoked.',
  })
  @Matches(TERMINAL_ID, { message: 'must be 1 to 40 letters and digits' })
  terminal_id!: string;

  @ApiProperty({ type: 'string', example: 'Front till, Rosebank' })
  @IsText(100)
  name!: string;
}

@ApiSchema({ name: 'ClaimTerminalRequest' })
export class ClaimDto {
  @ApiProperty({ ...CODE, pattern: TYPED_CODE, description: 'In any case, with spaces and dashes as they were typed.' })
  @IsString({ message: 'must be a string' })
  pairing_code!: string;

  @ApiProperty({
    enum: DELIVERIES,
    description:
      '`cookie`: a cookie that no script can read, for a page of this server; needs HTTPS, the header `Vouch-Till: 1` and our own origin. `key`: the key in the answer, once, for a point of sale of your own.',
  })
  @IsIn(DELIVERIES, { message: `must be one of ${DELIVERIES.join(', ')}` })
  deliver!: Delivery;
}

@ApiSchema({ name: 'Terminal' })
export class TerminalDto {
  @ApiProperty(idOf('trm'))
  id!: string;

  @ApiProperty({ enum: ['terminal'] })
  object!: 'terminal';

  @ApiProperty({ type: Boolean })
  livemode!: boolean;

  @ApiProperty({ type: String, example: 'TILL3' })
  terminal_id!: string;

  @ApiProperty({ type: String, example: 'Front till, Rosebank' })
  name!: string;

  @ApiProperty({
    enum: TERMINAL_STATUSES,
    description: '`pairing`: a code waits. `unpaired`: it ran out. `revoked` is for good.',
  })
  status!: TerminalStatus;

  @ApiProperty({
    type: String,
    enum: DELIVERIES,
    nullable: true,
    description: 'How it holds its key; null until paired.',
  })
  delivered_as!: Delivery | null;

  @ApiProperty({ ...MAYBE_TEXT, example: 'tk_test_…9aZ1', description: 'To recognise its key by.' })
  key_hint!: string | null;

  @ApiProperty(MAYBE_TIME)
  paired_at!: string | null;

  @ApiProperty({ ...MAYBE_TIME, description: 'Until then its code can be claimed; null where there is none.' })
  pairing_expires_at!: string | null;

  @ApiProperty(TIME)
  created_at!: string;

  @ApiProperty({ type: String, description: 'The key that made it, or a person at the command line.' })
  created_by!: string;

  @ApiProperty(MAYBE_TIME)
  revoked_at!: string | null;

  @ApiProperty(MAYBE_TEXT)
  revoked_by!: string | null;
}

@ApiSchema({ name: 'TerminalWithPairingCode' })
export class TerminalWithCodeDto extends TerminalDto {
  @ApiProperty(CODE)
  pairing_code!: string;

  @ApiProperty({
    type: String,
    example: 'https://pay.example.com/till#K7QM3XWD',
    description:
      'Opens the till with this code filled in: for a QR code. What stands behind the `#` reaches no server and no log.',
  })
  pairing_url!: string;
}

@ApiSchema({ name: 'CurrentTerminal' })
export class CurrentTerminalDto extends TerminalDto {
  @ApiProperty({ type: String, example: 'default', description: 'Whose till it is: the name of the account.' })
  account_name!: string;
}

@ApiSchema({ name: 'ClaimedTerminal' })
export class ClaimedTerminalDto extends TerminalDto {
  @ApiProperty({
    type: 'string',
    nullable: true,
    example: 'tk_test_…',
    description: 'Shown this once: keep it. Null where it was delivered as a cookie.',
  })
  key!: string | null;
}

@ApiSchema({ name: 'TerminalList' })
export class TerminalListDto extends ListDto {
  @ApiProperty({ type: () => [TerminalDto] })
  data!: readonly TerminalDto[];
}
