// What a statement that was read to the end means for restored backups: which of their gaps it tells about, and why not.
import {
  accountsWaiting,
  isTold,
  missingOf,
  type ReadStatement,
  readingOf,
  type RestoreMark,
  untoldOf,
  withLost,
  withStatement,
  withTold,
  withUntold,
  withUntoldOf,
} from '../core/restores/restore-mark';
import { LINE_KINDS, type LineKind } from '../core/restores/mark';
import type { Span } from '../core/restores/spans';
import type { FactServices } from '../core/use-cases/services';
import { readReference } from '../core/values/reference';
import { DAY_MS, isoTime } from '../core/values/time';
import type { StatementFacts } from './compare/compare';
import { type AccountsApart, named } from './apart';
import { backCents, isMadeName } from './compare/comparison';
import type { ReturnsLeft } from './returns-left';
import type { ReferenceLines } from './sheet';
import type { StatementSummary } from './statement-file';

/** One restored backup, for this mode and type. */
export interface GapTold {
  readonly since: number;
  readonly markedAt: number;
  /** Reversals of what is older wait no longer, as far as this statement and those before it go back. */
  readonly closed: boolean;
  /** Accounts whose reversals wait while those of all others go on. Where it is not closed and there are none, everybody waits. */
  readonly accounts: readonly string[];
  /** What is missing, in words. Where it is closed, statements before this one have told, and this is what is to be said of this one. */
  readonly missing: string | null;
  /** Redemptions whose reversals wait all the same, each for a verdict: the statement says otherwise of them than the books. */
  readonly held: number;
}

/** The file that was read, and what is said of it. */
interface ReadFile {
  readonly madeAt?: number | undefined;
  readonly covers?: Span | undefined;
  readonly holds?: 'all' | LineKind | undefined;
  readonly livemode: boolean;
  readonly type: string;
}

/**
 * What was read, for the marks. Of redemptions, and of refunds, it tells where it has one, or it is said to hold them: providers have files
 * of each. When it was made is said, or shown by its newest line. The time of the file says nothing: a copy of an old one has that of the
 * copy. No file was made after `now`.
 */
export function readStatementOf(
  { madeAt, covers, holds, livemode, type }: ReadFile,
  told: Span,
  facts: StatementFacts,
  { hasRedemptions, hasReturns, provenAt }: StatementSummary,
  { lost, now }: { readonly lost: number; readonly now: number },
): ReadStatement {
  const made = Math.min(madeAt ?? Math.max(provenAt ?? 0, covers?.toAt ?? 0), now);
  const isSaid = holds !== undefined;
  const has = { redemptions: isSaid || hasRedemptions, refunds: isSaid || hasReturns };
  const kinds = LINE_KINDS.filter((kind) => facts[kind] && has[kind]);
  return { livemode, type, kinds, ...told, madeAt: made, lost };
}

/** When something may have been lost: the days of all gaps, with one more on each side, as providers date by the day, and late. */
export function daysLost(marks: readonly RestoreMark[]): Span | null {
  if (marks.length === 0) return null;
  const fromAt = Math.min(...marks.map(({ since }) => since)) - DAY_MS;
  return { fromAt, toAt: Math.max(...marks.map(({ markedAt }) => markedAt)) + DAY_MS };
}

/** Whether these lines may be of what a restored backup lacks: a reference of ours whatever its date, any other by its date. */
export function mayBeLost(theirs: ReferenceLines, lost: Span | null): boolean {
  if (lost === null) return false;
  const { at, newestAt, reference } = theirs;
  return readReference(reference).ours || (backCents(theirs) > 0 && newestAt >= lost.fromAt && at < lost.toAt);
}

/** What stands in the way of believing the statement: each was shown, and has to be settled first. */
export interface Unsettled {
  readonly returns: ReturnsLeft;
  readonly apart: AccountsApart;
  /** How many accounts there are. */
  readonly allAccounts: number;
  /** Differences that nobody can be shown, other than of single accounts. */
  readonly withoutReview: number;
  /** Redemptions of ours that the books do not have, those that were looked at as well. */
  readonly allLost: number;
  /** Lines of ours of a type that is not known. */
  readonly unknownTypes: number;
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
  const marks = await store.restores.list();
  const toldNames = new Set([...unsettled.returns.toldNames, ...(await settledNames(store, marks, statement))]);
  // What is older than any mark is older than the newest: where that one waits again, all of it does.
  const newest = marks.toSorted((a, b) => a.markedAt - b.markedAt).at(-1);
  for (const { id } of marks) {
    const isUntold = unsettled.returns.isOfGap && id === newest?.id;
    const mark = await writeTold(store, id, (now) => readInto(now, statement, unsettled, isUntold, toldNames));
    const gap = mark && gapOf(mark, statement, unsettled);
    if (gap) told.push(gap);
  }
  return told;
}

/**
 * Names that were made of what lines say, as far as a person has closed their findings. Another reading may make another name of the same
 * line: it need not come again.
 */
async function settledNames(
  store: FactServices['store'],
  marks: readonly RestoreMark[],
  { livemode, type }: ReadStatement,
): Promise<string[]> {
  const settled: string[] = [];
  for (const name of untoldOf(marks, livemode, type)) {
    if (!isMadeName(name)) continue;
    const finding = await store.findings.findByReference(livemode, type, name);
    if (finding && finding.closedAt !== null) settled.push(name);
  }
  return settled;
}

