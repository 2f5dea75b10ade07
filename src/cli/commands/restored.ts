// `vouch restored`: marks a store that was put back from a backup, ends the sessions of people, and says
// what waits because of it and what was taken away since.
import { type Command, Option } from 'commander';
import { PROVIDERS } from '../../../adapters';
import { databaseUrlOf, dataDirOf } from '../../config';
import { ended, isEnded, newMark } from '../../core/restores/restore-mark';
import { isoTime, type Instant } from '../../core/values/time';
import { parseDate } from '../../reconcile/cells';
import { CommandFailure, reporting } from '../failure';
import { readActs } from '../../auth/act-journal';
import { keyJournalFile, readKeyJournal } from '../../auth/key-journal';
import { signEverybodyOut } from '../../core/people/everybody';
import { recordActOf } from '../../core/people/record-act';
import { letInAgain, type ToDo } from '../let-in-again';
import { printWaiting } from '../restored-waits';
import { managerFor } from '../who-runs';
import { withStore, type Opened } from '../with-store';

interface Flags {
  readonly since?: string;
  readonly status: boolean;
  readonly end: boolean;
  readonly provider?: string;
  readonly mode?: 'live' | 'test';
  readonly account?: string;
  readonly keyJournal?: readonly string[];
}

const LISTS =
  'look through `vouch keys list`, `vouch users list`, `vouch terminals list`, `vouch endpoints list` and the settings of each account';
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
    .option('--account <id>', 'with --end: of one account alone, which keeps itself waiting')
    .option('--key-journal <file...>', 'the journals, where they are not keys.log beside the store: one of each server')
    .action(reporting(run));
}

function run(flags: Flags): Promise<void> {
  const asked = [flags.since !== undefined, flags.status, flags.end].filter(Boolean).length;
  if (asked !== 1) throw new CommandFailure('say one of --since TIME, --status and --end');
  if (flags.account !== undefined && !flags.end) throw new CommandFailure('--account goes with --end');
  return withStore((opened) => {
    if (flags.since !== undefined) return markStore(opened, flags.since, flags.keyJournal);
    return flags.end ? endGap(opened, flags) : printWaiting(opened);
  });
}

async function markStore(opened: Opened, text: string, journals: readonly string[] | undefined): Promise<void> {
  const { store, clock, ids } = opened;
  // The later of two clocks that differ: a mark that is dated too early takes statements for new that are not.
  const now = Math.max(clock.now(), (await store.serverTime()) ?? 0);
  const date = parseDate(text, 0);
  // Local time read as UTC would be hours too late, and what was given back in them would not be looked for.
  if (!date || date.wholeDay || !ZONE.test(text))
    throw new CommandFailure('--since must be a time such as 2026-11-20T14:00:00Z');
  if (date.at > now) throw new CommandFailure('--since lies in the future');
  const newestAt = await newestIn(store, date.at);
  if (newestAt !== null && newestAt > now)
    process.stdout.write(
      `The newest redemption here is dated ${isoTime(newestAt)}: the clock it was written by ran ahead. What is dated until then counts as older than the mark, also what is new: its reversals wait for a statement or --end, and a doubt that can only be asked about by sending again goes to a person.\n`,
    );
  const marks = await store.restores.list();
  // The backup that was put back now may have been made after a mark of the same time, and hold it, with all that was told since:
  // the gap goes on until now. What was told of the shorter one stays on record.
  const fresh = newMark(ids.next('rst'), date.at, now, newestAt);
  const standing = marks.find((mark) => mark.since === fresh.since && mark.readings.length === 0);
  const mark = standing ? { ...fresh, id: standing.id, version: standing.version + 1 } : fresh;
  const done = await (standing ? store.restores.replace(mark) : store.restores.insert(mark));
  if (!done) throw new CommandFailure('another command changed the mark at the same time: run it again');
  const [since, until] = [isoTime(mark.since), isoTime(mark.markedAt)];
  if (mark.since < date.at)
    process.stdout.write(
      `Nothing in this store is newer than ${since}, so what came after that counts as lost too, and not only from --since on.\n`,
    );
  process.stdout.write(
    `${standing ? 'Marked again' : 'Marked'}: what was done from ${since} until ${until} is lost.\n` +
      'Reversals of older redemptions wait (409 awaiting_statement) until `vouch reconcile` has read statements for that time.\n' +
      'A voucher that is refused as used opens a review: what is lost may have used it.\n\n',
  );
  await endSessions(opened, mark.since);
  await printTaken(opened, mark.since, journals ?? [keyJournalFile(dataDirOf(databaseUrlOf(process.env)))]);
  await printWaiting(opened);
}

