// The mark of a restored backup: what the books do not know of, per mode and type, until the provider's statement has told. Rules
// alone.
import { DAY_MS, type Instant } from '../values/time';
import { endedApart, readingFor, toldApart, unendedApart, untoldApart } from './account-readings';
import { LINE_KINDS, type LineKind, type Reading, type ReadStatement, type RestoreMark } from './mark';
import { covers, joined, without, type Span } from './spans';

export type { ReadStatement, RestoreMark } from './mark';

/**
 * A mark with nothing told yet. `newestAt`: of everything in the store; null where it is empty. A copy may be older than it is said to be.
 */
export function newMark(id: string, saidAt: Instant, markedAt: Instant, newestAt: Instant | null = null): RestoreMark {
  const since = Math.min(saidAt, newestAt ?? saidAt);
  return { id, version: 1, since, markedAt, stoodUntil: Math.max(markedAt, (newestAt ?? 0) + 1), readings: [] };
}

/** Before when something was dated that stood in any of these backups. 0 where there are none. */
export function stoodUntil(marks: readonly RestoreMark[]): Instant {
  return Math.max(0, ...marks.map((mark) => mark.stoodUntil ?? mark.markedAt));
}

const UNTOLD = { redemptions: [], refunds: [], lost: 0, cleared: [], endedAt: null };

/** What has been told about one mode and type. */
export function readingOf(mark: RestoreMark, livemode: boolean, type: string): Reading {
  const found = mark.readings.find((reading) => reading.livemode === livemode && reading.type === type);
  return { ...UNTOLD, ...found, livemode, type };
}

/** The mark after a statement, or null where it tells nothing: it was made before the mark. */
export function withStatement(mark: RestoreMark, statement: ReadStatement): RestoreMark | null {
  const span = { fromAt: statement.fromAt, toAt: Math.min(statement.toAt, statement.madeAt) };
  if (statement.madeAt < mark.markedAt || span.fromAt >= span.toAt) return null;
  const before = readingOf(mark, statement.livemode, statement.type);
  const has = (kind: LineKind) => statement.kinds.includes(kind);
  // What lacks in a statement takes no word back.
  const apart = (statement.apart ?? []).map((one) => (before.endedAt === null ? one : { ...one, waits: false }));
  return withReading(mark, {
    ...before,
    redemptions: has('redemptions') ? joined([...before.redemptions, span]) : before.redemptions,
    refunds: has('refunds') ? joined([...before.refunds, span]) : before.refunds,
    lost: has('redemptions') && meets(span, mark) ? statement.lost : before.lost,
    cleared: has('redemptions') ? cleared(before.cleared, span, statement.lost) : before.cleared,
    accounts: toldApart(before.accounts ?? [], span, statement.kinds, apart),
  });
}

/** The mark after a statement that has redemptions of ours which the books lack, whatever else it tells; null where that is known. */
export function withLost(mark: RestoreMark, livemode: boolean, type: string): RestoreMark | null {
  const before = readingOf(mark, livemode, type);
  return before.hasLost ? null : withReading(mark, { ...before, hasLost: true });
}

const MOST_UNTOLD = 1_000;

/**
 * The mark after a statement that shows value given back under these references, which the books do not hold and nobody has looked at: the whole
 * time that is lost has to be told again, whatever other statements say, and a person's word that nothing was given back is none any more. Null
 * where all of that is so already.
 */
export function withUntold(
  mark: RestoreMark,
  livemode: boolean,
  type: string,
  references: readonly string[],
): RestoreMark | null {
  const before = readingOf(mark, livemode, type);
  const untold = [...new Set([...(before.untold ?? []), ...references])].slice(0, MOST_UNTOLD);
  const isTold = LINE_KINDS.some((kind) => before[kind].some((span) => meets(span, mark)));
  if (!isTold && before.endedAt === null && untold.length === before.untold?.length) return null;
  const [redemptions, refunds] = [without(before.redemptions, gapOf(mark)), without(before.refunds, gapOf(mark))];
  const accounts = unendedApart(before.accounts ?? []);
  return withReading(mark, { ...before, redemptions, refunds, untold, accounts, endedAt: null });
}

