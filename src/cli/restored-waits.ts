// What waits because of a restored backup, and for whom: as the rules of the core say it, so that it is what callers are told.
import { PROVIDERS } from '../../adapters';
import type { Account } from '../core/accounts/account';
import type { Redemption } from '../core/redemption/redemption';
import { openDifferences } from '../core/redemption/settling/found-returns';
import type { RestoreMark } from '../core/restores/mark';
import {
  accountsWaiting,
  isTold,
  mayHaveLost,
  missingOf,
  readingOf,
  stoodInBackup,
} from '../core/restores/restore-mark';
import type { Store } from '../core/store';
import { isoTime } from '../core/values/time';
import { printable, printTable } from './table';
import type { Opened } from './with-store';

const MODES = [true, false] as const;
const PAGE = 100;
/** More of them are in the list of reviews. */
const MOST_SHOWN = 50;

/** A mark for one provider and mode. */
interface Part {
  readonly mark: RestoreMark;
  readonly livemode: boolean;
  readonly provider: string;
  readonly type: string;
}

/** Writes a table of marks, then what each waits for, then the redemptions that wait by themselves. */
export async function printWaiting({ store, clock }: Opened): Promise<void> {
  const marks = await store.restores.list();
  if (marks.length === 0) return void process.stdout.write('This store was never marked as restored.\n');
  const parts = marks.flatMap((mark) =>
    MODES.flatMap((livemode) => PROVIDERS.map(({ provider, type }) => ({ mark, livemode, provider, type }))),
  );
  const accounts = await store.accounts.listAccounts();
  const rows = parts.map((part) => rowOf(part, accounts.length, clock.now()));
  printTable(['LOST FROM', 'UNTIL', 'MODE', 'PROVIDER', 'REVERSALS', 'USED VOUCHERS'], rows);
  for (const part of parts) await printReasons(store, part, accounts);
  await printHeld(store, marks, accounts);
}

function rowOf({ mark, livemode, provider, type }: Part, allAccounts: number, now: number): string[] {
  const { endedAt, lost } = readingOf(mark, livemode, type);
  const apart = accountsWaiting(mark, livemode, type).length;
  const isWaiting = !isTold(missingOf(mark, livemode, type)) || (apart > 0 && apart === allAccounts);
  const words = endedAt === null ? 'told' : 'ended by hand';
  const used = !mayHaveLost([mark], livemode, type, now)
    ? 'told'
    : lost > 0
      ? `${String(lost)} to look at`
      : 'for review';
  return [
    isoTime(mark.since),
    isoTime(mark.markedAt),
    livemode ? 'live' : 'test',
    provider,
    isWaiting ? 'wait' : apart > 0 ? `${words}, not to all` : words,
    used,
  ];
}

/** What is to be done beyond reading a statement of the time that is lost. */
async function printReasons(
  store: Store,
  { mark, livemode, provider, type }: Part,
  accounts: readonly Account[],
): Promise<void> {
  const missing = missingOf(mark, livemode, type);
  const flags = `--provider ${provider} --mode ${livemode ? 'live' : 'test'}`;
  const lines: string[] = [];
  for (const name of missing.untold.slice(0, MOST_SHOWN)) {
    const finding = await store.findings.findByReference(livemode, type, name);
    const verdict = finding?.closedAt === null ? `a verdict on review ${finding.id}, then for ` : '';
    lines.push(`for ${verdict}the statement that has it to be read again: value given back under ${name}`);
  }
  if (isTold(missing))
    for (const id of accountsWaiting(mark, livemode, type))
      lines.push(
        `for the reviews of account ${nameOf(accounts, id)} and a statement after that: vouch restored --end ${flags} --account ${id}`,
      );
  if (lines.length === 0) return;
  process.stdout.write(`\n${provider}, ${livemode ? 'live' : 'test'}, lost from ${isoTime(mark.since)}, waits\n`);
  for (const line of lines) process.stdout.write(`  ${printable(line)}\n`);
}

/** Redemptions of the backup of which a statement says otherwise: each waits for its reviews, whatever was told. */
async function printHeld(store: Store, marks: readonly RestoreMark[], accounts: readonly Account[]): Promise<void> {
  const rows: string[][] = [];
  for (const { id: accountId } of accounts) {
    for (const livemode of MODES) {
      for await (const redemption of openReviewsOf(store, accountId, livemode)) {
        if (!stoodInBackup(marks, redemption.createdAt)) continue;
        const reviews = openDifferences(redemption).map(({ id }) => id);
        if (reviews.length > 0) rows.push([redemption.id, nameOf(accounts, accountId), reviews.join(' ')]);
        if (rows.length > MOST_SHOWN) break;
      }
    }
  }
  if (rows.length === 0) return;
  process.stdout.write('\nA statement says otherwise of these: they wait, each for the verdict of its reviews\n');
  printTable(['REDEMPTION', 'ACCOUNT', 'REVIEWS'], rows.slice(0, MOST_SHOWN));
  if (rows.length > MOST_SHOWN) process.stdout.write('and of more than these\n');
}

async function* openReviewsOf(
  { redemptions }: Store,
  accountId: string,
  livemode: boolean,
): AsyncGenerator<Redemption> {
  const query = { accountId, livemode, which: 'open', order: 'oldest', limit: PAGE } as const;
  let page = await redemptions.reviewed(query);
  for (;;) {
    yield* page;
    const last = page.at(-1);
    if (page.length < PAGE || !last) return;
    page = await redemptions.reviewed({ ...query, after: { createdAt: last.reviewOpenedAt ?? 0, id: last.id } });
  }
}

function nameOf(accounts: readonly Account[], id: string): string {
  return `${id} (${accounts.find((account) => account.id === id)?.name ?? '?'})`;
}