/** When the newest redemption was made, or the newest event written, if that is later; null where there are none. */
async function newestIn({ redemptions, events }: Opened['store'], saidAt: Instant): Promise<Instant | null> {
  const newest = [await redemptions.newestAt(), await events.newestAt(saidAt)].filter((at) => at !== null);
  return newest.length === 0 ? null : Math.max(...newest);
}

/** Sessions of the backup stand, those of people who were disabled or given another password since too. */
async function endSessions({ store, clock, ids }: Opened, since: Instant): Promise<void> {
  let people = 0;
  for (const { id: accountId } of await store.accounts.listAccounts()) {
    const out = await signEverybodyOut({ store }, accountId);
    people += out;
    const about = { kind: 'account', id: accountId };
    const told = { people: out, restored_to: isoTime(since) };
    await recordActOf({ store, clock, ids }, managerFor(accountId), 'session_ended', about, told);
  }
  const who = people === 1 ? '1 person has' : `${String(people)} people have`;
  process.stdout.write(`All sessions of people ended: ${who} to sign in again.\n\n`);
}

/** What the journals hold that was taken away since, and the store has again. */
async function printTaken({ store }: Opened, since: Instant, files: readonly string[]): Promise<void> {
  for (const file of files.filter((one) => readKeyJournal(one) === null))
    process.stdout.write(
      `There is no journal of keys at ${file}, nor of what else was taken away: ${LISTS} for what was taken away since, and take it away again.\n\n`,
    );
  if (files.every((file) => readKeyJournal(file) === null)) return;
  await printKeys(store, since, files);
  const acts = files.flatMap((file) => readActs(file) ?? []).filter(({ at }) => at >= since);
  acts.sort((one, other) => one.at - other.at);
  printToDos(await letInAgain(store, acts));
}

/** Keys that were revoked after the backup work again. */
async function printKeys({ accounts }: Opened['store'], since: Instant, files: readonly string[]): Promise<void> {
  const keys = new Map((await accounts.listKeys()).map((key) => [key.id, key]));
  const lines = files.flatMap((file) => readKeyJournal(file) ?? []);
  const revoked = lines.filter(({ event, at }) => event === 'key_revoked' && Date.parse(at) >= since);
  const live = revoked.filter(({ key_id: id }) => keys.get(id)?.revokedAt === null);
  if (live.length === 0) {
    process.stdout.write('No key that was revoked since works again.\n');
    return;
  }
  process.stdout.write('These keys were revoked since and work again. Revoke them before a server is started:\n');
  for (const { key_id: id, at } of live)
    process.stdout.write(`  vouch keys revoke ${id}   # revoked at ${at} ${keys.get(id)?.hint ?? ''}\n`);
}

function printToDos(todos: readonly ToDo[]): void {
  const [typed, set] = [
    todos.filter(({ command }) => command !== null),
    todos.filter(({ command }) => command === null),
  ];
  process.stdout.write(
    typed.length === 0
      ? 'No user, terminal or endpoint has anything again that was taken away since.\n'
      : 'This was taken away since and is there again. Take it away before a server is started:\n',
  );
  for (const { command, why } of typed) process.stdout.write(`  ${command ?? ''}   # ${why}\n`);
  if (set.length > 0) process.stdout.write('These settings are as they were. Set them at the console, first of all:\n');
  for (const { why } of set) process.stdout.write(`  ${why}\n`);
  process.stdout.write('\n');
}

async function endGap({ store, clock }: Opened, { provider, mode, account }: Flags): Promise<void> {
  const type = PROVIDERS.find((definition) => definition.provider === provider)?.type;
  if (type === undefined || mode === undefined) throw new CommandFailure('--end needs --provider and --mode');
  if (account !== undefined && !(await store.accounts.listAccounts()).some(({ id }) => id === account))
    throw new CommandFailure(`there is no account ${account}`);
  let written = 0;
  for (const { id } of await store.restores.list()) {
    const mark = (await store.restores.list()).find((candidate) => candidate.id === id);
    if (!mark || isEnded(mark, mode === 'live', type, account)) continue;
    const done = await store.restores.replace(ended(mark, mode === 'live', type, clock.now(), account));
    if (!done) throw new CommandFailure('another command changed the mark at the same time: run it again');
    written += 1;
  }
  const whose = account === undefined ? '' : ` of account ${account}`;
  const what = `of ${provider ?? ''}, ${mode},${whose}`;
  process.stdout.write(
    written === 0
      ? `Nothing was written: nothing ${what} waits for your word.\n`
      : `Nothing ${what} waits any longer. That was your word, and is kept.\n`,
  );
}
