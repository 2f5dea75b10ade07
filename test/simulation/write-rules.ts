// Rules that every write must keep, from a request, the resolver or a person: checked at the moment it reaches the
// disk.
import type { RedemptionEvent } from '../../src/core/events/event';
import type { Redemption } from '../../src/core/redemption/redemption';
import { TRANSITIONS } from '../../src/core/redemption/transitions';

const FINAL = ['confirmed', 'failed'];

/** The rules this write breaks, in words. */
export function watchWrite(before: Redemption | null, next: Redemption, events: readonly RedemptionEvent[]): string[] {
  const added = next.journal.slice(before?.journal.length ?? 0);
  const moves = statusMoves(before, next);
  const legal = moves.every(([from, to]) => Object.values(TRANSITIONS[from]).includes(to));
  const unsettled = (row: Redemption) =>
    row.operations.filter((operation) => operation.status === 'pending' || operation.status === 'unknown');
  const rules: [boolean, string][] = [
    [next.rev === (before?.rev ?? 0) + 1, 'rev moves by one'],
    [
      next.version >= (before?.version ?? 0) && next.version <= (before?.version ?? 0) + 1,
      'version moves by one at most',
    ],
    [added.length > 0, 'every write has a journal line'],
    [next.journal.every((entry, index) => entry.seq === index + 1), 'the journal counts without a gap'],
    [
      before === null || before.journal.every((entry, index) => entry === next.journal[index]),
      'the journal only grows',
    ],
    [legal, 'statuses follow the table, one journal line a move'],
    [before === null || !FINAL.includes(before.status) || before.status === next.status, 'a final status stays'],
    [next.eventCount === (before?.eventCount ?? 0) + events.length, 'every event is counted'],
    [
      events.every((event, index) => event.seq === (before?.eventCount ?? 0) + index + 1),
      'events are numbered without a gap',
    ],
    [next.reversedCents <= next.redeemedCents, 'no more is given back than was taken'],
    [before === null || next.reversedCents >= before.reversedCents, 'what was given back stays given back'],
    [
      unsettled(next).length === 0 || next.dueAt !== null || next.reviewOpenedAt !== null,
      'open means due or in review',
    ],
    [
      before === null ||
        before.operations.every((old) => {
          const now = next.operations.find((operation) => operation.id === old.id);
          return now?.reference === old.reference && now.asks.length >= old.asks.length;
        }),
      'references stay, asks are never forgotten',
    ],
  ];
  return rules.filter(([holds]) => !holds).map(([, rule]) => `${next.id.slice(-4)} rev ${String(next.rev)}: ${rule}`);
}

/** Every change of status the journal tells of in this write, and the one it does not tell of, if any. */
function statusMoves(before: Redemption | null, next: Redemption): [Redemption['status'], Redemption['status']][] {
  const moves: [Redemption['status'], Redemption['status']][] = [];
  let status = before?.status ?? 'draft';
  for (const entry of next.journal.slice(before?.journal.length ?? 0)) {
    if (entry.status !== status) moves.push([status, entry.status]);
    status = entry.status;
  }
  // A status that no journal line shows would appear here as a move out of a final one, or twice the same: never legal.
  if (status !== next.status) moves.push(['failed', next.status]);
  return moves;
}
