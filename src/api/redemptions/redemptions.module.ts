// Redemptions: create, read, list, change, reserve, capture, cancel, reverse.
import { Module } from '@nestjs/common';
import { RedemptionActionsController } from './actions.controller';
import { ReceiptsController } from './receipts.controller';
import { RedemptionById } from './redemption-by-id';
import { RedemptionRequests } from './redemption-requests';
import { RedemptionsController } from './redemptions.controller';
import { RedemptionResponses } from './responses';

@Module({
  controllers: [RedemptionsController, RedemptionActionsController, ReceiptsController],
  providers: [RedemptionById, RedemptionRequests, RedemptionResponses],
})
export class RedemptionsModule {}
