// Times that statements were read for. Pure.
import type { Instant } from '../values/time';

/** Half-open: `fromAt` belongs to it, `toAt` does not. */
export interface Span {
  readonly fromAt: Instant;
  readonly toAt: Instant;
}

/** Overlapping and touching spans as one, oldest first, so that a statement a day does not make a list of days. */
export function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.fromAt - b.fromAt)) {
    const last = result.at(-1);
    if (last && span.fromAt <= last.toAt) {
      result[result.length - 1] = { fromAt: last.fromAt, toAt: Math.max(last.toAt, span.toAt) };
    } else result.push(span);
  }
  return result;
}

/** What is left of the spans once one is taken out of them. */
export function without(spans: readonly Span[], span: Span): Span[] {
  return spans.flatMap(({ fromAt, toAt }) =>
    [
      { fromAt, toAt: Math.min(toAt, span.fromAt) },
      { fromAt: Math.max(fromAt, span.toAt), toAt },
    ].filter((rest) => rest.fromAt < rest.toAt),
  );
}

/** Whether one of the joined spans has both moments, and all between them. */
export function covers(spans: readonly Span[], from: Instant, to: Instant): boolean {
  return spans.some(({ fromAt, toAt }) => from >= fromAt && to < toAt);
}