async function writeTold(
  store: FactServices['store'],
  id: string,
  read: (mark: RestoreMark) => RestoreMark | null,
): Promise<RestoreMark | undefined> {
  for (let lost = 0; ; lost += 1) {
    const mark = (await store.restores.list()).find((candidate) => candidate.id === id);
    const next = mark ? read(mark) : null;
    if (!mark || !next || (await store.restores.replace(next))) return next ?? mark;
    if (lost === MOST_LOST_RACES) throw new Error('others keep writing to the same mark: run it again');
  }
}

/** One write, whatever the statement tells of. */
function readInto(
  mark: RestoreMark,
  statement: ReadStatement,
  unsettled: Unsettled,
  isUntold: boolean,
  toldNames: ReadonlySet<string>,
): RestoreMark | null {
  const { livemode, type } = statement;
  const { returns, apart } = unsettled;
  const ended = endedAccounts(mark, statement);
  let read = mark;
  const tell = (next: RestoreMark | null) => (read = next ?? read);
  if (unsettled.allLost > 0) tell(withLost(read, livemode, type));
  tell(withTold(read, livemode, type, toldNames));
  if (isUntold) tell(withUntold(read, livemode, type, returns.untoldNames));
  else if (reasonsOf(unsettled, ended).length === 0)
    tell(withStatement(read, { ...statement, apart: apart.apart(ended) }));
  tell(withUntoldOf(read, livemode, type, apart.untoldIds));
  return read === mark ? null : { ...read, version: mark.version + 1 };
}

/** Whose wait a person has ended alone. */
function endedAccounts(mark: RestoreMark, { livemode, type }: ReadStatement): ReadonlySet<string> {
  const { accounts = [] } = readingOf(mark, livemode, type);
  return new Set(accounts.flatMap(({ accountId, endedAt }) => (endedAt === null ? [] : [accountId])));
}

function gapOf(mark: RestoreMark, statement: ReadStatement, unsettled: Unsettled): GapTold | null {
  const { since, markedAt } = mark;
  const { livemode, type } = statement;
  const { apart } = unsettled;
  const { endedAt } = readingOf(mark, livemode, type);
  const toAll = missingOf(mark, livemode, type);
  const waiting = isTold(toAll) ? accountsWaiting(mark, livemode, type) : [];
  if (endedAt !== null && waiting.length === 0) return null;
  const ended = endedAccounts(mark, statement);
  const missing = endedAt === null ? reasonsOf(unsettled, ended) : [];
  const open = toAll.untold.filter((name) => !unsettled.returns.untoldNames.includes(name));
  if (open.length > 0)
    missing.push(
      `a statement that was read before shows value given back that no redemption here answers for (${named(open)}): give the reviews of that a verdict, then read that statement again`,
    );
  if (toAll.kinds.length > 0 && statement.madeAt < markedAt)
    missing.push(
      'nothing shows that this statement was made after the restore, as none of its lines is newer (a date without a zone counts with --utc-offset alone): ask for a new one, and say with --covers from when until when the provider says that it holds everything',
    );
  else if (toAll.kinds.length > 0) missing.push(untoldTime(toAll.kinds, statement));
  const lacking =
    endedAt === null && apart.doubt(ended) === null ? apart.apart(ended).filter(({ waits }) => waits) : [];
  const apartIds = new Set([...waiting, ...lacking.map(({ accountId }) => accountId)]);
  missing.push(...[...apartIds].map((id) => apart.words(id)));
  const { held } = unsettled.returns;
  return {
    since,
    markedAt,
    closed: isTold(toAll) && waiting.length === 0,
    accounts: waiting.length < unsettled.allAccounts ? waiting : [],
    missing: missing.length === 0 ? null : missing.join('; '),
    held,
  };
}

/** What of the time that is lost this statement does not tell, and what an operator has to find out. */
function untoldTime(kinds: readonly LineKind[], { fromAt, toAt, madeAt, kinds: told }: ReadStatement): string {
  const untilAt = Math.min(toAt, madeAt);
  const what = told.length === 0 ? 'nothing' : told.join(' and ');
  const time = fromAt < untilAt ? `from ${isoTime(fromAt)} until ${isoTime(untilAt)} of ${what}` : 'of no time';
  return `no statement of ${kinds.join(', nor of ')} was read for all of that time: this one tells ${time}. Where the provider says that it holds more than its lines show, say that with --covers and --holds`;
}

function untoldReturns({ untold }: ReturnsLeft): string {
  return `it shows value given back that no redemption here answers for (line ${named(untold)}): give the reviews of that a verdict, then run it again, or end the wait on your word with \`vouch restored --end\``;
}

function reasonsOf(unsettled: Unsettled, ended: ReadonlySet<string>): string[] {
  const { returns, apart, withoutReview, unknownTypes, elsewhere, lines, isAhead } = unsettled;
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
  const doubt = apart.doubt(ended);
  if (doubt !== null) reasons.push(doubt);
  if (returns.untold.length > 0) reasons.push(untoldReturns(returns));
  if (withoutReview > 0) reasons.push(`${String(withoutReview)} differences have no review`);
  if (unknownTypes > 0)
    reasons.push(`${String(unknownTypes)} lines with a reference of ours are of a type that is not known`);
  if (isAhead) reasons.push('its dates lie in the future: say their zone with --utc-offset');
  return reasons;
}
