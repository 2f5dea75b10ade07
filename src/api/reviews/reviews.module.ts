// Reviews: what only a person can settle.
import { Module } from '@nestjs/common';
import { ReviewRequests } from './review-requests';
import { ReviewsController } from './reviews.controller';

@Module({ controllers: [ReviewsController], providers: [ReviewRequests] })
export class ReviewsModule {}
