// The lists about redemptions as the API description shows them: pages, the timeline, and what voucher types there are.
import { ApiExtraModels, ApiProperty, ApiPropertyOptional, ApiSchema, getSchemaPath } from '@nestjs/swagger';
import { PaginationDto } from '../../points/lists';
import { PointsReversalDto } from '../../points/redemptions/dto';
import { ListDto } from '../../lists/list.dto';
import { RedemptionDto } from '../response.dto';
import { ReversalDto } from '../reversal.dto';

@ApiSchema({ name: 'RedemptionList' })
export class RedemptionListDto extends ListDto {
  @ApiProperty({ type: () => [RedemptionDto] })
  data!: readonly RedemptionDto[];
}

@ApiExtraModels(ReversalDto, PointsReversalDto)
@ApiSchema({ name: 'ReversalList' })
export class ReversalListDto extends ListDto {
  @ApiProperty({
    type: 'array',
    items: { oneOf: [{ $ref: getSchemaPath(ReversalDto) }, { $ref: getSchemaPath(PointsReversalDto) }] },
  })
  data!: readonly (ReversalDto | PointsReversalDto)[];

  @ApiPropertyOptional({ type: () => PaginationDto, description: 'Of points, whose reversals come in pages.' })
  pagination?: PaginationDto;
}