/**
 * The mark after a statement that shows value given back of redemptions of these accounts, which could neither be recorded nor get a review:
 * the same for them alone. Null where there are none.
 */
export function withUntoldOf(
  mark: RestoreMark,
  livemode: boolean,
  type: string,
  accountIds: readonly string[],
): RestoreMark | null {
  if (accountIds.length === 0) return null;
  const before = readingOf(mark, livemode, type);
  return withReading(mark, { ...before, accounts: untoldApart(before.accounts ?? [], gapOf(mark), accountIds) });
}

/** The references that are untold in any of these marks. */
export function untoldOf(marks: readonly RestoreMark[], livemode: boolean, type: string): ReadonlySet<string> {
  return new Set(marks.flatMap((mark) => readingOf(mark, livemode, type).untold ?? []));
}

/** The mark once a statement was read in which these references are told; null where none of them was untold. */
export function withTold(
  mark: RestoreMark,
  livemode: boolean,
  type: string,
  references: ReadonlySet<string>,
): RestoreMark | null {
  const { untold = [], ...before } = readingOf(mark, livemode, type);
  const left = untold.filter((reference) => !references.has(reference));
  if (left.length === untold.length) return null;
  return withReading(mark, left.length > 0 ? { ...before, untold: left } : before);
}

/** The mark after a person said that nothing of this mode and type waits any longer, or nothing of one account. */
export function ended(
  mark: RestoreMark,
  livemode: boolean,
  type: string,
  at: Instant,
  accountId?: string,
): RestoreMark {
  const before = readingOf(mark, livemode, type);
  if (accountId !== undefined)
    return withReading(mark, { ...before, accounts: endedApart(before.accounts ?? [], accountId, at) });
  const { untold: _, accounts: _none, ...reading } = before;
  return withReading(mark, { ...reading, endedAt: at });
}

/**
 * Whether a person has said so already, and nobody has to wait in spite of it: `ended` would say nothing new. A statement read after the word
 * about everybody may keep single accounts waiting.
 */
export function isEnded(mark: RestoreMark, livemode: boolean, type: string, accountId?: string): boolean {
  const reading = readingFor(readingOf(mark, livemode, type), accountId);
  if (reading.endedAt === null) return false;
  return accountId !== undefined || accountsWaiting(mark, livemode, type).length === 0;
}

function withReading(mark: RestoreMark, { accounts = [], ...rest }: Reading): RestoreMark {
  const reading: Reading = accounts.length > 0 ? { ...rest, accounts } : rest;
  const others = mark.readings.filter(({ livemode, type }) => livemode !== reading.livemode || type !== reading.type);
  return { ...mark, version: mark.version + 1, readings: [...others, reading] };
}

function gapOf({ since, markedAt }: RestoreMark): Span {
  return { fromAt: since, toAt: markedAt };
}

function meets(span: Span, mark: RestoreMark): boolean {
  return span.fromAt < mark.markedAt && span.toAt > mark.since;
}

/** A statement with lost redemptions in it takes its time back, whatever was read of that time before; of other times it says nothing. */
function cleared(spans: readonly Span[], span: Span, lost: number): Span[] {
  return lost === 0 ? joined([...spans, span]) : without(spans, span);
}

/** Whether statements were read for the whole time that is lost. */
function coversGap(mark: RestoreMark, spans: readonly Span[]): boolean {
  return spans.some(({ fromAt, toAt }) => fromAt <= mark.since && toAt >= mark.markedAt);
}

/** What is missing until reversals of one mode and type go on. */
export interface Missing {
  /** Of these no statement was read for the whole time that is lost. */
  readonly kinds: readonly LineKind[];
  /** Names of lines of value given back, until a statement is read in which they are told. */
  readonly untold: readonly string[];
}

