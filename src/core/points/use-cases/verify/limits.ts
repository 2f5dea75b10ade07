// Stocks and wallets against what the books say of them. They are what books share, so that no one moment shows all of it: what differs
// is read again, with all books, while the limit stands still.
import type { Book } from '../../book/book';
import { NO_READS } from '../../decide/rows';
import { stockId, walletId, type Limit } from '../../records/limit';
import type { Reward } from '../../records/reward';
import type { PointsStore } from '../../store';
import type { Units } from '../../units';
import { everyBook, type Owner } from '../reports';
import { everyLimit } from './every-limit';

/** A limit that is moved all the time is read so often. */
const LOOKS = 8;
const STOCK = stockId('');

/** One stock or wallet. */
export interface VerifiedLimit {
  readonly what: 'stock' | 'wallet';
  /** Of a stock that of its reward, of a wallet those of its program and asset. */
  readonly id: string;
  readonly differences: readonly string[];
  /** It was in use at every look, and within what moved it was right. */
  readonly moving: boolean;
}

/** What stocks and wallets should be at, by the books. */
export class Sums {
  /** By the id of the limit: pieces that participants have of a reward, or units that they drew from a wallet. */
  readonly used = new Map<string, Units>();
  /** Of wallets: what was put in. */
  readonly funded = new Map<string, Units>();

  addBook({ rewardUnits, balances, externalId }: Book): void {
    for (const [rewardId, pieces] of Object.entries(rewardUnits)) add(this.used, stockId(rewardId), BigInt(pieces));
    for (const [assetId, { shares }] of Object.entries(balances)) {
      for (const [account, units] of Object.entries(shares)) {
        const [programId = '', kind] = account.split('/');
        if (kind !== 'WALLET') continue;
        // The book of the wallet itself says what came in, all others what they drew.
        if (externalId === null) add(this.funded, walletId(programId, assetId), units);
        else add(this.used, walletId(programId, assetId), -units);
      }
    }
  }
}

function add(to: Map<string, Units>, id: string, units: Units): void {
  to.set(id, (to.get(id) ?? 0n) + units);
}

/** `sums`: of books that were read one after another. */
export async function* verifyLimits(store: PointsStore, owner: Owner, sums: Sums): AsyncGenerator<VerifiedLimit> {
  const suspects: string[] = [];
  const told = new Set<string>();
  for await (const ids of everyLimit(store, owner, [...sums.used.keys(), ...sums.funded.keys()])) {
    const state = await stateOf(store, ids);
    for (const id of ids) {
      if (told.has(id)) continue;
      told.add(id);
      if (differencesOf(id, state, sums).length > 0) suspects.push(id);
      else if (state.limits.has(id)) yield verified(id, []);
    }
  }
  if (suspects.length > 0) yield* lookAgain(store, owner, suspects);
}

async function* lookAgain(store: PointsStore, owner: Owner, ids: readonly string[]): AsyncGenerator<VerifiedLimit> {
  const left = new Set(ids);
  const sides = new Map<string, Set<number>>();
  const words = new Map<string, string[]>();
  for (let look = 1; look <= LOOKS && left.size > 0; look += 1) {
    const before = await stateOf(store, [...left]);
    const sums = new Sums();
    for await (const book of everyBook(store, owner)) sums.addBook(book);
    const after = await stateOf(store, [...left]);
    for (const id of left) {
      const differences = differencesOf(id, before, sums);
      if (differences.length > 0 && !stoodStill(id, before, after)) {
        words.set(id, differences);
        sides.set(id, (sides.get(id) ?? new Set()).add(sideOf(id, before, after, sums)));
        continue;
      }
      left.delete(id);
      yield verified(id, differences);
    }
  }
  for (const id of left) {
    // Further off, and to the same side each time, than what moved while the books were read.
    const [side = 0, other] = [...(sides.get(id) ?? [])];
    yield side !== 0 && other === undefined ? verified(id, words.get(id) ?? []) : { ...verified(id, []), moving: true };
  }
}

/** Limits with the rewards whose stock they are, by their ids. */
interface State {
  readonly limits: ReadonlyMap<string, Limit>;
  readonly rewards: ReadonlyMap<string, Reward>;
}

async function stateOf(store: PointsStore, ids: readonly string[]): Promise<State> {
  const rewards = ids.filter(isStock).map((id) => id.slice(STOCK.length));
  const { records } = await store.read({ ...NO_READS, ids: { limits: ids, rewards } });
  return {
    limits: new Map((records.limits ?? []).map((limit) => [limit.id, limit])),
    rewards: new Map((records.rewards ?? []).map((reward) => [stockId(reward.id), reward])),
  };
}

function isStock(id: string): boolean {
  return id.startsWith(STOCK);
}

function differencesOf(id: string, { limits, rewards }: State, { used, funded }: Sums): string[] {
  const limit = limits.get(id);
  const reward = rewards.get(id);
  if (isStock(id) && !reward) return ['its reward is missing'];
  const [taken, put] = [used.get(id) ?? 0n, funded.get(id) ?? 0n];
  if (!limit) return isStock(id) || taken !== 0n || put !== 0n ? ['its record is missing'] : [];
  const differences: string[] = [];
  if (limit.used !== taken) differences.push(`used is ${String(limit.used)}, the records say ${String(taken)}`);
  const maxTotal = reward?.maxTotal ?? null;
  const ceiling = isStock(id) ? (maxTotal === null ? null : BigInt(maxTotal)) : put;
  const told = isStock(id) ? 'the ceiling' : 'what was put in';
  if (limit.ceiling !== ceiling)
    differences.push(`${told} is ${String(limit.ceiling)}, the records say ${String(ceiling)}`);
  return differences;
}

function stoodStill(id: string, before: State, after: State): boolean {
  return (
    before.limits.get(id)?.rev === after.limits.get(id)?.rev &&
    before.rewards.get(id)?.rev === after.rewards.get(id)?.rev
  );
}

/** Whether the books say less (-1) or more (1) than the limit was at before they were read, and after; 0: between. */
function sideOf(id: string, before: State, after: State, { used }: Sums): number {
  const [one = 0n, other = 0n] = [before.limits.get(id)?.used, after.limits.get(id)?.used];
  const should = used.get(id) ?? 0n;
  if (should < one && should < other) return -1;
  return should > one && should > other ? 1 : 0;
}

function verified(id: string, differences: readonly string[]): VerifiedLimit {
  return { what: isStock(id) ? 'stock' : 'wallet', id: id.replace(/^\w+:/, ''), differences, moving: false };
}
