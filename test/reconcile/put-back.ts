// A store that was put back from a backup, and the statements that are read then: what the stories of it share.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { Redemption } from '../../src/core/redemption/redemption';
import { newMark } from '../../src/core/restores/restore-mark';
import { judgeReview } from '../../src/core/reviews/reviews';
import { reverseRedemption } from '../../src/core/use-cases/reverse';
import type { Services } from '../../src/core/use-cases/services';
import { DAY_MS } from '../../src/core/values/time';
import { reconcile, type Reconciliation, type ReconcileOptions } from '../../src/reconcile/reconcile';
import { writeText } from '../../src/reconcile/report';
import { Sheet } from '../../src/reconcile/sheet';
import { backUpFile, giveBack as giveBackFrom } from './back';
import { callerOf, OPERATOR, openWorld, type World } from './world';

export const [ONE, OTT] = ['vouchers.one_voucher', 'vouchers.ott'] as const;
const COLUMNS = [
  'date',
  'reference',
  'number',
  'type',
  'product',
  'gross',
  'fee',
  'commission',
  'net',
  'status',
] as const;
export type Cells = Partial<Record<(typeof COLUMNS)[number], string>>;
export type Line = Cells & { readonly type: string; readonly reference: string; readonly status: string };
export interface Read extends Reconciliation {
  readonly text: string;
}
export type Over = Partial<
  Pick<ReconcileOptions, 'fromAt' | 'toAt' | 'madeAt' | 'covers' | 'holds' | 'accountId' | 'offsetMs'>
>;

export let world: World;
/** The store that was put back from a backup. */
export let services: Services;
export let sinceAt = 0;

/** A world for each test of the file that calls it. */
export function openEach(): void {
  jest.setTimeout(60_000);
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());
}

/** Makes a backup, gives value back, and puts the backup back. */
export async function restoreAfter(giveBack: () => Promise<unknown>): Promise<void> {
  const copy = join(world.folder, 'backup.db');
  backUpFile(world.databaseUrl, copy);
  sinceAt = Date.now();
  await giveBack();
  services = await world.over(`sqlite:${copy}`);
  await services.store.restores.insert(newMark('rst_00000000000000000000000a', sinceAt, Date.now()));
}

/** The lines of the provider's statement, which `bend` writes in another way. */
export async function statement(
  type: string,
  bend: (lines: Line[]) => readonly Line[] = (lines) => lines,
): Promise<string[]> {
  const [header = '', ...written] = await world.statement(type.slice('vouchers.'.length));
  const lines = written.map((line) => {
    const cells = line.split(';');
    return Object.fromEntries(COLUMNS.map((name, at) => [name, cells[at] ?? ''])) as unknown as Line;
  });
  return [header, ...bend(lines).map((line) => COLUMNS.map((name) => line[name] ?? '').join(';'))];
}

/** As a file that the provider makes now, and of which it says that it holds everything from a day before what is lost until now. */
export async function read(
  type: string,
  lines: readonly string[],
  over: Over = {},
  by: Services = services,
): Promise<Read> {
  const file = join(world.folder, 'statement.csv');
  writeFileSync(file, `${lines.join('\n')}\n`);
  const sheet = new Sheet();
  let text = '';
  const out = new Writable({
    write: (piece: Buffer, _encoding, done) => {
      text += piece.toString();
      done();
    },
  });
  try {
    const [fromAt, now] = [sinceAt - DAY_MS, Date.now()];
    const said = { covers: { fromAt, toAt: now }, holds: 'all' } as const;
    const options = { file, type, livemode: false, offsetMs: 0, lookBackMs: DAY_MS, accountLess: false, mostReviews: 100, fromAt, toAt: now + DAY_MS, ...said, ...over }; // prettier-ignore
    const done = await reconcile(by, sheet, options);
    await writeText(out, { provider: type, type, livemode: false, file }, done, sheet);
    return { ...done, text };
  } finally {
    sheet.close();
  }
}

export async function giveBack(redemption: Redemption, amountCents: number, by = services): Promise<Redemption> {
  return (await giveBackFrom(by, redemption, amountCents)).redemption;
}

export const reload = async ({ id }: Redemption, by = services) => (await by.store.redemptions.find(id)) as Redemption;
export const waits = (redemption: Redemption, cents = 700) =>
  expect(giveBack(redemption, cents)).rejects.toMatchObject({ code: 'awaiting_statement' });
/** For whoever has looked at it. */
export const goesOn = async (redemption: Redemption) => {
  const command = { reason: 'returned', amountCents: 1, ifMatch: (await reload(redemption)).version };
  const { reversal } = await reverseRedemption(services, redemption.id, command, callerOf(OPERATOR));
  expect(reversal).toMatchObject({ status: 'succeeded', amountCents: 1 });
};

/** A person looks at everything that is open. */
export async function closeReviews(redemption?: Redemption): Promise<void> {
  const verdict = { decision: 'not_paid', note: 'Looked at', evidence: 'statement.csv' } as const;
  const query = { accountId: OPERATOR, livemode: false, which: 'open', order: 'newest', limit: 100 } as const;
  for (const { id, version } of redemption ? [] : await services.store.findings.list(query))
    await judgeReview(services, id, { ...verdict, ifMatch: version }, callerOf(OPERATOR));
  for (const { id } of redemption ? [redemption] : await services.store.redemptions.reviewed(query)) {
    const found = await services.store.redemptions.find(id);
    for (const review of found?.reviews.filter(({ closedAt }) => closedAt === null) ?? []) {
      const ifMatch = (await services.store.redemptions.find(id))?.version;
      await judgeReview(services, review.id, { ...verdict, ifMatch }, callerOf(OPERATOR));
    }
  }
}

export const isRefund = ({ type }: Line) => type === 'Refund';
