// The books of a day: what Vouch says was taken and given back, beside what this shop wrote down. Ends with 1 where they differ.
//   npm run books [-- 2026-11-24 [+02:00]]
import { createVouch, type Schemas, type Vouch } from 'vouch-client';
import { sum } from './order.js';
import { OrderBook, type Orders } from './order-book.js';
import { program } from './program.js';
import { readBooksSettings } from './settings.js';

const DAY_MS = 24 * 60 * 60_000;
/** Where the shop keeps its days. South Africa has no summer time. */
const HERE = '+02:00';

interface Row {
  /** A redemption, or a reversal. */
  readonly id: string;
  readonly type: string;
  readonly cents: number;
}
interface Figures {
  readonly taken: readonly Row[];
  readonly givenBack: readonly Row[];
}

const [, , given, givenOffset] = process.argv;
const offset = givenOffset ?? HERE;
const day = given ?? new Date(Date.now() - DAY_MS + offsetMs(offset)).toISOString().slice(0, 10);

await program(async () => {
  const settings = readBooksSettings(process.env);
  const vouch = createVouch({ baseUrl: settings.vouchUrl, apiKey: settings.secretKey });
  const report = await vouch.reports.daily({ from: day, to: day, utc_offset: offset });
  const ours = figuresOf(OrderBook.read(settings.bookFile), day, offset);
  const isEqual = print(report.totals, ours);
  if (!isEqual) await printDifferences(vouch, ours);
  process.exitCode = isEqual ? 0 : 1;
});

/** What the shop wrote down of this day, by the times at which Vouch settled it. */
function figuresOf(orders: Orders, date: string, utcOffset: string): Figures {
  const start = Date.parse(`${date}T00:00:00${utcOffset}`);
  const isOfDay = (at: string | null) => at !== null && Date.parse(at) >= start && Date.parse(at) < start + DAY_MS;
  const all = [...orders.all.values()];
  return {
    taken: all
      .flatMap(({ payments }) => [...payments.values()])
      .filter(({ outcome, settled_at }) => outcome === 'paid' && isOfDay(settled_at))
      .map(({ id, type, redeemed_amount: cents }) => ({ id, type, cents })),
    givenBack: all
      .flatMap(({ reversals }) => [...reversals.values()])
      .filter(({ status, settled_at }) => status === 'succeeded' && isOfDay(settled_at))
      .map(({ id, type, amount: cents }) => ({ id, type, cents })),
  };
}

/** One line for each type and figure. True where all of them are the same on both sides. */
function print({ by_type: byType, in_doubt: inDoubt }: Schemas['DailyTotals'], { taken, givenBack }: Figures): boolean {
  say(`${day} ${offset}${givenOffset === undefined ? ' (where no second argument says another offset)' : ''}`);
  const types = new Set([...byType, ...taken, ...givenBack].map(({ type }) => type));
  const equal = [...types].sort().flatMap((type) => {
    const theirs = byType.find((one) => one.type === type);
    return [
      compare(`${type} taken`, theirs?.taken, of(type, taken)),
      compare(`${type} given back`, theirs?.given_back, of(type, givenBack)),
    ];
  });
  if (types.size === 0) say(`Nothing on this day: Vouch ${figure(0, 0)}, shop ${figure(0, 0)}.`);
  if (inDoubt.count > 0) say(`in doubt: ${String(inDoubt.count)}. This day is not final yet.`);
  say(equal.every(Boolean) ? 'The books are equal.' : 'The books DIFFER.');
  return equal.every(Boolean);
}

function compare(name: string, theirs: Schemas['DailySum'] | undefined, ours: readonly Row[]): boolean {
  const { count, amount } = theirs ?? { count: 0, amount: 0 };
  const cents = sum(ours.map((row) => row.cents));
  say(`${name}: Vouch ${figure(count, amount)}, shop ${figure(ours.length, cents)}`);
  return count === ours.length && amount === cents;
}

/** Which ones. The sums say only that something is wrong. */
async function printDifferences(client: Vouch, { taken, givenBack }: Figures): Promise<void> {
  const span = { settled_from: day, settled_to: day, utc_offset: offset };
  const theirTaken: Row[] = [];
  for await (const row of client.redemptions.list({ ...span, outcome: 'paid' }))
    theirTaken.push({ id: row.id, type: row.type, cents: row.redeemed_amount });
  const theirGivenBack: Row[] = [];
  for await (const row of client.reversals.list({ ...span, status: 'succeeded' }))
    theirGivenBack.push({ id: row.id, type: row.type, cents: row.amount });
  missing('Vouch has, the shop has not', [...theirTaken, ...theirGivenBack], [...taken, ...givenBack]);
  missing('the shop has, Vouch has not', [...taken, ...givenBack], [...theirTaken, ...theirGivenBack]);
}

function missing(title: string, here: readonly Row[], there: readonly Row[]): void {
  const known = new Set(there.map(({ id, cents }) => `${id} ${String(cents)}`));
  for (const { id, type, cents } of here)
    if (!known.has(`${id} ${String(cents)}`)) say(`${title}: ${id} ${type} ${rand(cents)}`);
}

function of(type: string, rows: readonly Row[]): Row[] {
  return rows.filter((row) => row.type === type);
}

function figure(count: number, cents: number): string {
  return `${rand(cents)} (${String(count)})`;
}

function rand(cents: number): string {
  return `R${(cents / 100).toFixed(2)}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function offsetMs(utcOffset: string): number {
  return Date.parse('1970-01-01T00:00:00Z') - Date.parse(`1970-01-01T00:00:00${utcOffset}`);
}
