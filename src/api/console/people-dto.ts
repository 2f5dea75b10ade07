// Users, keys and the table of permissions, as the API description shows them, and what a request about them may hold.
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsBoolean, IsIn } from 'class-validator';
import { USER_STATUSES, type UserStatus } from '../../core/accounts/account';
import { ROLES, type Role } from '../../core/accounts/roles';
import { isEmail } from '../../core/people/email';
import { EMAIL, told } from '../input/told';
import { IsText, MayBeAbsent, rule } from '../input/validation-rules';
import { ListDto } from '../lists/list.dto';
import { idOf, MAYBE_TEXT, MAYBE_TIME, TIME } from '../openapi/properties';

const IsEmail = () =>
  told(
    rule(
      'matches',
      (value) => typeof value === 'string' && isEmail(value),
      'must be an e-mail address that can be seen',
    ),
    EMAIL,
  );
const KEY_TYPES = ['secret', 'publishable'] as const;
const KEY_STATUSES = ['active', 'ending', 'ended', 'revoked'] as const;
const IsRole = () => IsIn(ROLES, { message: `must be one of ${ROLES.join(', ')}` });

@ApiSchema({ name: 'CreateUserRequest' })
export class CreateUserDto {
  @ApiProperty({ type: String, example: 'thandi@shop.example' })
  @IsEmail()
  email!: string;

  @ApiProperty({ enum: ROLES })
  @IsRole()
  role!: Role;
}

@ApiSchema({ name: 'UpdateUserRequest' })
export class UpdateUserDto {
  @ApiProperty({ enum: ROLES, required: false })
  @MayBeAbsent()
  @IsRole()
  role?: Role;

  @ApiProperty({ type: Boolean, required: false, description: 'True ends all sessions of the user.' })
  @MayBeAbsent()
  @IsBoolean({ message: 'must be true or false' })
  disabled?: boolean;
}

@ApiSchema({ name: 'ConsoleUser' })
export class UserDto {
  @ApiProperty(idOf('usr'))
  id!: string;

  @ApiProperty({ enum: ['console_user'] })
  object!: 'console_user';

  @ApiProperty({ type: String, example: 'thandi@shop.example' })
  email!: string;

  @ApiProperty({ enum: ROLES })
  role!: Role;

  @ApiProperty({ enum: USER_STATUSES, description: '`invited`: has not chosen an own password yet.' })
  status!: UserStatus;

  @ApiProperty({ type: Boolean })
  has_second_factor!: boolean;

  @ApiProperty(MAYBE_TIME)
  last_signed_in_at!: string | null;

  @ApiProperty(TIME)
  created_at!: string;

  @ApiProperty({ type: String, description: 'A user, or a person at the command line.' })
  created_by!: string;
}

@ApiSchema({ name: 'ConsoleUserWithPassword' })
export class UserWithPasswordDto extends UserDto {
  @ApiProperty({ type: String, description: 'Shown this once. It opens nothing but the choice of an own one.' })
  password!: string;
}

@ApiSchema({ name: 'ConsoleUserList' })
export class UserListDto extends ListDto {
  @ApiProperty({ type: () => [UserDto] })
  data!: readonly UserDto[];
}

@ApiSchema({ name: 'PermissionRow' })
export class PermissionDto {
  @ApiProperty({ type: String, example: 'reversals.decide' })
  name!: string;

  @ApiProperty({ type: String, description: 'What it lets a person do.' })
  allows!: string;

  @ApiProperty({ type: Boolean, description: 'It asks for the password or a code again.' })
  step_up!: boolean;

  @ApiProperty({ enum: ROLES, isArray: true })
  roles!: readonly Role[];
}

@ApiSchema({ name: 'PermissionTable' })
export class PermissionTableDto {
  @ApiProperty({ type: () => [PermissionDto] })
  permissions!: readonly PermissionDto[];

  @ApiProperty({ enum: ROLES, isArray: true })
  roles!: readonly Role[];
}

@ApiSchema({ name: 'CreateKeyRequest' })
export class CreateKeyDto {
  @ApiProperty({ enum: KEY_TYPES })
  @IsIn(KEY_TYPES, { message: `must be one of ${KEY_TYPES.join(', ')}` })
  type!: (typeof KEY_TYPES)[number];

  @ApiProperty({ type: String, maxLength: 100, required: false, description: 'What people call it.' })
  @MayBeAbsent()
  @IsText(100)
  name?: string;
}

@ApiSchema({ name: 'ConsoleKey' })
export class KeyDto {
  @ApiProperty(idOf('key'))
  id!: string;

  @ApiProperty({ enum: ['api_key'] })
  object!: 'api_key';

  @ApiProperty({ type: Boolean })
  livemode!: boolean;

  @ApiProperty({ enum: KEY_TYPES })
  type!: (typeof KEY_TYPES)[number];

  @ApiProperty({ enum: KEY_STATUSES })
  status!: (typeof KEY_STATUSES)[number];

  @ApiProperty(MAYBE_TEXT)
  name!: string | null;

  @ApiProperty({ type: String, example: 'sk_test_…9aZ1', description: 'To recognise it by.' })
  hint!: string;

  @ApiProperty(TIME)
  created_at!: string;

  @ApiProperty(MAYBE_TEXT)
  created_by!: string | null;

  @ApiProperty({ ...MAYBE_TIME, description: 'To the minute, and a minute late.' })
  last_used_at!: string | null;

  @ApiProperty(MAYBE_TIME)
  ends_at!: string | null;

  @ApiProperty(MAYBE_TIME)
  revoked_at!: string | null;

  @ApiProperty(MAYBE_TEXT)
  revoked_by!: string | null;
}

@ApiSchema({ name: 'ConsoleKeyWithText' })
export class KeyWithTextDto extends KeyDto {
  @ApiProperty({ type: String, example: 'sk_test_…', description: 'The key, shown this once.' })
  key!: string;
}

@ApiSchema({ name: 'ConsoleKeyList' })
export class KeyListDto extends ListDto {
  @ApiProperty({ type: () => [KeyDto] })
  data!: readonly KeyDto[];
}
