// Who was let out, in the journal beside the store: users, terminals, endpoints, settings. The lines about keys: key-journal.ts.
import { NOTED_ACTS, type ActJournal, type NotedAct } from '../core/values/act-journal';
import { isoTime } from '../core/values/time';
import { appendLine, readLines } from './key-journal';

/** The journal in this folder. `onFailure` is told of a line that cannot be written, with the line. */
export function actJournalIn(dataDir: string, onFailure: (error: unknown, line: object) => void): ActJournal {
  return {
    note(act) {
      const line = lineOf(act);
      try {
        appendLine(dataDir, line);
      } catch (error) {
        onFailure(error, line);
      }
    },
  };
}

function lineOf({ event, at, accountId, about, by, details }: NotedAct) {
  return { at: isoTime(at), event, account_id: accountId, about, by, ...(isEmpty(details) ? {} : { details }) };
}

/** Every act in a journal, oldest first; null where there is none. Leaves out what a crash has torn, and what this version does not know. */
export function readActs(file: string): NotedAct[] | null {
  return readLines(file)?.flatMap(actOf) ?? null;
}

/** Ids of ours alone: they are printed as part of commands. */
const ID = /^[a-z]{2,8}_[0-9a-f]{24}$/;

function actOf(line: unknown): NotedAct[] {
  if (typeof line !== 'object' || line === null) return [];
  const { at, event, account_id: account, about, by, details } = line as Readonly<Record<string, unknown>>;
  const known = NOTED_ACTS.find((name) => name === event);
  const time = Date.parse(String(at));
  if (!known || Number.isNaN(time) || !isId(about) || !isId(account)) return [];
  const told = typeof details === 'object' && details !== null ? (details as NotedAct['details']) : {};
  return [{ event: known, at: time, accountId: account, about, by: String(by), details: told }];
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value);
}

function isEmpty(details: object): boolean {
  return Object.keys(details).length === 0;
}
