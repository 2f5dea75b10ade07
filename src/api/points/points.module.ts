// Points: programs, participants, balances, catalog, redemptions, journal.
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { PointsServices } from '../../core/points/use-cases/services';
import { CatalogRequests } from './catalog/catalog-requests';
import { RewardsController } from './catalog/rewards.controller';
import { JournalRequests } from './journal/journal-requests';
import { JournalController, ReportsController } from './journal/journal.controller';
import { MovementRequests } from './movements/movement-requests';
import { MovementsController, WalletsController } from './movements/movements.controller';
import { PointsRedemptionRequests } from './redemptions/points-redemption-requests';
import {
  ParticipantRedemptionsController,
  ProgramRedemptionsController,
} from './redemptions/points-redemptions.controller';
import { AssetsController } from './setup/assets.controller';
import { ParticipantsController } from './setup/participants.controller';
import { LedgerEntitiesController, ProgramsController } from './setup/programs.controller';
import { SetupRequests } from './setup/setup-requests';

@Global()
@Module({
  controllers: [
    ProgramsController,
    LedgerEntitiesController,
    AssetsController,
    ParticipantsController,
    MovementsController,
    WalletsController,
    RewardsController,
    ParticipantRedemptionsController,
    ProgramRedemptionsController,
    JournalController,
    ReportsController,
  ],
  providers: [SetupRequests, MovementRequests, CatalogRequests, PointsRedemptionRequests, JournalRequests],
  exports: [PointsRedemptionRequests],
})
export class PointsModule {
  /** `points` are the parts of this installation's ledger. */
  static forRoot(points: PointsServices): DynamicModule {
    const services = { provide: PointsServices, useValue: points };
    return { module: PointsModule, providers: [services], exports: [services] };
  }
}
