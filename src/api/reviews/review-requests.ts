// What happens to a request about reviews, top to bottom: read it, carry it out, respond.
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import { findAnyReview, judgeReview, listReviews, type AnyReview } from '../../core/reviews/reviews';
import { Services } from '../../core/use-cases/services';
import type { Page } from '../lists/pagination';
import { etagOf } from '../request/etag';
import { readReviewId, readReviewsQuery, readVerdict, writeCursor } from './read-request';
import { fullReview, publicReview, type FullReview, type PublicReview } from './responses';

/** A method for each call. Throws `ProblemException` 400 for what cannot be read, and what the core refuses. */
@Injectable()
export class ReviewRequests {
  constructor(private readonly services: Services) {}

  async list(query: Readonly<Record<string, unknown>>, caller: Caller): Promise<Page<PublicReview>> {
    const asked = readReviewsQuery(query);
    const { reviews, next } = await listReviews(this.services, asked, caller);
    const cursor = next && writeCursor(next);
    return { object: 'list', data: reviews.map(publicReview), has_more: next !== null, next_cursor: cursor };
  }

  async find(id: string, caller: Caller, reply: FastifyReply): Promise<FullReview> {
    const found = await findAnyReview(this.services, readReviewId(id), caller);
    return this.#shown(found, reply);
  }

  async verdict(id: string, request: FastifyRequest, caller: Caller, reply: FastifyReply): Promise<FullReview> {
    const command = readVerdict(request, id);
    const judged = await judgeReview(this.services, id, command, caller);
    // It takes a second person, and waits for one.
    if (isOpen(judged)) void reply.status(202);
    return this.#shown(judged, reply);
  }

  #shown(review: AnyReview, reply: FastifyReply): FullReview {
    const shown = fullReview(review);
    void reply.header('etag', etagOf(shown.version));
    return shown;
  }
}

function isOpen(shown: AnyReview): boolean {
  return (shown.kind === 'finding' ? shown.finding : shown.review).closedAt === null;
}
