// The numbers of the first page as the API description shows them.
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { MAYBE_TIME } from '../openapi/properties';
import { ReconciliationDto } from '../reconciliations/dto';

const COUNT = { type: 'integer', minimum: 0 } as const;

@ApiSchema({ name: 'Waiting' })
export class WaitingDto {
  @ApiProperty(COUNT)
  count!: number;

  @ApiProperty({ type: Boolean, description: 'False where there are more: counting stops at about 1,000.' })
  is_complete!: boolean;

  @ApiProperty({ ...MAYBE_TIME, description: 'Since when the oldest of those that were counted waits.' })
  oldest_at!: string | null;
}

@ApiSchema({ name: 'FailingEndpoints' })
export class FailingEndpointsDto {
  @ApiProperty(COUNT)
  count!: number;
}

@ApiSchema({ name: 'ConsoleSummary', description: 'What asks for somebody now.' })
export class OverviewDto {
  @ApiProperty({ enum: ['console_summary'] })
  object!: 'console_summary';

  @ApiProperty({ type: Boolean, example: false })
  livemode!: boolean;

  @ApiProperty({ type: () => WaitingDto, description: 'Redemptions without a certain answer.' })
  in_doubt!: WaitingDto;

  @ApiProperty({ type: () => WaitingDto })
  open_reviews!: WaitingDto;

  @ApiProperty({ type: () => WaitingDto, description: 'Reversals that wait for a second person.' })
  proposals!: WaitingDto;

  @ApiProperty({
    type: () => FailingEndpointsDto,
    description: 'Webhook endpoints that fail, or were disabled for it.',
  })
  failing_endpoints!: FailingEndpointsDto;

  @ApiProperty({ type: () => ReconciliationDto, nullable: true, description: 'The newest one. Null: none so far.' })
  last_reconciliation!: ReconciliationDto | null;
}
