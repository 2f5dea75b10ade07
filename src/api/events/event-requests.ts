// What happens to a request about events, top to bottom: read it, ask the store, respond.
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../core/accounts/caller';
import type { RedemptionEvent } from '../../core/events/event';
import { findEvent } from '../../core/events/find-event';
import { publicEvent, type PublicEvent } from '../../core/events/present';
import { eventsOfRedemption } from '../../core/points/use-cases/events-of';
import { PointsServices } from '../../core/points/use-cases/services';
import { Services } from '../../core/use-cases/services';
import type { Paged } from '../../core/values/page';
import { pageFrom, type Page } from '../lists/pagination';
import { EVENTS, readEventsQuery, type EventsAsked } from './event.dto';

/** Redemptions whose events one list moves into the log at most. */
const RELAY_BATCH = 200;

/** A method for each call. Throws `ProblemException` 400 for what cannot be read, and what the core refuses. */
@Injectable()
export class EventRequests {
  constructor(
    private readonly services: Services,
    private readonly points: PointsServices,
  ) {}

  async list(query: Readonly<Record<string, unknown>>, caller: Caller): Promise<Page<PublicEvent>> {
    const asked = readEventsQuery(query, caller);
    // A caller who has just changed something finds its event here at once, without waiting for the notifier's next
    // round.
    await this.services.store.events.relay(RELAY_BATCH, this.services.clock.now());
    return pageFrom(EVENTS, await this.#page(asked), publicEvent);
  }

  async find(id: string, caller: Caller): Promise<PublicEvent> {
    return publicEvent(await findEvent(this.services.store.events, id, caller));
  }

  #page({ pointsRedemptionId, ...query }: EventsAsked): Promise<Paged<RedemptionEvent>> {
    const { events } = this.services.store;
    return pointsRedemptionId === undefined
      ? events.list(query)
      : eventsOfRedemption(this.points, events, pointsRedemptionId, query);
  }
}
