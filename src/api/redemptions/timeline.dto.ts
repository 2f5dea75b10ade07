// The timeline of a redemption as the API description shows it.
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { TIMELINE_FACTS, type TimelineFact } from '../../core/redemption/timeline-facts';
import { STATUSES } from '../../core/redemption/redemption';
import { ListDto } from '../lists/list.dto';
import { TIME } from '../openapi/properties';

@ApiSchema({ name: 'Actor' })
export class ActorDto {
  @ApiProperty({ enum: ['api_key', 'terminal', 'resolver', 'provider', 'user', 'system'] })
  kind!: 'api_key' | 'terminal' | 'resolver' | 'provider' | 'user' | 'system';

  @ApiProperty({ type: String, example: 'key_6740aa51c2f9d1e0b7a3c455' })
  id!: string;
}

@ApiSchema({ name: 'TimelineEntry', description: 'One fact: what happened, when, and who brought it.' })
export class TimelineEntryDto {
  @ApiProperty({ type: 'integer', minimum: 1, example: 1 })
  seq!: number;

  @ApiProperty(TIME)
  at!: string;

  @ApiProperty({
    enum: TIMELINE_FACTS,
    example: 'created',
    description: 'What happened: docs/api.md explains each name.',
  })
  fact!: TimelineFact;

  @ApiProperty({ type: () => ActorDto })
  actor!: ActorDto;

  @ApiProperty({ type: String, nullable: true, example: 'req_5f0c1d2e3a4b5c6d7e8f9a0b' })
  request_id!: string | null;

  @ApiProperty({ enum: STATUSES, description: 'The status after this fact.' })
  status!: (typeof STATUSES)[number];

  @ApiProperty({ type: 'integer', minimum: 0, description: 'The version after this fact.' })
  version!: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }], nullable: true },
    description: 'Whatever belongs to this fact. Never a secret.',
  })
  detail!: Record<string, string | number | boolean | null>;
}

@ApiSchema({ name: 'Timeline' })
export class TimelineDto extends ListDto {
  @ApiProperty({ type: () => [TimelineEntryDto] })
  data!: readonly TimelineEntryDto[];
}
