// What happens to a request about events, top to bottom: read it, ask the store, respond.
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../core/accounts/caller';
import { findEvent } from '../../core/events/find-event';
import { publicEvent, type PublicEvent } from '../../core/events/present';
import { Services } from '../../core/use-cases/services';
import { pageOf, type Page } from '../lists/pagination';
import { EVENTS, readEventsQuery } from './event.dto';

/** Redemptions whose events one list moves into the log at most. */
const RELAY_BATCH = 200;

/** A method for each call. Throws `ProblemException` 400 for what cannot be read, and what the core refuses. */
@Injectable()
export class EventRequests {
  constructor(private readonly services: Services) {}

  async list(query: Readonly<Record<string, unknown>>, caller: Caller): Promise<Page<PublicEvent>> {
    const asked = readEventsQuery(query, caller);
    // A caller who has just changed something finds its event here at once, without waiting for the notifier's next
    // round.
    await this.services.store.events.relay(RELAY_BATCH, this.services.clock.now());
    const rows = await this.services.store.events.list({ ...asked, limit: asked.limit + 1 });
    return pageOf(EVENTS, rows, asked.limit, publicEvent);
  }

  async find(id: string, caller: Caller): Promise<PublicEvent> {
    return publicEvent(await findEvent(this.services.store.events, id, caller));
  }
}
