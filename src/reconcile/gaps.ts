// What a statement that was read to the end means for restored backups: which of their gaps it tells about, and why not.
import { stat } from 'node:fs/promises';
import {
  coversGap,
  type ReadStatement,
  readingOf,
  type RestoreMark,
  type Span,
  withStatement,
} from '../core/restores/restore-mark';
import type { FactServices } from '../core/use-cases/services';
import type { StatementFacts } from './compare';

/** One restored backup, for this mode and type. */
export interface GapTold {
  readonly since: number;
  readonly markedAt: number;
  /** Reversals of what is older wait no longer, as far as this statement and those before it go back. */
  readonly closed: boolean;
  /** What is missing, in words; null where it is closed. */
  readonly missing: string | null;
}

/** The file that was read. */
interface ReadFile {
  readonly file: string;
  readonly madeAt?: number | undefined;
  readonly livemode: boolean;
  readonly type: string;
}

/**
 * What was read, for the marks. A line that is newer than the file's own time proves it to be newer. No file was made after `now`.
 */
export async function readStatementOf(
  { file, madeAt, livemode, type }: ReadFile,
  period: Span,
  { redemptions, refunds }: StatementFacts,
  { lost, newestAt, now }: { readonly lost: number; readonly newestAt: number | null; readonly now: number },
): Promise<ReadStatement> {
  const said = madeAt ?? Math.max(Math.floor((await stat(file)).mtimeMs), newestAt ?? 0);
  const made = Math.min(said, now);
  const kinds = [...(redemptions ? (['redemptions'] as const) : []), ...(refunds ? (['refunds'] as const) : [])];
  return { livemode, type, kinds, ...period, madeAt: made, lost };
}

/** What stands in the way of believing the statement: each was shown, and has to be settled first. */
export interface Unsettled {
  /** Value of ours given back that no redemption here could be found for, or charged with, and that nobody has looked at. */
  readonly returns: number;
  readonly withoutReview: number;
  /** Lines of ours of a type that is not known. */
  readonly unknownTypes: number;
  /** What our books say was done in that time and the statement does not, and that nobody has looked at. */
  readonly absent: number;
  /** Lines under references of another provider or mode. */
  readonly elsewhere: number;
  /** Lines of the file that are about us. */
  readonly lines: number;
  /** It has lines from the future: its dates do not say when it was made, nor for which time it speaks. */
  readonly isAhead: boolean;
}

/** A race is with another run of the same command. */
const MOST_LOST_RACES = 5;

/** Writes what the statement tells into every mark that still waits. Throws what the store throws. */
export async function tellGaps(
  { store }: FactServices,
  statement: ReadStatement,
  unsettled: Unsettled,
): Promise<GapTold[]> {
  const told: GapTold[] = [];
  for (const { id } of await store.restores.list()) {
    const mark = await writeTold(store, id, statement, unsettled);
    const gap = mark && gapOf(mark, statement, unsettled);
    if (gap) told.push(gap);
  }
  return told;
}

async function writeTold(
  store: FactServices['store'],
  id: string,
  statement: ReadStatement,
  unsettled: Unsettled,
): Promise<RestoreMark | undefined> {
  for (let lost = 0; ; lost += 1) {
    const mark = (await store.restores.list()).find((candidate) => candidate.id === id);
    const next = mark && reasonsOf(unsettled).length === 0 ? withStatement(mark, statement) : null;
    if (!mark || !next || (await store.restores.replace(next))) return next ?? mark;
    if (lost === MOST_LOST_RACES) throw new Error('others keep writing to the same mark: run it again');
  }
}

function gapOf(mark: RestoreMark, statement: ReadStatement, unsettled: Unsettled): GapTold | null {
  const { since, markedAt } = mark;
  const reading = readingOf(mark, statement.livemode, statement.type);
  if (reading.endedAt !== null) return null;
  const missing = reasonsOf(unsettled);
  if (statement.madeAt < markedAt)
    missing.push(
      'this statement was made before the restore (say --made if it was not): ask the provider for a new one',
    );
  else {
    for (const kind of ['redemptions', 'refunds'] as const)
      if (!coversGap(mark, reading[kind])) missing.push(`no statement of ${kind} was read for all of that time`);
  }
  return { since, markedAt, closed: missing.length === 0, missing: missing.length === 0 ? null : missing.join('; ') };
}

function reasonsOf({ returns, withoutReview, unknownTypes, absent, elsewhere, lines, isAhead }: Unsettled): string[] {
  const reasons: string[] = [];
  // A file that is wrong, empty or cut short denies what was given back, and its silence must not count.
  if (lines === 0)
    reasons.push(
      'the statement has no line, and so tells nothing: if that is right, `vouch restored --end` is your word for it',
    );
  if (elsewhere > 0)
    reasons.push(
      `${String(elsewhere)} lines belong to another provider or mode: it is the wrong file, or --mode is wrong`,
    );
  if (absent > 0)
    reasons.push(
      `${String(absent)} redemptions or refunds of ours in that time are not in it: it may be the wrong file, or cut short; if it is right, give their reviews a verdict, then run it again`,
    );
  if (returns > 0)
    reasons.push(
      `${String(returns)} refunds belong to no redemption here: give their reviews a verdict, then run it again`,
    );
  if (withoutReview > 0) reasons.push(`${String(withoutReview)} differences have no review`);
  if (unknownTypes > 0)
    reasons.push(`${String(unknownTypes)} lines with a reference of ours are of a type that is not known`);
  if (isAhead) reasons.push('its dates lie in the future: say their zone with --utc-offset');
  return reasons;
}
