// The numbers that ask for somebody.
import { Module } from '@nestjs/common';
import { OverviewController } from './overview.controller';
import { OverviewRequests } from './overview-requests';

@Module({ controllers: [OverviewController], providers: [OverviewRequests] })
export class OverviewModule {}
