// The audit log as the API description shows it.
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { ACTS, type Act, type AuditDetails } from '../../core/people/audit';
import { IsText, MayBeAbsent } from '../input/validation-rules';
import { PageDto } from '../lists/list-filters';
import { ListDto } from '../lists/list.dto';
import { idOf, MAYBE_TEXT, TIME } from '../openapi/properties';

const ACTORS = ['user', 'api_key', 'terminal', 'command', 'stranger'] as const;

/** The filters, as they arrive. */
export class AuditQueryDto extends PageDto {
  @MayBeAbsent()
  @IsText(40)
  user_id?: string;

  @MayBeAbsent()
  @IsIn(ACTS, { message: `must be one of ${ACTS.join(', ')}` })
  act?: Act;

  @MayBeAbsent()
  @IsText(40)
  from?: string;

  @MayBeAbsent()
  @IsText(40)
  to?: string;
}

@ApiSchema({ name: 'AuditActor' })
export class AuditActorDto {
  @ApiProperty({ enum: ACTORS, description: '`stranger`: somebody who tried to sign in as this user.' })
  kind!: (typeof ACTORS)[number];

  @ApiProperty(MAYBE_TEXT)
  id!: string | null;

  @ApiProperty(MAYBE_TEXT)
  email!: string | null;
}

@ApiSchema({ name: 'AuditAbout' })
export class AuditAboutDto {
  @ApiProperty({ type: String, example: 'user' })
  kind!: string;

  @ApiProperty({ type: String, example: 'usr_6740aa51c2f9d1e0b7a3c455' })
  id!: string;
}

@ApiSchema({ name: 'AuditEntry' })
export class AuditEntryDto {
  @ApiProperty(idOf('aud'))
  id!: string;

  @ApiProperty({ enum: ['audit_entry'] })
  object!: 'audit_entry';

  @ApiProperty(TIME)
  at!: string;

  @ApiProperty({ enum: ACTS })
  act!: Act;

  @ApiProperty({ type: AuditActorDto })
  actor!: AuditActorDto;

  @ApiProperty({ ...MAYBE_TEXT, description: 'Where the request came from; of IPv6 the network.' })
  address!: string | null;

  @ApiProperty(MAYBE_TEXT)
  request_id!: string | null;

  @ApiProperty({ type: AuditAboutDto, nullable: true })
  about!: AuditAboutDto | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'What else is told of this act. Never a PIN.',
  })
  details!: AuditDetails;
}

@ApiSchema({ name: 'AuditLog' })
export class AuditListDto extends ListDto {
  @ApiProperty({ type: () => [AuditEntryDto] })
  data!: readonly AuditEntryDto[];
}
