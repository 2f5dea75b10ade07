// `vouch restored`: marks a store that was put back from a backup, says what waits because of it, and which keys live again.
import { type Command, Option } from 'commander';
import { PROVIDERS } from '../../../adapters';
import { databaseUrlOf, dataDirOf } from '../../config';
import { coversGap, ended, newMark, readingOf, type RestoreMark } from '../../core/restores/restore-mark';
import { isoTime } from '../../core/values/time';
import { parseDate } from '../../reconcile/cells';
import { CommandFailure, reporting } from '../failure';
import { keyJournalFile, readKeyJournal } from '../../auth/key-journal';
import { printTable } from '../table';
import { withStore, type Opened } from '../with-store';

interface Flags {
  readonly since?: string;
  readonly status: boolean;
  readonly end: boolean;
  readonly provider?: string;
  readonly mode?: 'live' | 'test';
  readonly keyJournal?: string;
}

const MODES = [true, false] as const;
const ZONE = /(?:Z|[+-]\d\d:?\d\d)$/i;

/** One of `--since`, `--status` and `--end`. */
export function registerRestored(program: Command): void {
  program
    .command('restored')
    .description('after a backup was restored: mark the store, before a server is started on it')
    .option('--since <time>', 'when the backup was made, in RFC 3339: all that was done after it is lost')
    .option('--status', 'what still waits for a statement', false)
    .option('--end', 'let reversals of one provider and mode go on without a statement, on your word', false)
    .addOption(new Option('--provider <name>', 'with --end').choices(PROVIDERS.map(({ provider }) => provider)))
    .addOption(new Option('--mode <mode>', 'with --end').choices(['live', 'test']))
    .option('--key-journal <file>', 'the journal of keys, where it is not keys.log beside the store')
    .action(reporting(run));
}

function run(flags: Flags): Promise<void> {
  const asked = [flags.since !== undefined, flags.status, flags.end].filter(Boolean).length;
  if (asked !== 1) throw new CommandFailure('say one of --since TIME, --status and --end');
  return withStore((opened) => {
    if (flags.since !== undefined) return markStore(opened, flags.since, flags.keyJournal);
    return flags.end ? endGap(opened, flags) : printWaiting(opened);
  });
}

async function markStore(opened: Opened, text: string, journal: string | undefined): Promise<void> {
  const { store, clock, ids } = opened;
  // The later of two clocks that differ: a mark that is dated too early takes statements for new that are not.
  const now = Math.max(clock.now(), (await store.serverTime()) ?? 0);
  const date = parseDate(text, 0);
  // Local time read as UTC would be hours too late, and what was given back in them would not be looked for.
  if (!date || date.wholeDay || !ZONE.test(text))
    throw new CommandFailure('--since must be a time such as 2026-11-20T14:00:00Z');
  if (date.at > now) throw new CommandFailure('--since lies in the future');
  const marks = await store.restores.list();
  // The backup that was put back now may have been made after a mark of the same time, and hold it, with all that was told since:
  // the gap goes on until now. What was told of the shorter one stays on record.
  const standing = marks.find((mark) => mark.since === date.at && mark.readings.length === 0);
  const fresh = newMark(standing?.id ?? ids.next('rst'), date.at, now);
  const mark = standing ? { ...fresh, version: standing.version + 1 } : fresh;
  const done = await (standing ? store.restores.replace(mark) : store.restores.insert(mark));
  if (!done) throw new CommandFailure('another command changed the mark at the same time: run it again');
  const [since, until] = [isoTime(mark.since), isoTime(mark.markedAt)];
  process.stdout.write(
    `${standing ? 'Marked again' : 'Marked'}: what was done from ${since} until ${until} is lost.\n` +
      'Reversals of older redemptions wait (409 awaiting_statement) until `vouch reconcile` has read statements for that time.\n' +
      'A voucher that is refused as used opens a review: what is lost may have used it.\n\n',
  );
  await printKeys(opened, mark.since, journal ?? keyJournalFile(dataDirOf(databaseUrlOf(process.env))));
  await printWaiting(opened);
}

/** Keys that were revoked after the backup work again. */
async function printKeys({ store }: Opened, since: number, file: string): Promise<void> {
  const journal = readKeyJournal(file);
  if (journal === null) {
    process.stdout.write(
      `There is no journal of keys at ${file}: look through \`vouch keys list\` for keys that you revoked since, and revoke them again.\n\n`,
    );
    return;
  }
  const keys = new Map((await store.accounts.listKeys()).map((key) => [key.id, key]));
  const revoked = journal.filter(({ event, at }) => event === 'key_revoked' && Date.parse(at) >= since);
  const live = revoked.filter(({ key_id: id }) => keys.get(id)?.revokedAt === null);
  if (live.length === 0) {
    process.stdout.write('No key that was revoked since works again.\n\n');
    return;
  }
  process.stdout.write('These keys were revoked since and work again. Revoke them before a server is started:\n');
  for (const { key_id: id, at } of live)
    process.stdout.write(`  vouch keys revoke ${id}   # revoked at ${at} ${keys.get(id)?.hint ?? ''}\n`);
  process.stdout.write('\n');
}

async function endGap({ store, clock }: Opened, { provider, mode }: Flags): Promise<void> {
  const type = PROVIDERS.find((definition) => definition.provider === provider)?.type;
  if (type === undefined || mode === undefined) throw new CommandFailure('--end needs --provider and --mode');
  for (const { id } of await store.restores.list()) {
    const mark = (await store.restores.list()).find((candidate) => candidate.id === id);
    if (!mark || readingOf(mark, mode === 'live', type).endedAt !== null) continue;
    const done = await store.restores.replace(ended(mark, mode === 'live', type, clock.now()));
    if (!done) throw new CommandFailure('another command changed the mark at the same time: run it again');
  }
  process.stdout.write(`Nothing of ${provider ?? ''}, ${mode}, waits any longer. That was your word, and is kept.\n`);
}

async function printWaiting({ store }: Opened): Promise<void> {
  const marks = await store.restores.list();
  if (marks.length === 0) return void process.stdout.write('This store was never marked as restored.\n');
  const rows = marks.flatMap((mark) =>
    MODES.flatMap((livemode) => PROVIDERS.map(({ provider, type }) => rowOf(mark, livemode, provider, type))),
  );
  printTable(['LOST FROM', 'UNTIL', 'MODE', 'PROVIDER', 'REVERSALS', 'USED VOUCHERS'], rows);
}

function rowOf(mark: RestoreMark, livemode: boolean, provider: string, type: string): string[] {
  const reading = readingOf(mark, livemode, type);
  const isEnded = reading.endedAt !== null;
  const isRead = coversGap(mark, reading.redemptions);
  const told = isEnded || (isRead && coversGap(mark, reading.refunds));
  const isCleared = coversGap(mark, reading.cleared);
  const lost = isCleared ? 'told' : reading.lost > 0 ? `${String(reading.lost)} to look at` : 'for review';
  const reversals = isEnded ? 'ended by hand' : told ? 'told' : 'wait';
  return [
    isoTime(mark.since),
    isoTime(mark.markedAt),
    livemode ? 'live' : 'test',
    provider,
    reversals,
    isEnded ? 'told' : lost,
  ];
}
