// The books as the API description shows them.
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { CURRENCIES } from '../../core/values/money';
import { ListDto } from '../lists/list.dto';
import { CENTS } from '../openapi/properties';
import { ReversalDto } from '../redemptions/reversal.dto';

const COUNT = { type: 'integer', minimum: 0 } as const;
const DATE = { type: 'string', format: 'date', example: '2026-11-24' } as const;

@ApiSchema({ name: 'AllReversals' })
export class AllReversalsDto extends ListDto {
  @ApiProperty({ type: () => [ReversalDto] })
  data!: readonly ReversalDto[];
}

@ApiSchema({ name: 'DailySum' })
export class DailySumDto {
  @ApiProperty({ ...COUNT, example: 12 })
  count!: number;

  @ApiProperty({ ...CENTS, example: 184500 })
  amount!: number;
}

@ApiSchema({ name: 'DailyCount' })
export class DailyCountDto {
  @ApiProperty({ ...COUNT, example: 2 })
  count!: number;
}

@ApiSchema({ name: 'DailyChange' })
export class DailyChangeDto extends DailySumDto {
  @ApiProperty({
    ...COUNT,
    example: 0,
    description: 'How many of them are not in `amount`: the provider did not say what they are worth (Blu).',
  })
  without_amount!: number;
}

/** The figures of a day, a type, or several days. */
export class FiguresDto {
  @ApiProperty({ type: () => DailySumDto, description: 'Redemptions that became paid: what the providers took.' })
  taken!: DailySumDto;

  @ApiProperty({ type: () => DailyCountDto, description: 'Redemptions of which it is proven that nothing was taken.' })
  not_paid!: DailyCountDto;

  @ApiProperty({ type: () => DailySumDto, description: 'Reversals that succeeded.' })
  given_back!: DailySumDto;

  @ApiProperty({ type: () => DailyChangeDto, description: 'Change vouchers of what was taken.' })
  change_issued!: DailyChangeDto;

  @ApiProperty({
    type: () => DailySumDto,
    description:
      'Created that day, and without a certain answer now: `amount` as asked for, 0 where all was asked for.',
  })
  in_doubt!: DailySumDto;
}

@ApiSchema({ name: 'DailyOfType' })
export class OfTypeDto extends FiguresDto {
  @ApiProperty({ type: String, example: 'vouchers.one_voucher' })
  type!: string;
}

@ApiSchema({ name: 'DailyTotals' })
export class TotalsDto extends FiguresDto {
  @ApiProperty({
    type: () => [OfTypeDto],
    description: 'The same by type, of those types that anything happened with.',
  })
  by_type!: readonly OfTypeDto[];
}

@ApiSchema({ name: 'Day' })
export class DayDto extends TotalsDto {
  @ApiProperty(DATE)
  date!: string;
}

@ApiSchema({ name: 'DailyReport' })
export class DailyReportDto {
  @ApiProperty({ enum: ['daily_report'] })
  object!: 'daily_report';

  @ApiProperty({ type: Boolean, example: false })
  livemode!: boolean;

  @ApiProperty(DATE)
  from!: string;

  @ApiProperty(DATE)
  to!: string;

  @ApiProperty({ type: String, example: '+02:00', description: 'How far local time is ahead of UTC.' })
  utc_offset!: string;

  @ApiProperty({ enum: CURRENCIES })
  currency!: (typeof CURRENCIES)[number];

  @ApiProperty({ type: () => [DayDto], description: 'Every day asked for, the oldest first.' })
  days!: readonly DayDto[];

  @ApiProperty({ type: () => TotalsDto, description: 'All of them together.' })
  totals!: TotalsDto;
}
