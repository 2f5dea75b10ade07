// The mark of a restored backup: what the books do not know of, per mode and type, until the provider's statement has told. Records
// and rules only.
import { DAY_MS, type Instant } from '../values/time';

/** Half-open: `fromAt` belongs to it, `toAt` does not. */
export interface Span {
  readonly fromAt: Instant;
  readonly toAt: Instant;
}

/** What the lines of a statement are about. */
export const LINE_KINDS = ['redemptions', 'refunds'] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** What the statements of one mode and type have told since the restore. */
export interface Reading {
  readonly livemode: boolean;
  readonly type: string;
  /** Disjoint, oldest first: the time that statements made after the mark were read for. */
  readonly redemptions: readonly Span[];
  readonly refunds: readonly Span[];
  /** Redemptions of ours in the last statement that the books do not have, and that nobody has looked at yet. */
  readonly lost: number;
  /** Some statement had one, whatever a person found out about it. Absent: none had. */
  readonly hasLost?: boolean;
  /** Disjoint, oldest first: where the last statement of redemptions that was read had none of these. */
  readonly cleared: readonly Span[];
  /**
   * References under which a statement showed value given back that nothing here answers for, until one is read in which a person has looked at
   * them. Absent: none. Of more than are kept others are found again once these are told.
   */
  readonly untold?: readonly string[];
  /** When a person ended it without a statement, or null. */
  readonly endedAt: Instant | null;
}

/** One restored backup. Kept for good. */
export interface RestoreMark {
  /** `rst_…` */
  readonly id: string;
  readonly version: number;
  /** When the backup was made: what was done after it is lost. */
  readonly since: Instant;
  /** When the store was marked. What was lost was done before that. */
  readonly markedAt: Instant;
  /**
   * Whatever is dated earlier stood in the backup. Later than `markedAt` where a clock that ran ahead had dated rows of it. Absent in marks
   * that were made before this was asked: `markedAt`.
   */
  readonly stoodUntil?: Instant;
  readonly readings: readonly Reading[];
}

/** A statement that was read to the end, with every difference in it reviewed or recorded. */
export interface ReadStatement extends Span {
  readonly livemode: boolean;
  readonly type: string;
  readonly kinds: readonly LineKind[];
  /** When the provider made it. One from before the mark may lack what came after it. */
  readonly madeAt: Instant;
  readonly lost: number;
}

/** A mark with nothing told yet. `newestAt`: of everything in the store; null where it is empty. */
export function newMark(id: string, since: Instant, markedAt: Instant, newestAt: Instant | null = null): RestoreMark {
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
  return withReading(mark, {
    ...before,
    redemptions: has('redemptions') ? joined([...before.redemptions, span]) : before.redemptions,
    refunds: has('refunds') ? joined([...before.refunds, span]) : before.refunds,
    lost: has('redemptions') && meets(span, mark) ? statement.lost : before.lost,
    cleared: has('redemptions') ? cleared(before.cleared, span, statement.lost) : before.cleared,
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
  const lost = { fromAt: mark.since, toAt: mark.markedAt };
  const [redemptions, refunds] = [without(before.redemptions, lost), without(before.refunds, lost)];
  return withReading(mark, { ...before, redemptions, refunds, untold, endedAt: null });
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

/** The mark after a person said that nothing of this mode and type waits any longer. */
export function ended(mark: RestoreMark, livemode: boolean, type: string, at: Instant): RestoreMark {
  const { untold: _, ...reading } = readingOf(mark, livemode, type);
  return withReading(mark, { ...reading, endedAt: at });
}

function withReading(mark: RestoreMark, reading: Reading): RestoreMark {
  const others = mark.readings.filter(({ livemode, type }) => livemode !== reading.livemode || type !== reading.type);
  return { ...mark, version: mark.version + 1, readings: [...others, reading] };
}

function meets(span: Span, mark: RestoreMark): boolean {
  return span.fromAt < mark.markedAt && span.toAt > mark.since;
}

/** Overlapping and touching spans as one, so that a statement a day does not make a list of days. */
function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.fromAt - b.fromAt)) {
    const last = result.at(-1);
    if (last && span.fromAt <= last.toAt) {
      result[result.length - 1] = { fromAt: last.fromAt, toAt: Math.max(last.toAt, span.toAt) };
    } else result.push(span);
  }
  return result;
}

/** A statement with lost redemptions in it takes its time back, whatever was read of that time before; of other times it says nothing. */
function cleared(spans: readonly Span[], span: Span, lost: number): Span[] {
  return lost === 0 ? joined([...spans, span]) : without(spans, span);
}

function without(spans: readonly Span[], span: Span): Span[] {
  return spans.flatMap(({ fromAt, toAt }) =>
    [
      { fromAt, toAt: Math.min(toAt, span.fromAt) },
      { fromAt: Math.max(fromAt, span.toAt), toAt },
    ].filter((rest) => rest.fromAt < rest.toAt),
  );
}

/** Whether statements were read for the whole time that is lost. */
export function coversGap(mark: RestoreMark, spans: readonly Span[]): boolean {
  return spans.some(({ fromAt, toAt }) => fromAt <= mark.since && toAt >= mark.markedAt);
}

function covers(spans: readonly Span[], from: Instant, to: Instant): boolean {
  return spans.some(({ fromAt, toAt }) => from >= fromAt && to < toAt);
}

/** A redemption whose value is to be given back. */
export interface Reversible {
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
  const reading = readingOf(mark, one.livemode, one.type);
  // Also after a person's word: a statement contradicts it.
  if (one.differs) return false;
  if (reading.endedAt !== null) return true;
  if (!coversGap(mark, reading.refunds) || reading.untold) return false;
  // What was answered after the mark was sent before it: its line cannot be newer than the statement has to be.
  const takenBy = Math.max(one.capturedAt, Math.min(one.takenBy, mark.markedAt - 1));
  return (
    !one.restorable || (coversGap(mark, reading.redemptions) && covers(reading.redemptions, one.capturedAt, takenBy))
  );
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
export function mayHaveLost(marks: readonly RestoreMark[], livemode: boolean, type: string, now: Instant): boolean {
  return marks.some((mark) => {
    const reading = readingOf(mark, livemode, type);
    if (reading.hasLost && now < mark.markedAt + ASKED_FOR_MS) return true;
    return reading.endedAt === null && !coversGap(mark, reading.cleared);
  });
}
