// The period that a statement is compared for, and the time of which it tells: what the lines show, or the provider says.
import type { Span } from '../core/restores/spans';
import { DAY_MS, MINUTE_MS } from '../core/values/time';
import { startOfDay } from './cells';
import { UnusableStatement } from './fault';
import type { StatementSummary } from './statement-file';

/** Half-open: `fromAt` belongs to it, `toAt` does not. */
export type Period = Span;

/** What was asked for. `offsetMs`: the zone of days. */
interface Asked {
  readonly file: string;
  readonly fromAt?: number | undefined;
  readonly toAt?: number | undefined;
  readonly covers?: Span | undefined;
  readonly madeAt?: number | undefined;
  readonly offsetMs: number;
}

/** A date later than now by more than clocks differ was read in the wrong zone, or is made up. */
export const MOST_AHEAD_MS = MINUTE_MS;

/**
 * As asked; otherwise the days of the lines, with what the file is said to cover. Throws `UnusableStatement` where nothing says which period it is, or
 * where it is empty.
 */
export function periodOf(options: Asked, { oldestAt, newestAt, provenFrom, provenAt }: StatementSummary): Period {
  const { offsetMs, file, covers } = options;
  // Of other business alone, where nothing of it is ours.
  const [oldest, newest] = [oldestAt ?? provenFrom, newestAt ?? provenAt];
  const spans = covers ? [covers] : [];
  if (oldest !== null && newest !== null)
    spans.push({ fromAt: startOfDay(oldest, offsetMs), toAt: startOfDay(newest, offsetMs) + DAY_MS });
  const fromAt = options.fromAt ?? Math.min(...spans.map((span) => span.fromAt));
  const toAt = options.toAt ?? Math.max(...spans.map((span) => span.toAt));
  const fault = (problem: string) => new UnusableStatement(file, [{ line: 2, column: 'date', problem }]);
  if (!Number.isFinite(fromAt) || !Number.isFinite(toAt)) {
    throw fault('no line says which period it is about: give --from and --to to compare with an empty statement');
  }
  if (fromAt >= toAt) throw fault('the period ends before it starts');
  return { fromAt, toAt };
}

/**
 * The part of the period of which the statement tells: what the provider says that it covers, otherwise from its oldest line to its newest, where
 * their zones are known. Empty where it is none. What the file was asked for, and when it was made, say nothing of that: it may be one of another
 * day, or of a part of one. Throws `UnusableStatement` where it is said to cover what has not come.
 */
export function toldOf(options: Asked, period: Period, { provenFrom, provenAt }: StatementSummary, now: number): Span {
  const { file, covers } = options;
  if (covers && covers.toAt > now + MOST_AHEAD_MS) {
    const problem = 'cannot cover what has not come: end --covers with the moment until which the provider says that it holds everything'; // prettier-ignore
    throw new UnusableStatement(file, [{ line: null, column: null, problem }]);
  }
  const shown = covers ?? { fromAt: provenFrom ?? 0, toAt: (provenAt ?? -1) + 1 };
  return { fromAt: Math.max(shown.fromAt, period.fromAt), toAt: Math.min(shown.toAt, period.toAt) };
}

/**
 * Until when something of ours has to be in the file: it lacks what was sent after it was made. Where nobody says when that was, a period that is over is
 * taken to be in it whole, and one that goes on as far as the newest line in it: a file of another day is the wrong one.
 */
export function dueUntil(
  options: Asked,
  period: Period,
  { newestAt, provenAt }: StatementSummary,
  now: number,
): number {
  const { fromAt, toAt } = period;
  const said = [options.covers?.toAt, options.madeAt].filter((at) => at !== undefined);
  if (said.length > 0) return Math.min(toAt, ...said);
  const newest = Math.max(newestAt ?? 0, provenAt ?? 0);
  return toAt > now && newest >= fromAt ? Math.min(toAt, newest) : toAt;
}
