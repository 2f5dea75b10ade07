// The events of one redemption of points. The log knows them by the participant, whose order they keep; their ids follow from the
// entries that they tell of, so that no index has to be written for them.
import type { RedemptionEvent } from '../../events/event';
import type { EventQuery, EventStore } from '../../events/store';
import { pagedOf, type Paged } from '../../values/page';
import { NO_READS } from '../decide/rows';
import { eventIdOf } from '../events';
import { MOST_REVERSALS } from '../decide/reverse';
import type { PointsServices } from './services';

type Query = Omit<EventQuery, 'redemptionId'>;
type Told = Pick<RedemptionEvent, 'id' | 'createdAt'> & {
  readonly type: 'redemption.completed' | 'redemption.reversed';
};

/**
 * A page of the events of a redemption: that it was made, and each reversal, newest first. None for a redemption that is not of this
 * account and mode, as a filter finds nothing.
 */
export async function eventsOfRedemption(
  points: Pick<PointsServices, 'store' | 'hash'>,
  log: EventStore,
  redemptionId: string,
  query: Query,
): Promise<Paged<RedemptionEvent>> {
  const told = (await toldOf(points, redemptionId, query)).filter((one) => fits(one, query));
  const from = told.findIndex(({ id }) => id === query.after?.id) + 1;
  const { rows, next } = pagedOf(told.slice(from), query.limit);
  // What is older than the log keeps is not there any more.
  const found = await Promise.all(rows.map(({ id }) => log.find(id)));
  return { rows: found.filter((event) => event !== null), next };
}

async function toldOf(
  { store, hash }: Pick<PointsServices, 'store' | 'hash'>,
  redemptionId: string,
  { accountId, livemode }: Query,
): Promise<Told[]> {
  const { records } = await store.read({ ...NO_READS, ids: { redemptions: [redemptionId] } });
  const redemption = records.redemptions?.[0];
  if (redemption?.accountId !== accountId || redemption.livemode !== livemode) return [];
  const reversals = await store.reversals(redemptionId, 0, MOST_REVERSALS);
  const entries = [
    ...reversals.reverse().map((reversal) => ({ ...reversal, type: 'redemption.reversed' as const })),
    { ...redemption, type: 'redemption.completed' as const },
  ];
  return entries.map(({ type, journalEntryId, createdAt }) => {
    return { id: eventIdOf(type, journalEntryId, createdAt, hash), type, createdAt };
  });
}

function fits({ id, type, createdAt }: Told, { type: asked, createdFrom, createdTo, after }: Query): boolean {
  if (asked !== undefined && asked !== type) return false;
  if (createdFrom !== undefined && createdAt < createdFrom) return false;
  if (createdTo !== undefined && createdAt >= createdTo) return false;
  return after === undefined || createdAt <= after.createdAt || id === after.id;
}
