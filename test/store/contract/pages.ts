// What a page of a list promises on every engine: the rows of the whole list, as far as they are shown, however many filters there
// are, and never a walk through everything.
import { publicRedemption } from '../../../src/core/redemption/shown/present';
import type { RedemptionQuery } from '../../../src/core/redemption/store';
import type { Redemption } from '../../../src/core/redemption/redemption';
import type { Store } from '../../../src/core/store';
import type { Position } from '../../../src/core/values/page';
import { fullRedemption, sampleId, sampleRedemption, T0 } from '../../fixtures/redemption';
import { FULL } from '../../tools/scale';

type Scope = Pick<RedemptionQuery, 'accountId' | 'livemode'>;

const FILTERS: readonly ((row: Redemption) => Partial<RedemptionQuery>)[] = [
  ({ status }) => ({ status }),
  ({ outcome }) => ({ outcome }),
  ({ type }) => ({ type }),
  ({ externalReference }) => (externalReference === null ? {} : { externalReference }),
  ({ options }) => (options.terminal_id === undefined ? {} : { terminalId: options.terminal_id }),
  ({ createdAt }) => ({ createdFrom: createdAt - 9, createdTo: createdAt + 9 }),
  ({ metadata }) => ({ metadata: { shop: metadata['shop'] ?? '' } }),
  ({ metadata }) => ({ metadata }),
];

/** Every combination of the filters that a row passes, the last one last. */
export function combinationsOf(row: Redemption): Partial<RedemptionQuery>[] {
  return Array.from({ length: 2 ** FILTERS.length }, (_, bits) =>
    FILTERS.filter((__, bit) => bits & (2 ** bit)).reduce<Partial<RedemptionQuery>>(
      (query, filter) => ({ ...query, ...filter(row) }),
      {},
    ),
  );
}

export function describePages(current: () => Store): void {
  it('shows of a row in a page all that is shown of it by itself, and reads no more than that', async () => {
    const store = current();
    const accountId = sampleId('acc');
    const full = fullRedemption({ accountId });
    const bare = sampleRedemption({ accountId, createdAt: full.createdAt - 1 });
    for (const one of [full, bare]) await store.redemptions.insert(one, []);
    const { rows, next } = await store.redemptions.page({ accountId, livemode: full.livemode, limit: 9 });
    const alone = await Promise.all([full, bare].map(({ id }) => store.redemptions.find(id)));
    const there = alone.filter((one) => one?.livemode === full.livemode);
    expect(rows.map((row) => publicRedemption(row))).toStrictEqual(there.map((one) => one && publicRedemption(one)));
    expect(rows.length).toBeGreaterThan(0);
    expect(next).toBeNull();
  });

  it('answers every combination of filters as the whole list does, page by page', async () => {
    const store = current();
    const scope = { accountId: sampleId('acc'), livemode: false };
    const rows = Array.from({ length: 60 }, (_, index) => variedRow(scope, index));
    await Promise.all(rows.map((row) => store.redemptions.insert(row, [])));
    const all = [...combinationsOf(rows[30] as Redemption), ...combinationsOf(rows[7] as Redemption)];
    // A question costs five times as much where it goes over a socket: there every third one, at full size all.
    const tried = all.filter((_, index) => FULL || store.engine === 'sqlite' || index % 3 === 0);
    for (const filters of tried) {
      const whole = await store.redemptions.list({ ...scope, limit: 100, ...filters });
      const paged = await allPages(store, { ...scope, ...filters, limit: 7 });
      expect({ filters, ids: paged.ids }).toEqual({ filters, ids: whole.map(({ id }) => id) });
      expect(whole.length).toBeGreaterThan(0);
    }
  });

  it('ends a page early where filters hardly ever meet, and finds on later pages what there is', async () => {
    const store = current();
    const scope = { accountId: sampleId('acc'), livemode: false };
    const apart = Array.from({ length: 2600 }, (_, index) =>
      sampleRedemption({
        ...scope,
        createdAt: T0 + 10 + index,
        // Next to each other, and never both: but for the oldest and one in the middle.
        ...(index % 2 || index === 200 ? { metadata: { shop: '1', country: 'za' } } : {}),
        ...(index % 2 === 0 ? { options: { partial: 'decline' as const, terminal_id: 'till-1' } } : {}),
      }),
    );
    const oldest = sampleRedemption({
      ...scope,
      createdAt: T0,
      metadata: { shop: '1', country: 'za' },
      options: { partial: 'decline', terminal_id: 'till-1' },
    });
    await Promise.all([oldest, ...apart].map((row) => store.redemptions.insert(row, [])));
    const query = { ...scope, metadata: { shop: '1' }, terminalId: 'till-1', limit: 20 };
    const first = await store.redemptions.page(query);
    expect(first.rows).toEqual([]);
    expect(first.next).not.toBeNull();
    const { ids, pages } = await allPages(store, query);
    expect(ids).toEqual([apart[200]?.id, oldest.id]);
    expect(pages).toBeGreaterThan(1);
    // Where one filter lets nothing through, that one leads, and there is nothing to go on from.
    expect(await store.redemptions.page({ ...query, terminalId: 'till-2' })).toEqual({ rows: [], next: null });
    expect(await store.redemptions.page({ ...query, metadata: { country: 'za', shop: '2' } })).toEqual({
      rows: [],
      next: null,
    });
    expect(await store.redemptions.page({ ...query, metadata: { ...query.metadata, none: 'at all' } })).toEqual({
      rows: [],
      next: null,
    });
  });
}

function variedRow(scope: Scope, index: number): Redemption {
  return sampleRedemption({
    ...scope,
    createdAt: T0 + Math.floor(index / 3),
    status: index % 2 ? 'draft' : 'failed',
    outcome: index % 3 ? 'open' : 'not_paid',
    type: index % 4 ? 'vouchers.blu' : 'vouchers.ott',
    externalReference: index % 5 ? null : `order.${String(index % 2)}`,
    options: { partial: 'decline', ...(index % 5 ? { terminal_id: `till-${String(index % 2)}` } : {}) },
    metadata: { shop: String(index % 2), 'a.$b': 'x', country: index % 3 ? 'za' : 'na' },
  });
}

/** Follows the cursor to the end. */
async function allPages(store: Store, query: RedemptionQuery): Promise<{ ids: string[]; pages: number }> {
  const ids: string[] = [];
  let pages = 0;
  for (let after: Position | null | undefined; after !== null;) {
    const page = await store.redemptions.page({ ...query, ...(after ? { after } : {}) });
    expect(page.rows.length).toBeLessThanOrEqual(query.limit);
    ids.push(...page.rows.map(({ id }) => id));
    after = page.next;
    pages += 1;
  }
  return { ids, pages };
}