/** What is missing to everybody; with an account, to that one. Nothing where a person has ended the wait. */
export function missingOf(mark: RestoreMark, livemode: boolean, type: string, accountId?: string): Missing {
  const reading = readingFor(readingOf(mark, livemode, type), accountId);
  return reading.endedAt === null ? missingIn(mark, reading) : { kinds: [], untold: [] };
}

function missingIn(mark: RestoreMark, reading: Reading): Missing {
  return { kinds: LINE_KINDS.filter((kind) => !coversGap(mark, reading[kind])), untold: reading.untold ?? [] };
}

/** Whether nothing is missing. */
export function isTold({ kinds, untold }: Missing): boolean {
  return kinds.length + untold.length === 0;
}

/** Accounts to which something is missing that was told to the others. */
export function accountsWaiting(mark: RestoreMark, livemode: boolean, type: string): string[] {
  const ids = readingOf(mark, livemode, type).accounts?.map(({ accountId }) => accountId) ?? [];
  return ids.filter((id) => !isTold(missingOf(mark, livemode, type, id)));
}

/** A redemption whose value is to be given back. */
export interface Reversible {
  readonly accountId: string;
  readonly livemode: boolean;
  readonly type: string;
  readonly createdAt: Instant;
  /** When the request that took the value was sent. */
  readonly capturedAt: Instant;
  /** By when it had been taken: after a doubt perhaps a day later, under which its line then stands. */
  readonly takenBy: Instant;
  /** The provider can put value back on the original voucher: its statement says so on the line of the redemption itself. */
  readonly restorable: boolean;
  /** A statement says otherwise of it than the books, and no person has given a verdict on that. */
  readonly differs: boolean;
}

/**
 * The mark for which this redemption has to wait: value may have been given back after the backup was made, and the books do not
 * know. Null where nothing stands in the way. What began after the mark was never lost.
 */
export function waitsFor(marks: readonly RestoreMark[], one: Reversible): RestoreMark | null {
  return marks.find((mark) => one.createdAt < stoodUntil([mark]) && !isToldAbout(mark, one)) ?? null;
}

function isToldAbout(mark: RestoreMark, one: Reversible): boolean {
  const reading = readingFor(readingOf(mark, one.livemode, one.type), one.accountId);
  // Also after a person's word: a statement contradicts it.
  if (one.differs) return false;
  if (reading.endedAt !== null) return true;
  const { kinds, untold } = missingIn(mark, reading);
  if (untold.length > 0 || kinds.includes('refunds')) return false;
  // What was answered after the mark was sent before it: its line cannot be newer than the statement has to be.
  const takenBy = Math.max(one.capturedAt, Math.min(one.takenBy, mark.markedAt - 1));
  return !one.restorable || (kinds.length === 0 && covers(reading.redemptions, one.capturedAt, takenBy));
}

/**
 * Whether something written at this moment stood in a backup that was put back since. What became of it afterwards is lost, and whatever
 * it led to may have been done, and told to somebody, already. Nothing that is read later changes that.
 */
export function stoodInBackup(marks: readonly RestoreMark[], at: Instant): boolean {
  return at < stoodUntil(marks);
}

/** How long somebody may come back with the key or the voucher of a sale whose answer was lost. */
const ASKED_FOR_MS = 7 * DAY_MS;

/**
 * Whether a voucher that is refused as used, or a key that is not known, may be of a redemption of ours that is lost: until statements have
 * told that there is none. Where there are any nobody knows whose they were, whatever a person found out about them: for as long as
 * somebody may still come back.
 */
export function mayHaveLost(
  marks: readonly RestoreMark[],
  livemode: boolean,
  type: string,
  now: Instant,
  accountId?: string,
): boolean {
  return marks.some((mark) => {
    const reading = readingFor(readingOf(mark, livemode, type), accountId);
    if (reading.hasLost && now < mark.markedAt + ASKED_FOR_MS) return true;
    return reading.endedAt === null && !coversGap(mark, reading.cleared);
  });
}
