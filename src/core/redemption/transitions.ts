// The state table, and nothing else: which status may follow which. `advance` cannot make a move that is not here.
import { STATUSES, type Status } from './redemption';

/** What can change the status of a redemption. */
export const MOVES = ['reserve', 'confirm', 'fail', 'reverse'] as const;
export type Move = (typeof MOVES)[number];

/** The status that each move leads to, by the status it starts from. A move that is missing is not allowed. */
export const TRANSITIONS: Readonly<Record<Status, Readonly<Partial<Record<Move, Status>>>>> = {
  draft: { reserve: 'reserved', fail: 'failed' },
  reserved: { confirm: 'confirmed', fail: 'failed' },
  /** A reversal moves amounts only. A confirmed redemption never becomes failed. */
  confirmed: { reverse: 'confirmed' },
  failed: {},
};

/** Where a redemption may begin. */
export const INITIAL: readonly Status[] = ['draft', 'reserved'];

/** Undefined where the move is not allowed. */
export function nextStatus(from: Status, move: Move): Status | undefined {
  return TRANSITIONS[from][move];
}

/** The statuses from which a move is allowed: what a 409 `invalid_state` tells the caller. */
export function statusesAllowing(move: Move): Status[] {
  return STATUSES.filter((status) => TRANSITIONS[status][move] !== undefined);
}

/** Called at boot. Throws if a status cannot be reached, or if a final one can be left for another. */
export function checkTransitions(table: typeof TRANSITIONS = TRANSITIONS): void {
  const reached = new Set<Status>(INITIAL);
  for (let grown = true; grown;) {
    const before = reached.size;
    for (const from of [...reached]) for (const to of Object.values(table[from])) reached.add(to);
    grown = reached.size > before;
  }
  const unreached = STATUSES.filter((status) => !reached.has(status));
  if (unreached.length > 0) throw new Error(`Transition table: ${unreached.join(', ')} can never be reached`);
  for (const final of ['confirmed', 'failed'] as const) {
    const leaves = Object.values(table[final]).filter((to) => to !== final);
    if (leaves.length > 0)
      throw new Error(`Transition table: ${final} must be final, but leads to ${leaves.join(', ')}`);
  }
}
