// The period that a statement is compared for: as asked, or the days of its lines.
import { DAY_MS } from '../core/values/time';
import { startOfDay } from './cells';
import { UnusableStatement } from './fault';
import type { StatementSummary } from './statement-file';

/** Half-open: `fromAt` belongs to it, `toAt` does not. */
export interface Period {
  readonly fromAt: number;
  readonly toAt: number;
}

/** What was asked for. `offsetMs`: the zone of days. */
interface Asked {
  readonly file: string;
  readonly fromAt?: number | undefined;
  readonly toAt?: number | undefined;
  readonly offsetMs: number;
}

/** Throws `UnusableStatement` where neither the options nor a line say which period it is, or where it is empty. */
export function periodOf(options: Asked, { oldestAt, newestAt }: StatementSummary): Period {
  const { offsetMs, file } = options;
  const fromAt = options.fromAt ?? (oldestAt === null ? null : startOfDay(oldestAt, offsetMs));
  const toAt = options.toAt ?? (newestAt === null ? null : startOfDay(newestAt, offsetMs) + DAY_MS);
  const fault = (problem: string) => new UnusableStatement(file, [{ line: 2, column: 'date', problem }]);
  if (fromAt === null || toAt === null) {
    throw fault('no line says which period it is about: give --from and --to to compare with an empty statement');
  }
  if (fromAt >= toAt) throw fault('the period ends before it starts');
  return { fromAt, toAt };
}
