// What the books promise on every engine: redemptions by when they settled, reversals across them, and what each day came to; each
// as adding it all up by hand does, and never by a walk through everything.
import { dayOf, type DayFigure } from '../../../src/core/books/figures';
import type { ListedReversal, ReversalQuery } from '../../../src/core/books/store';
import type { Redemption, Reversal } from '../../../src/core/redemption/redemption';
import type { RedemptionQuery } from '../../../src/core/redemption/store';
import type { Store } from '../../../src/core/store';
import type { Paged, Position } from '../../../src/core/values/page';
import { DAY_MS, HOUR_MS } from '../../../src/core/values/time';
import { sampleId, sampleRedemption, T0 } from '../../fixtures/redemption';

type Scope = Pick<RedemptionQuery, 'accountId' | 'livemode'>;

export function describeBooks(current: () => Store): void {
  it('lists redemptions by when they settled, with any other filter, page by page', async () => {
    const store = current();
    const scope = { accountId: sampleId('acc'), livemode: false };
    const rows = await written(store, scope, 40);
    const [from, to] = [T0 + 10 * HOUR_MS, T0 + 60 * HOUR_MS];
    const filters: [Partial<RedemptionQuery>, (row: Redemption) => boolean][] = [
      [{}, () => true],
      [{ status: 'failed' }, (row) => row.status === 'failed'],
      [{ type: 'vouchers.ott' }, (row) => row.type === 'vouchers.ott'],
      [{ externalReference: 'order.1' }, (row) => row.externalReference === 'order.1'],
      [
        { terminalId: 'till-1', metadata: { shop: '1' } },
        (row) => row.options.terminal_id === 'till-1' && row.metadata['shop'] === '1',
      ],
      [{ createdFrom: T0 + 5, createdTo: T0 + 25 }, (row) => row.createdAt >= T0 + 5 && row.createdAt < T0 + 25],
      [{ outcome: 'checking' }, () => false],
    ];
    for (const [filter, keeps] of filters) {
      for (const span of [{ settledFrom: from }, { settledTo: to }, { settledFrom: from, settledTo: to }]) {
        const wanted = rows
          .filter((row) => row.settledAt !== undefined && isWithin(row.settledAt, span.settledFrom, span.settledTo))
          .filter(keeps)
          .sort((left, right) => newerFirst(left, right, 'settledAt'));
        const listed = await everyPage((after) =>
          store.redemptions.page({ ...scope, ...filter, ...span, limit: 3, ...after }),
        );
        expect({ filter, span, ids: listed.map(({ id }) => id) }).toEqual({
          filter,
          span,
          ids: wanted.map(({ id }) => id),
        });
      }
    }
    expect(await store.redemptions.page({ ...scope, settledFrom: to, settledTo: from, limit: 3 })).toEqual({
      rows: [],
      next: null,
    });
  });

  it('lists reversals of all redemptions, by when they were made or when they ended, with any other filter', async () => {
    const store = current();
    const scope = { accountId: sampleId('acc'), livemode: false };
    const rows = await written(store, scope, 60);
    const all = rows.flatMap((redemption) => redemption.reversals.map((reversal) => ({ redemption, reversal })));
    const filters: [Partial<ReversalQuery>, (row: ListedReversal) => boolean][] = [
      [{}, () => true],
      [{ status: 'succeeded' }, ({ reversal }) => reversal.status === 'succeeded'],
      [{ status: 'pending' }, ({ reversal }) => reversal.status === 'pending'],
      [{ type: 'vouchers.blu' }, ({ redemption }) => redemption.type === 'vouchers.blu'],
      [
        { externalReference: 'order.1', metadata: { shop: '1' } },
        ({ redemption }) => redemption.externalReference === 'order.1' && redemption.metadata['shop'] === '1',
      ],
      [
        { terminalId: 'till-0', status: 'failed' },
        ({ redemption, reversal }) => redemption.options.terminal_id === 'till-0' && reversal.status === 'failed',
      ],
    ];
    const span = [T0 + 20 * HOUR_MS, T0 + 70 * HOUR_MS] as const;
    const spans: Partial<ReversalQuery>[] = [
      {},
      { createdFrom: span[0], createdTo: span[1] },
      { settledFrom: span[0] },
      { settledTo: span[1] },
      { settledFrom: span[0], settledTo: span[1], createdFrom: T0 + 30 * HOUR_MS },
    ];
    for (const [filter, keeps] of filters) {
      for (const times of spans) {
        const by = times.settledFrom === undefined && times.settledTo === undefined ? 'createdAt' : 'settledAt';
        const wanted = all
          .filter(({ reversal }) => isWithin(reversal.createdAt, times.createdFrom, times.createdTo))
          .filter(
            ({ reversal }) => by === 'createdAt' || isWithin(reversal.settledAt, times.settledFrom, times.settledTo),
          )
          .filter(keeps)
          .sort((left, right) => newerFirst(left.reversal, right.reversal, by));
        const listed = await everyPage((after) =>
          store.books.reversals({ ...scope, ...filter, ...times, limit: 4, ...after }),
        );
        const ids = (rows: readonly ListedReversal[]) =>
          rows.map(({ redemption, reversal }) => [redemption.id, reversal.id]);
        expect({ filter, times, ids: ids(listed) }).toEqual({ filter, times, ids: ids(wanted) });
      }
    }
    expect(await store.books.reversals({ ...scope, createdFrom: span[1], createdTo: span[0], limit: 9 })).toEqual({
      rows: [],
      next: null,
    });
  });

  it('says what each local day came to, by type, as adding up by hand does', async () => {
    const store = current();
    const scope = { accountId: sampleId('acc'), livemode: false };
    const rows = await written(store, scope, 80);
    for (const offsetMs of [0, 2 * HOUR_MS, -3.5 * HOUR_MS]) {
      const query = { ...scope, from: T0 - 12 * HOUR_MS - offsetMs, to: T0 + 4 * DAY_MS - offsetMs, offsetMs };
      const figures = await store.books.days(query);
      expect(sorted(figures)).toEqual(sorted(byHand(rows, query)));
      expect(new Set(figures.map(({ figure }) => figure))).toEqual(
        new Set(['taken', 'not_paid', 'given_back', 'change_issued', 'change_unstated', 'in_doubt']),
      );
    }
    expect(await store.books.days({ ...scope, livemode: true, from: 0, to: T0 * 2, offsetMs: 0 })).toEqual([]);
  });

  it('ends a page early where hardly any reversal matches, follows a change, and forgets what is gone', async () => {
    const store = current();
    const scope = { accountId: sampleId('acc'), livemode: false };
    const many = Array.from({ length: 12 }, (_, index) =>
      sampleRedemption({
        ...scope,
        ...PAID,
        createdAt: T0 + index,
        settledAt: T0 + index,
        externalReference: index === 0 ? 'rare' : null,
        reversals: Array.from({ length: 100 }, (__, turn) => sampleReversal({ createdAt: T0 + index * 1000 + turn })),
      }),
    );
    await Promise.all(many.map((row) => store.redemptions.insert(row, [])));
    const query = { ...scope, externalReference: 'rare', limit: 20 };
    // On SQLite the rows that are looked at are reversals, on MongoDB documents.
    if (store.engine === 'sqlite') expect(await store.books.reversals(query)).toMatchObject({ rows: [], next: {} });
    const listed = await everyPage((after) => store.books.reversals({ ...query, ...after }));
    expect(listed.map(({ redemption }) => redemption.id)).toEqual(Array(100).fill(many[0]?.id));

    const [row] = many;
    if (!row) throw new Error('there is one');
    const reversals = row.reversals.map((reversal, index) =>
      index === 7 ? { ...reversal, status: 'succeeded' as const, settledAt: T0 + DAY_MS } : reversal,
    );
    const next = { ...row, rev: row.rev + 1, reversals, externalReference: 'renamed' };
    expect(await store.redemptions.replace(next, row.rev, [])).toEqual({ kind: 'written' });
    const ended = await store.books.reversals({ ...scope, settledFrom: T0, externalReference: 'renamed', limit: 9 });
    expect(ended.rows.map(({ reversal }) => reversal.id)).toEqual([reversals[7]?.id]);
  });
}

