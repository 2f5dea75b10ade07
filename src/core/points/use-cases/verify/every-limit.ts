// Walks over what is set up, a batch at a time: programs, and the stocks and wallets that belong to them.
import { stockId, walletId } from '../../records/limit';
import type { Program } from '../../records/program';
import type { Reward } from '../../records/reward';
import type { PointsStore } from '../../store';
import type { Owner } from '../reports';
import { BATCH } from './book-reader';

/** The ids of all limits that there should be, in batches: of rewards and wallets, and of those that books have `told` of. */
export async function* everyLimit(store: PointsStore, owner: Owner, told: readonly string[]): AsyncGenerator<string[]> {
  for await (const program of everyProgram(store, owner)) {
    yield program.assetIds.map((assetId) => walletId(program.id, assetId));
    yield* everyStock(store, owner, program.id);
  }
  yield [...new Set(told)];
}

/** Every program, archived ones too. */
export async function* everyProgram(store: PointsStore, { accountId, livemode }: Owner): AsyncGenerator<Program> {
  const query = { accountId, livemode, includeArchived: true, limit: BATCH };
  for (let after: Program | undefined; ;) {
    const { rows: page } = await store.programs(after ? { ...query, after } : query);
    yield* page;
    after = page.at(-1);
    if (page.length < BATCH || !after) return;
  }
}

async function* everyStock(store: PointsStore, { accountId, livemode }: Owner, programId: string) {
  const by = { includeArchived: true, descending: false, sortBy: 'created_at', limit: BATCH } as const;
  const query = { accountId, livemode, programId, ...by };
  for (let after: Reward | undefined; ;) {
    const { rows: page } = await store.rewards(after ? { ...query, after } : query);
    yield page.filter(({ kind }) => kind === 'UNIT_BASED').map(({ id }) => stockId(id));
    after = page.at(-1);
    if (page.length < BATCH || !after) return;
  }
}
