// Books: reversals across redemptions, and what a day came to.
import { Module } from '@nestjs/common';
import { BookRequests } from './book-requests';
import { ReportsController } from './reports.controller';
import { ReversalsController } from './reversals.controller';

@Module({ controllers: [ReversalsController, ReportsController], providers: [BookRequests] })
export class BooksModule {}
