// What takes a second person, or leaves a trace: proposals, their decisions, and PINs that are looked at.
import { Module } from '@nestjs/common';
import { DecisionsController } from './decisions.controller';
import { FourEyesRequests } from './four-eyes-requests';
import { ProposalsController } from './proposals.controller';
import { RedemptionActsController } from './redemption-acts.controller';

@Module({
  controllers: [RedemptionActsController, ProposalsController, DecisionsController],
  providers: [FourEyesRequests],
})
export class FourEyesModule {}
