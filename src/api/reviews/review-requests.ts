// What happens to a request about reviews, top to bottom: read it, carry it out, respond.
import { Injectable, type StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import { assignReview, noteReview } from '../../core/reviews/desk';
import { listReviews, type ReviewPosition } from '../../core/reviews/list';
import { findAnyReview, judgeReview, type AnyReview } from '../../core/reviews/reviews';
import { summarizeReviews } from '../../core/reviews/summary';
import { Services } from '../../core/use-cases/services';
import { csvOf, exportsCsv } from '../lists/csv';
import { MAX_LIMIT, type Page } from '../lists/pagination';
import { etagOf } from '../request/etag';
import { REVIEW_COLUMNS } from './columns';
import { readAssignment, readNote, readReviewId, readReviewsQuery, readVerdict, writeCursor } from './read-request';
import {
  fullReview,
  publicReview,
  publicSummary,
  type FullReview,
  type PublicReview,
  type PublicReviewSummary,
} from './responses';

/** A method for each call. Throws `ProblemException` 400 for what cannot be read, and what the core refuses. */
@Injectable()
export class ReviewRequests {
  constructor(private readonly services: Services) {}

  /** One page, or with `Accept: text/csv` every review that matches, for who may take lists out. */
  async list(
    query: Readonly<Record<string, unknown>>,
    request: FastifyRequest,
    caller: Caller,
  ): Promise<Page<PublicReview> | StreamableFile> {
    const asked = readReviewsQuery(query, caller);
    if (await exportsCsv(this.services, request, caller, 'reviews')) {
      const read = async (after = asked.after) => {
        const page = await listReviews(this.services, { ...asked, after, limit: MAX_LIMIT }, caller);
        return { rows: page.reviews, next: page.next };
      };
      const most = query['limit'] === undefined ? Infinity : asked.limit;
      return csvOf<AnyReview, ReviewPosition>('reviews', REVIEW_COLUMNS, read, most);
    }
    const { reviews, next } = await listReviews(this.services, asked, caller);
    const cursor = next && writeCursor(asked, next);
    return { object: 'list', data: reviews.map(publicReview), has_more: next !== null, next_cursor: cursor };
  }

  async summary(caller: Caller): Promise<PublicReviewSummary> {
    return publicSummary(await summarizeReviews(this.services, caller), caller.livemode);
  }

  async assign(id: string, request: FastifyRequest, caller: Caller, reply: FastifyReply): Promise<FullReview> {
    const userId = readAssignment(request, id);
    return this.#shown(await assignReview(this.services, id, userId, caller), reply);
  }

  async note(id: string, request: FastifyRequest, caller: Caller, reply: FastifyReply): Promise<FullReview> {
    const text = readNote(request, id);
    return this.#shown(await noteReview(this.services, id, text, caller), reply);
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
