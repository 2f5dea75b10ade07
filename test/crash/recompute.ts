// The whole ledger computed anew from its journal as callers see it, over HTTP: nothing of Vouch's own arithmetic is used.
import type { CrashShop, Json, Setting } from './shop';

/** Decimal text at scale 2 as a whole number of hundredths. */
const cents = (text: unknown): bigint => BigInt(String(text).replace('.', ''));
const BUCKETS = ['available', 'held', 'deferred'] as const;

interface Entry extends Json {
  readonly postings: readonly Readonly<Record<string, string>>[];
}

/** What does not add up, in words: between postings, balances and the summary of the program. */
export async function faultsOf(shop: CrashShop, setting: Setting, people: readonly string[]): Promise<string[]> {
  const { program_id, asset_id } = setting;
  const faults: string[] = [];
  const sums = new Map<string, bigint>();
  for await (const { id, postings } of entriesOf(shop, asset_id)) {
    if (postings.reduce((sum, { amount }) => sum + cents(amount), 0n) !== 0n) faults.push(`${id} does not sum to zero`);
    for (const { participant_id = '', bucket = '', amount } of postings) {
      const place = `${participant_id} ${bucket.toLowerCase()}`;
      sums.set(place, (sums.get(place) ?? 0n) + cents(amount));
    }
  }
  let total = 0n;
  const look = async (who: string) => {
    const { data } = await shop.call(`GET /v1/participants/${who}/balances?asset_id=${asset_id}`);
    const [balance = {}] = data as Readonly<Record<string, string>>[];
    for (const bucket of BUCKETS) {
      const has = cents(balance[bucket] ?? '0.00');
      total += has;
      const played = sums.get(`${who} ${bucket}`) ?? 0n;
      if (has !== played) faults.push(`${who} has ${String(has)} ${bucket}, its entries say ${String(played)}`);
    }
  };
  await Promise.all(people.map(look));
  const { data } = await shop.call(`GET /v1/reports/ledger-summary?program_id=${program_id}`);
  const row = (data as Json[]).find((one) => one['asset_id'] === asset_id);
  const of = (field: string) => cents(row?.[field] ?? '0.00');
  const gone = of('total_redeemed') + of('total_expired') + of('total_forfeited');
  const explained = of('total_issued') - gone + of('other_adjustments_net');
  if (explained !== total || of('current_balance') !== total)
    faults.push(`the summary explains ${String(explained)} of ${String(total)}`);
  return faults;
}

async function* entriesOf(shop: CrashShop, assetId: string): AsyncGenerator<Entry> {
  for (let cursor = ''; ;) {
    const page = await shop.call(`GET /v1/journal-entries?asset_id=${assetId}&limit=200${cursor}`);
    yield* page['data'] as Entry[];
    const next = page['next_cursor'];
    if (typeof next !== 'string') return;
    cursor = `&cursor=${next}`;
  }
}
