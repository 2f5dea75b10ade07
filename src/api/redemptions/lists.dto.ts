// The lists about redemptions as the API description shows them: pages, the timeline, and what voucher types there are.
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { ListDto } from '../lists/list.dto';
import { RedemptionDto } from './response.dto';
import { ReversalDto } from './reversal.dto';

@ApiSchema({ name: 'RedemptionList' })
export class RedemptionListDto extends ListDto {
  @ApiProperty({ type: () => [RedemptionDto] })
  data!: readonly RedemptionDto[];
}

@ApiSchema({ name: 'ReversalList' })
export class ReversalListDto extends ListDto {
  @ApiProperty({ type: () => [ReversalDto] })
  data!: readonly ReversalDto[];
}
