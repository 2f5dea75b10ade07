// Sessions as the API description shows them, and what a request about the own one may hold.
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import { PERMISSIONS, type Permission } from '../../core/accounts/permissions';
import { ROLES, type Role } from '../../core/accounts/roles';
import { SESSION_STATUSES, type SessionStatus } from '../../core/people/session';
import { IsText, MayBeAbsent, rule } from '../input/validation-rules';
import { ListDto } from '../lists/list.dto';
import { idOf, MAYBE_TIME, TIME } from '../openapi/properties';

/** NIST SP 800-63B-4 and ASVS 5, 6.2.1: the length is what counts, and nothing else is asked for. */
const LEAST_PASSWORD = 12;
const MOST_PASSWORD = 256;
/** Marks that a composed character may be written with, and halves of characters. What has more is none: to compose marks costs the square of their number. */
const MOST_WRITTEN = 4 * MOST_PASSWORD;

/** Characters as people count them, in the form that is hashed. */
function lengthOf(text: string): number {
  return text.length > MOST_WRITTEN ? Infinity : Array.from(text.normalize('NFKC')).length;
}

const IsNewPassword = () =>
  rule(
    'isNewPassword',
    (value) => typeof value === 'string' && isLongEnough(lengthOf(value)),
    `must have ${String(LEAST_PASSWORD)} to ${String(MOST_PASSWORD)} characters`,
  );

function isLongEnough(length: number): boolean {
  return length >= LEAST_PASSWORD && length <= MOST_PASSWORD;
}

/** A password that is given, not chosen: as it was typed. */
const IsPassword = () => rule('isPassword', isPassword, `must be a string of 1 to ${String(MOST_PASSWORD)} characters`);

function isPassword(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && lengthOf(value) <= MOST_PASSWORD;
}

const PASSWORD = { type: 'string', minLength: 1, maxLength: MOST_PASSWORD, format: 'password' } as const;
const CODE = {
  type: 'string',
  minLength: 1,
  maxLength: 60,
  example: '123456',
  description: 'What the authenticator shows, or a recovery code. Each counts once.',
} as const;

@ApiSchema({ name: 'SignInRequest' })
export class SignInDto {
  @ApiProperty({ type: String, maxLength: 254, example: 'thandi@shop.example' })
  @IsText(254)
  email!: string;

  @ApiProperty(PASSWORD)
  @IsPassword()
  password!: string;
}

@ApiSchema({ name: 'CodeRequest' })
export class CodeDto {
  @ApiProperty(CODE)
  @IsText(60)
  code!: string;
}

@ApiSchema({ name: 'ChoosePasswordRequest' })
export class ChoosePasswordDto {
  @ApiProperty({ ...PASSWORD, minLength: LEAST_PASSWORD, description: 'Any characters. Common ones are refused.' })
  @IsNewPassword()
  new_password!: string;

  @ApiProperty({
    ...PASSWORD,
    required: false,
    description: 'The present one. Left out after a printed one was given.',
  })
  @MayBeAbsent()
  @IsPassword()
  password?: string;
}

@ApiSchema({ name: 'StepUpRequest' })
export class StepUpDto {
  @ApiProperty({ ...PASSWORD, required: false, description: 'Either this or `code`.' })
  @MayBeAbsent()
  @IsPassword()
  password?: string;

  @ApiProperty({ ...CODE, required: false })
  @MayBeAbsent()
  @IsString({ message: 'must be a string' })
  @IsText(60)
  code?: string;
}

@ApiSchema({ name: 'ConsoleSessionUser' })
export class SessionUserDto {
  @ApiProperty(idOf('usr'))
  id!: string;

  @ApiProperty({ type: String, example: 'thandi@shop.example' })
  email!: string;

  @ApiProperty({ enum: ROLES })
  role!: Role;

  @ApiProperty({ enum: Object.keys(PERMISSIONS), isArray: true })
  permissions!: readonly Permission[];
}

