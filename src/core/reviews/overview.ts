// The numbers that ask for somebody: what the first page of the console shows. Each is bounded, and says where it stops.
import type { Caller } from '../accounts/caller';
import type { ReconciliationRun } from '../reconciliations/run';
import { waitingOf } from '../redemption/people/proposal';
import type { Services } from '../use-cases/services';
import type { Position } from '../values/page';
import type { Instant } from '../values/time';
import { summarizeReviews } from './summary';

/** Redemptions in doubt, and proposals, that are counted, at most. */
export const OVERVIEW_CAP = 1000;
const PAGE = 100;

/** How many wait, and since when the oldest of them does. `isWhole` false: the number stopped at its cap. */
export interface Waiting {
  readonly count: number;
  readonly oldestAt: Instant | null;
  readonly isWhole: boolean;
}

/** What the first page shows of one account and mode. */
export interface Overview {
  readonly inDoubt: Waiting;
  readonly openReviews: Waiting;
  /** What waits for a second person. */
  readonly proposals: Waiting;
  /** Endpoints that fail, or were disabled because they did. */
  readonly failingEndpoints: number;
  readonly lastReconciliation: ReconciliationRun | null;
}

/** Reads each number over an index of what waits. */
export async function readOverview(services: Services, caller: Caller): Promise<Overview> {
  const { accountId, livemode } = caller;
  const [inDoubt, reviews, proposals, failingEndpoints, runs] = await Promise.all([
    countDoubts(services, caller),
    summarizeReviews(services, caller),
    countProposals(services, caller),
    countFailing(services, caller),
    services.store.reconciliations.list({ accountId, livemode, limit: 1 }),
  ]);
  const { count, oldestAt, isWhole } = reviews;
  const openReviews = { count, oldestAt, isWhole };
  return { inDoubt, openReviews, proposals, failingEndpoints, lastReconciliation: runs[0] ?? null };
}

async function countDoubts({ store }: Services, { accountId, livemode }: Caller): Promise<Waiting> {
  const query = { accountId, livemode, outcome: 'checking', limit: PAGE } as const;
  let count = 0;
  let oldestAt: Instant | null = null;
  let after: Position | null = null;
  do {
    const page = await store.redemptions.page({ ...query, ...(after ? { after } : {}) });
    count += page.rows.length;
    // Newest first: the last one is the oldest so far.
    oldestAt = page.rows.at(-1)?.createdAt ?? oldestAt;
    after = page.next;
  } while (after && count < OVERVIEW_CAP);
  return { count, oldestAt, isWhole: after === null };
}

/** A redemption may hold several. */
async function countProposals({ store }: Services, { accountId, livemode }: Caller): Promise<Waiting> {
  const query = { accountId, livemode, waiting: true, limit: PAGE } as const;
  let count = 0;
  let oldestAt: Instant | null = null;
  let after: Position | null = null;
  do {
    const rows = await store.redemptions.proposals({ ...query, ...(after ? { after } : {}) });
    for (const { proposals } of rows) count += waitingOf(proposals).length;
    const last = rows.at(-1);
    oldestAt = last?.proposalWaitsSince ?? oldestAt;
    after = last && rows.length === PAGE ? { createdAt: oldestAt ?? 0, id: last.id } : null;
  } while (after && count < OVERVIEW_CAP);
  return { count, oldestAt, isWhole: after === null };
}

/** An account has twenty endpoints at most. */
async function countFailing({ store }: Services, { accountId, livemode }: Caller): Promise<number> {
  const endpoints = await store.webhooks.listEndpoints({ accountId, livemode, limit: PAGE });
  const failing = endpoints.filter(
    ({ failingSince, disabledReason }) =>
      failingSince !== null || disabledReason === 'failing' || disabledReason === 'gone',
  );
  return failing.length;
}
