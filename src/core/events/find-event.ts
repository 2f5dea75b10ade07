// Reading one event of the log.
import { belongsTo, type Caller } from '../accounts/caller';
import { Refusal } from '../values/refusal';
import type { RedemptionEvent } from './event';
import type { EventStore } from './store';

/** Throws `Refusal` not_found, also for an event of another account or mode. */
export async function findEvent(events: EventStore, id: string, caller: Caller): Promise<RedemptionEvent> {
  const event = await events.find(id);
  // Without the id in the message: a PIN may stand in the wrong place.
  if (!event || !belongsTo(event, caller)) throw new Refusal('not_found', 'There is no such event');
  return event;
}