@ApiSchema({ name: 'ConsoleSessionAccount' })
export class SessionAccountDto {
  @ApiProperty(idOf('acc'))
  id!: string;

  @ApiProperty({ type: String, example: 'default' })
  name!: string;

  @ApiProperty({ type: String, example: 'Africa/Johannesburg' })
  time_zone!: string;
}

@ApiSchema({ name: 'ConsoleSession' })
export class SessionDto {
  @ApiProperty(idOf('ses'))
  id!: string;

  @ApiProperty({ enum: ['console_session'] })
  object!: 'console_session';

  @ApiProperty({ enum: SESSION_STATUSES, description: 'What is still to be done. Only `active` opens anything else.' })
  status!: SessionStatus;

  @ApiProperty({ type: SessionUserDto })
  user!: SessionUserDto;

  @ApiProperty({ type: SessionAccountDto })
  account!: SessionAccountDto;

  @ApiProperty({ enum: ['test', 'live'], isArray: true, description: 'The modes that there are here.' })
  modes!: readonly ('test' | 'live')[];

  @ApiProperty({ type: Boolean })
  has_second_factor!: boolean;

  @ApiProperty({ ...MAYBE_TIME, description: 'Until then nobody is asked for the password again.' })
  present_until!: string | null;

  @ApiProperty({ ...TIME, description: 'When it ends if nothing is done. To the minute.' })
  idle_ends_at!: string;

  @ApiProperty({ ...TIME, description: 'When it ends in any case.' })
  ends_at!: string;

  @ApiProperty(TIME)
  created_at!: string;
}

@ApiSchema({ name: 'SecondFactorSetup' })
export class SecondFactorSetupDto {
  @ApiProperty({ enum: ['second_factor_setup'] })
  object!: 'second_factor_setup';

  @ApiProperty({ type: String, description: 'To be typed into an authenticator, in base 32.' })
  secret!: string;

  @ApiProperty({ type: String, description: 'The same, for a QR code.', example: 'otpauth://totp/Vouch:…' })
  otpauth_url!: string;
}

@ApiSchema({ name: 'SecondFactorConfirmed' })
export class SecondFactorConfirmedDto {
  @ApiProperty({ type: SessionDto })
  session!: SessionDto;

  @ApiProperty({ type: String, isArray: true, description: 'Shown this once. Each lets in once.' })
  recovery_codes!: readonly string[];
}

@ApiSchema({ name: 'ListedConsoleSession' })
export class ListedSessionDto {
  @ApiProperty(idOf('ses'))
  id!: string;

  @ApiProperty({ enum: ['console_session'] })
  object!: 'console_session';

  @ApiProperty(idOf('usr'))
  user_id!: string;

  @ApiProperty({ type: Boolean, description: 'It is the one that asks.' })
  current!: boolean;

  @ApiProperty({ enum: SESSION_STATUSES })
  status!: SessionStatus;

  @ApiProperty({ type: String, example: '192.0.2.7', description: 'Where it was begun; of IPv6 the network.' })
  address!: string;

  @ApiProperty({ type: String, description: 'What the browser calls itself.' })
  agent!: string;

  @ApiProperty(TIME)
  created_at!: string;

  @ApiProperty({ ...TIME, description: 'To the minute.' })
  seen_at!: string;

  @ApiProperty(TIME)
  ends_at!: string;
}

@ApiSchema({ name: 'ConsoleSessionList' })
export class SessionListDto extends ListDto {
  @ApiProperty({ type: () => [ListedSessionDto] })
  data!: readonly ListedSessionDto[];
}

@ApiSchema({ name: 'EndedConsoleSessions' })
export class EndedSessionsDto {
  @ApiProperty({ enum: ['ended_sessions'] })
  object!: 'ended_sessions';

  @ApiProperty({ type: 'integer', minimum: 0 })
  ended!: number;
}
