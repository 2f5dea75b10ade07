// The order in which accounts take turns.

/** One of each, then the next one of each: those that belong together, by `ofWhom`, stay in their order. */
export function inTurn<T>(rows: readonly T[], ofWhom: (row: T) => string): T[] {
  const rounds: T[][] = [];
  const seen = new Map<string, number>();
  for (const row of rows) {
    const whose = ofWhom(row);
    const round = seen.get(whose) ?? 0;
    seen.set(whose, round + 1);
    (rounds[round] ??= []).push(row);
  }
  return rounds.flat();
}
