// The journal beside the store: a file that only grows. A store that is restored from a backup forgets what was revoked since; this file
// does not. Here: who made and who revoked which key, and when. What was done to people, terminals and endpoints: act-journal.ts.
import { closeSync, fchmodSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiKey } from '../core/accounts/account';
import { isoTime, type Instant } from '../core/values/time';

const FILE = 'keys.log';

/** One line of the journal, as JSON. Names the key by its id and the end of its text. */
export interface KeyJournalLine {
  readonly at: string;
  readonly event: 'key_created' | 'key_revoked';
  readonly key_id: string;
  readonly account_id: string;
  readonly account: string | null;
  readonly mode: 'test' | 'live';
  readonly type: 'secret' | 'publishable';
  readonly hint: string;
  /** User and host of the command, or the person at the console. */
  readonly by: string;
}

/** Where the journal is, or would be. */
export function keyJournalFile(dataDir: string): string {
  return join(dataDir, FILE);
}

/** The line for a key. `account`: its name, where it is known. */
export function keyJournalLine(
  event: KeyJournalLine['event'],
  key: ApiKey,
  account: string | null,
  by: string,
  at: Instant,
): KeyJournalLine {
  return {
    at: isoTime(at),
    event,
    key_id: key.id,
    account_id: key.accountId,
    account,
    mode: key.livemode ? 'live' : 'test',
    type: key.type,
    hint: key.hint,
    by,
  };
}

/** Appends one line, durably. Throws where it cannot be written. */
export function noteKey(dataDir: string, line: KeyJournalLine): void {
  appendLine(dataDir, line);
}

/** The same of any line. */
export function appendLine(dataDir: string, line: object): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = openSync(keyJournalFile(dataDir), 'a', 0o600);
  try {
    fchmodSync(file, 0o600);
    // A line that was torn by a crash must not swallow this one.
    writeSync(file, `\n${JSON.stringify(line)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Every line about keys, oldest first; null where there is no journal. Leaves out what a crash has torn. */
export function readKeyJournal(file: string): KeyJournalLine[] | null {
  return readLines(file)?.filter(isLine) ?? null;
}

/** Every whole line, whatever it is about, oldest first; null where there is no journal. */
export function readLines(file: string): unknown[] | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return text.split('\n').flatMap((line): unknown[] => {
    try {
      return [JSON.parse(line)];
    } catch {
      return [];
    }
  });
}

/** What the rest of the line says is shown to people as it stands, and decides nothing. */
function isLine(entry: unknown): entry is KeyJournalLine {
  if (typeof entry !== 'object' || entry === null) return false;
  const { at, key_id: id, hint } = entry as Readonly<Record<string, unknown>>;
  const named = typeof id === 'string' && /^key_[0-9a-f]{24}$/.test(id);
  return named && typeof hint === 'string' && !Number.isNaN(Date.parse(String(at)));
}