const PAID = { status: 'confirmed', outcome: 'paid', redeemedCents: 1_000_000, claimed: false } as const;

function sampleReversal(over: Partial<Reversal> = {}): Reversal {
  return {
    id: sampleId('rev'),
    operationId: sampleId('op'),
    amountCents: 100,
    reason: 'x',
    status: 'pending',
    method: 'restored',
    refundVoucher: null,
    error: null,
    createdAt: T0,
    updatedAt: T0,
    ...over,
  };
}

/** Redemptions of every status, some with reversals of every status, many of them at the same moment. */
async function written(store: Store, scope: Scope, count: number): Promise<Redemption[]> {
  const rows = Array.from({ length: count }, (_, index) => {
    const status = (['confirmed', 'confirmed', 'failed', 'reserved'] as const)[index % 4] ?? 'draft';
    const settledAt = T0 + Math.floor(index / 2) * 2 * HOUR_MS;
    const change = { sealedPin: null, maskedPin: null, serialNumber: null, expiresAt: null, delivery: 'sms' as const };
    return sampleRedemption({
      ...scope,
      createdAt: T0 + index,
      status,
      outcome: status === 'confirmed' ? 'paid' : status === 'failed' ? 'not_paid' : 'checking',
      redeemedCents: status === 'confirmed' ? 1000 + index : 0,
      amountCents: 1000 + index,
      ...(status === 'reserved' ? { claimed: true } : { settledAt }),
      type: index % 3 ? 'vouchers.blu' : 'vouchers.ott',
      externalReference: index % 5 ? null : `order.${String(index % 2)}`,
      options: { partial: 'decline', ...(index % 5 ? { terminal_id: `till-${String(index % 2)}` } : {}) },
      metadata: { shop: String(index % 2) },
      changeVoucher:
        status === 'confirmed' && index % 3 ? { ...change, amountCents: index % 2 ? 70 + index : null } : null,
      reversals:
        status === 'confirmed'
          ? Array.from({ length: index % 4 }, (__, turn) => {
              const createdAt = settledAt + Math.floor(turn / 2) * DAY_MS;
              const ended = (['succeeded', 'pending', 'failed'] as const)[(index + turn) % 3] ?? 'pending';
              return sampleReversal({
                createdAt,
                amountCents: 10 + turn,
                status: ended,
                ...(ended === 'pending' ? {} : { settledAt: createdAt + turn * HOUR_MS }),
              });
            })
          : [],
    });
  });
  await Promise.all(rows.map((row) => store.redemptions.insert(row, [])));
  // What other stories of this store wrote without saying when it settled.
  while (await store.books.fill(500));
  return rows;
}

