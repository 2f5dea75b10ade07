// Redemptions: create, read, list, search, change, reserve, capture, cancel, reverse.
import { Module } from '@nestjs/common';
import { RedemptionActionsController } from './actions.controller';
import { ReceiptsController } from './receipts.controller';
import { RedemptionById } from './redemption-by-id';
import { RedemptionRequests } from './redemption-requests';
import { RedemptionsController } from './redemptions.controller';
import { RedemptionResponses } from './responses';
import { SearchController } from './search/search.controller';
import { SearchRequests } from './search/search-requests';

@Module({
  controllers: [SearchController, RedemptionsController, RedemptionActionsController, ReceiptsController],
  providers: [RedemptionById, RedemptionRequests, RedemptionResponses, SearchRequests],
})
export class RedemptionsModule {}
