// The event log as a Nest module: its controller.
import { Module } from '@nestjs/common';
import { EventRequests } from './event-requests';
import { EventsController } from './events.controller';

@Module({ controllers: [EventsController], providers: [EventRequests] })
export class EventsModule {}