async function everyPage<T>(read: (after: { after?: Position }) => Promise<Paged<T>>): Promise<T[]> {
  const rows: T[] = [];
  for (let after: Position | null | undefined; after !== null;) {
    const page: Paged<T> = await read(after ? { after } : {});
    rows.push(...page.rows);
    after = page.next;
  }
  return rows;
}

function isWithin(at: number | undefined, from = 0, to = Infinity): boolean {
  return at !== undefined && at >= from && at < to;
}

interface Dated {
  readonly id: string;
  readonly createdAt: number;
  readonly settledAt?: number;
}

function newerFirst(left: Dated, right: Dated, by: 'createdAt' | 'settledAt'): number {
  return (right[by] ?? 0) - (left[by] ?? 0) || (left.id < right.id ? 1 : -1);
}

interface Days {
  readonly from: number;
  readonly to: number;
  readonly offsetMs: number;
}

function byHand(rows: readonly Redemption[], { from, to, offsetMs }: Days): DayFigure[] {
  const facts = rows.flatMap((row): [number | undefined, string, DayFigure['figure'], number][] => [
    [row.settledAt, row.type, row.redeemedCents > 0 ? 'taken' : 'not_paid', row.redeemedCents],
    ...(row.changeVoucher
      ? [
          [
            row.settledAt,
            row.type,
            row.changeVoucher.amountCents === null ? 'change_unstated' : 'change_issued',
            row.changeVoucher.amountCents ?? 0,
          ] as [number | undefined, string, DayFigure['figure'], number],
        ]
      : []),
    ...row.reversals
      .filter(({ status }) => status === 'succeeded')
      .map((one): [number | undefined, string, DayFigure['figure'], number] => [
        one.settledAt,
        row.type,
        'given_back',
        one.amountCents,
      ]),
    ...(row.outcome === 'checking'
      ? [[row.createdAt, row.type, 'in_doubt', row.amountCents] as [number, string, DayFigure['figure'], number]]
      : []),
  ]);
  const sums = new Map<string, DayFigure>();
  for (const [at, type, figure, cents] of facts) {
    if (at === undefined || at < from || at >= to) continue;
    const day = dayOf(at, offsetMs);
    const key = `${String(day)} ${type} ${figure}`;
    const sum = sums.get(key) ?? { day, type, figure, count: 0, cents: 0 };
    sums.set(key, { ...sum, count: sum.count + 1, cents: sum.cents + cents });
  }
  return [...sums.values()];
}

function sorted(figures: readonly DayFigure[]): string[] {
  return figures.map((figure) => JSON.stringify(figure)).sort();
}
