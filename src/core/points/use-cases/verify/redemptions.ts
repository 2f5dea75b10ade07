// The redemptions of one book and their reversals: each against its entry, and each entry against its record.
import type { Entry } from '../../book/entry';
import { NO_READS } from '../../decide/rows';
import type { PointsRedemption, PointsReversal } from '../../records/redemption';
import type { PointsStore } from '../../store';
import { redemptionDifferences, reversalDifferences, reversedDifferences } from '../../verify/compare-records';
import type { Replay } from '../../verify/replay';
import type { Owner } from '../reports';
import { BATCH } from './book-reader';

/** Redemptions looked at side by side: each asks for its reversals. */
const AT_ONCE = 25;
/** So often may a redemption be reversed while it is read, before what it says is believed. It can only be reversed 200 times. */
const MOST_LOOKS = 20;

/** What was found of the redemptions of a book. */
export interface Redeemed {
  readonly differing: { readonly id: string; readonly differences: readonly string[] }[];
  /** Of entries without a record. */
  readonly differences: string[];
  /** By reward: pieces redeemed and not given back. */
  readonly pieces: Map<string, number>;
}

/** `replay` has come to the entries of one moment: what was redeemed and given back later is passed over. */
export async function verifyRedemptions(
  store: PointsStore,
  { accountId, livemode }: Owner,
  participantId: string,
  replay: Replay,
): Promise<Redeemed> {
  const found: Redeemed = { differing: [], differences: [], pieces: new Map() };
  const left = { redemptions: new Set(replay.redemptions), reversals: new Set(replay.reversals.keys()) };
  const query = { accountId, livemode, participantId, limit: BATCH };
  for (let after: PointsRedemption | undefined; ;) {
    const { rows: page } = await store.redemptions(after ? { ...query, after } : query);
    const entries = await entriesOf(store, page);
    for (let at = 0; at < page.length; at += AT_ONCE) {
      const some = page.slice(at, at + AT_ONCE);
      const looks = await Promise.all(some.map((one) => lookAt(store, one, entries.get(one.journalEntryId), replay)));
      for (const look of looks) {
        note(found, left, look);
        const { redemption, differences } = look;
        if (differences.length > 0) found.differing.push({ id: redemption.id, differences });
      }
    }
    after = page.at(-1);
    if (page.length < BATCH || !after) break;
  }
  for (const id of left.redemptions) found.differences.push(`the redemption of entry ${id} is missing`);
  for (const id of left.reversals)
    found.differences.push(
      `the reversal of entry ${id} is missing, of redemption ${String(replay.reversals.get(id)?.redemptionId)}`,
    );
  return found;
}

interface Look {
  readonly redemption: PointsRedemption;
  /** Its entry was played: it is not of after that. */
  readonly isPlayed: boolean;
  /** Those whose entries were played. */
  readonly reversals: readonly PointsReversal[];
  readonly differences: readonly string[];
}

async function lookAt(
  store: PointsStore,
  redemption: PointsRedemption,
  entry: Entry | undefined,
  replay: Replay,
): Promise<Look> {
  const differences = entry ? redemptionDifferences(redemption, entry) : ['its entry is missing'];
  const { reversals, entries, words } = await reversed(store, redemption);
  for (const reversal of reversals) {
    const of = entries.get(reversal.journalEntryId);
    const expired = replay.reversals.get(reversal.journalEntryId)?.expired;
    if (!of) differences.push(`the entry of reversal ${reversal.id} is missing`);
    else differences.push(...reversalDifferences(reversal, of, expired ?? reversal.expiredAmount));
  }
  const played = reversals.filter(({ journalEntryId }) => replay.reversals.has(journalEntryId));
  const isPlayed = replay.redemptions.has(redemption.journalEntryId);
  return { redemption, isPlayed, reversals: played, differences: [...differences, ...words] };
}

/** Its reversals, and in which words it differs from them at a moment at which it stood still. */
async function reversed(store: PointsStore, first: PointsRedemption) {
  let redemption = first;
  for (let look = 1; ; look += 1) {
    const reversals = await reversalsOf(store, first.id);
    const entries = await entriesOf(store, reversals);
    const words = reversedDifferences(redemption, reversals, entries);
    if (words.length === 0) return { reversals, entries, words };
    const { redemptions } = (await store.read({ ...NO_READS, ids: { redemptions: [first.id] } })).records;
    const [now] = redemptions ?? [];
    if (!now || now.version === redemption.version || look === MOST_LOOKS) return { reversals, entries, words };
    redemption = now;
  }
}

async function reversalsOf(store: PointsStore, id: string): Promise<PointsReversal[]> {
  const reversals: PointsReversal[] = [];
  for (;;) {
    const page = await store.reversals(id, reversals.at(-1)?.number ?? 0, BATCH);
    reversals.push(...page);
    if (page.length < BATCH) return reversals;
  }
}

async function entriesOf(
  store: PointsStore,
  records: readonly { readonly journalEntryId: string }[],
): Promise<ReadonlyMap<string, Entry>> {
  if (records.length === 0) return new Map();
  const ids = records.map(({ journalEntryId }) => journalEntryId);
  const { entries = [] } = (await store.read({ ...NO_READS, ids: { entries: ids } })).records;
  return new Map(entries.map((entry) => [entry.id, entry]));
}

/** Takes the entries off the lists of those without a record. */
function note(
  { pieces, differences }: Redeemed,
  left: { readonly redemptions: Set<string>; readonly reversals: Set<string> },
  { redemption, reversals, isPlayed }: Look,
): void {
  const { id, rewardId, quantity, journalEntryId } = redemption;
  for (const one of reversals)
    if (!left.reversals.delete(one.journalEntryId)) differences.push(`reversal ${one.id} has the entry of another`);
  if (!isPlayed) return;
  if (!left.redemptions.delete(journalEntryId)) differences.push(`redemption ${id} has the entry of another`);
  if (rewardId === null || quantity === null) return;
  const back = reversals.reduce((sum, one) => sum + (one.quantity ?? 0), 0);
  pieces.set(rewardId, (pieces.get(rewardId) ?? 0) + quantity - back);
}
