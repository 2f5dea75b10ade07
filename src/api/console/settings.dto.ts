// What an account chose, as the API description shows it, what counts with it, and what a request to change it may hold.
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { SESSION_HOURS, SESSION_IDLE_MINUTES, type ApprovalChoice } from '../../core/people/settings';
import { MOST_NAMED_CENTS } from '../../core/values/money';
import { isNamedCents, MayBeNull, rule } from '../input/validation-rules';
import { CENTS, MAYBE_TEXT, MAYBE_TIME } from '../openapi/properties';

const isZone = (value: unknown): boolean => {
  if (typeof value !== 'string' || value === '') return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};
const IsZone = () => rule('isZone', isZone, 'must be a time zone such as Africa/Johannesburg');
const IsCentsOrOff = () =>
  rule(
    'isAmount',
    (value) => value === 'off' || isNamedCents(value, 0),
    `must be a whole number of cents, 0 to ${String(MOST_NAMED_CENTS)}, or "off"`,
  );
const IsWithin = ({ least, most }: { readonly least: number; readonly most: number }) =>
  rule(
    'min',
    (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
    `must be a whole number from ${String(least)} to ${String(most)}`,
  );
const within = ({ least, most }: { readonly least: number; readonly most: number }) =>
  ({ type: 'integer', minimum: least, maximum: most, nullable: true }) as const;

/** From which amount on it takes two. 0: from the first cent on; `off`: for none. */
const CENTS_OR_OFF = { oneOf: [{ ...CENTS }, { type: 'string', enum: ['off'] }], nullable: true };
const NEW_CENTS_OR_OFF = {
  oneOf: [
    { ...CENTS, maximum: MOST_NAMED_CENTS },
    { type: 'string', enum: ['off'] },
  ],
  nullable: true,
};

@ApiSchema({ name: 'UpdateSettingsRequest' })
export class UpdateSettingsDto {
  @ApiProperty({ ...MAYBE_TEXT, required: false, example: 'Africa/Johannesburg' })
  @MayBeNull()
  @IsZone()
  time_zone?: string | null;

  @ApiProperty({ ...NEW_CENTS_OR_OFF, required: false, description: '0: everything takes two. `off`: nothing does.' })
  @MayBeNull()
  @IsCentsOrOff()
  approval_above?: ApprovalChoice | null;

  @ApiProperty({ ...NEW_CENTS_OR_OFF, required: false })
  @MayBeNull()
  @IsCentsOrOff()
  approval_above_per_day?: ApprovalChoice | null;

  @ApiProperty({ ...within(SESSION_IDLE_MINUTES), required: false })
  @MayBeNull()
  @IsWithin(SESSION_IDLE_MINUTES)
  session_idle_minutes?: number | null;

  @ApiProperty({ ...within(SESSION_HOURS), required: false })
  @MayBeNull()
  @IsWithin(SESSION_HOURS)
  session_hours?: number | null;
}

@ApiSchema({ name: 'ApprovalLimits' })
export class ApprovalLimitsDto {
  @ApiProperty({ ...CENTS, nullable: true, description: 'Null: no amount takes two.' })
  approval_above!: number | null;

  @ApiProperty({ ...CENTS, nullable: true })
  approval_above_per_day!: number | null;
}

@ApiSchema({ name: 'CountingSettings' })
export class CountingSettingsDto {
  @ApiProperty({ type: String, example: 'Africa/Johannesburg' })
  time_zone!: string;

  @ApiProperty({ type: 'integer' })
  session_idle_minutes!: number;

  @ApiProperty({ type: 'integer' })
  session_hours!: number;

  @ApiProperty({ type: () => ApprovalLimitsDto })
  test!: ApprovalLimitsDto;

  @ApiProperty({ type: () => ApprovalLimitsDto, nullable: true, description: 'Null where there is no live mode.' })
  live!: ApprovalLimitsDto | null;
}

@ApiSchema({ name: 'AccountSettings' })
export class SettingsDto {
  @ApiProperty({ enum: ['account_settings'] })
  object!: 'account_settings';

  @ApiProperty({ ...MAYBE_TEXT, description: 'Here and below null is what the configuration says.' })
  time_zone!: string | null;

  @ApiProperty({ ...CENTS_OR_OFF, description: '0: everything takes two. `off`: nothing does.' })
  approval_above!: ApprovalChoice | null;

  @ApiProperty(CENTS_OR_OFF)
  approval_above_per_day!: ApprovalChoice | null;

  @ApiProperty({ ...within(SESSION_IDLE_MINUTES), description: 'Of sessions that begin from now on, as the next.' })
  session_idle_minutes!: number | null;

  @ApiProperty(within(SESSION_HOURS))
  session_hours!: number | null;

  @ApiProperty({ type: () => CountingSettingsDto, description: 'What counts now.' })
  effective!: CountingSettingsDto;

  @ApiProperty({
    type: () => CountingSettingsDto,
    description: 'What the configuration says: it counts where nothing is chosen.',
  })
  installation!: CountingSettingsDto;

  @ApiProperty(MAYBE_TIME)
  updated_at!: string | null;

  @ApiProperty(MAYBE_TEXT)
  updated_by!: string | null;
}
