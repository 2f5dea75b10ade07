// Reviews: what only a person can settle.
import { Module } from '@nestjs/common';
import { ReviewsController } from './reviews.controller';

@Module({ controllers: [ReviewsController] })
export class ReviewsModule {}
