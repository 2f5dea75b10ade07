// Proposals as one list over all redemptions. A row of the store is a redemption, which may hold several.
import type { Caller } from '../../accounts/caller';
import { requirePermission } from '../../accounts/permissions';
import type { Proposal, ProposalStatus } from '../../redemption/people/proposal';
import type { Redemption } from '../../redemption/redemption';
import type { Position } from '../../values/page';
import type { Services } from '../services';
import { isVisible } from '../access';
import type { Proposed } from './proposals';

/** The row a page ended in, and the last proposal shown of it. */
export interface ProposalPosition extends Position {
  readonly shown: string;
}

/** One page. `limit` counts proposals, not redemptions. */
export interface ProposalsQuery {
  readonly status?: ProposalStatus | undefined;
  readonly after?: ProposalPosition | undefined;
  readonly limit: number;
}

/** Proposals of one page, which may be short while there are more, and where the next one begins. */
export interface ProposalsPage {
  readonly proposals: readonly Proposed[];
  /** Null on the last page. */
  readonly next: ProposalPosition | null;
}

/** Rows fetched at a time. */
const BATCH = 50;
/** Proposals that one page looks at, at most: where few have the status that is asked for, the page ends there, short. */
const MOST_LOOKED_AT = 200;

/**
 * Newest first by redemption: by its newest proposal, and of those that wait (`status` waiting) by the one that waits longest. Those of
 * one redemption stand together, newest first. Throws `Refusal` permission_missing.
 */
export async function listProposals(services: Services, query: ProposalsQuery, caller: Caller): Promise<ProposalsPage> {
  requirePermission(caller, 'records.read', services.clock.now());
  const proposals: Proposed[] = [];
  const { status, limit } = query;
  let last: ProposalPosition | null = null;
  let lookedAt = 0;
  for await (const { redemption, position, held } of rowsAfter(services, query, caller)) {
    for (const proposal of held) {
      if (proposals.length === limit || lookedAt === MOST_LOOKED_AT) return { proposals, next: last };
      lookedAt += 1;
      last = { ...position, shown: proposal.id };
      if (status === undefined || proposal.status === status) proposals.push({ redemption, proposal });
    }
  }
  return { proposals, next: null };
}

interface Row {
  readonly redemption: Redemption;
  readonly position: Position;
  readonly held: readonly Proposal[];
}

async function* rowsAfter(
  { store }: Services,
  { status, after }: ProposalsQuery,
  caller: Caller,
): AsyncGenerator<Row, undefined> {
  const waiting = status === 'waiting';
  const { accountId, livemode } = caller;
  let from: Position | undefined = after && { createdAt: after.createdAt, id: after.id };
  if (after && from) {
    const redemption = await store.redemptions.find(after.id);
    if (redemption && isVisible(redemption, caller)) {
      const held = inOrder(redemption);
      yield { redemption, position: from, held: held.slice(held.findIndex(({ id }) => id === after.shown) + 1) };
    }
  }
  for (;;) {
    const query = { accountId, livemode, waiting, limit: BATCH, ...(from ? { after: from } : {}) };
    const rows = await store.redemptions.proposals(query);
    for (const redemption of rows) {
      from = { createdAt: placeOf(redemption, waiting), id: redemption.id };
      yield { redemption, position: from, held: inOrder(redemption) };
    }
    if (rows.length < BATCH) return undefined;
  }
}

function placeOf({ proposedAt, proposalWaitsSince }: Redemption, waiting: boolean): number {
  return (waiting ? proposalWaitsSince : proposedAt) ?? 0;
}

/** A redemption's own list grows at its end: of those made in one millisecond the later ones stand there. */
function inOrder({ proposals }: Redemption): Proposal[] {
  return (proposals ?? []).toReversed();
}
