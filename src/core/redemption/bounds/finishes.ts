// Which writes are made to the last byte of a disk: those that end or answer what was begun while there was room.
import type { Redemption } from '../redemption';
import type { TimelineFact } from '../timeline-facts';

/** Each comes so often at most as something was begun that it ends. Whatever is not here begins something. */
const FINISHING: ReadonlySet<TimelineFact> = new Set<TimelineFact>([
  'reserve_answered',
  'confirm_answered',
  'reverse_answered',
  'release_answered',
  'reserve_answered_late',
  'confirm_answered_late',
  'reverse_answered_late',
  'release_answered_late',
  'confirm_contradicted',
  'reverse_contradicted',
  'canceled',
  'lapsed',
  'verdict_given',
  'reversal_rejected',
  'reversal_proposal_lapsed',
]);

/**
 * Whether the write of this state finishes something: its newest journal lines, those of one write, say what it was. A review that an answer
 * opened comes with that answer. False where a request leaves for the provider after it: the answer of that needs room of its own.
 */
export function finishes(redemption: Redemption): boolean {
  const { journal } = redemption;
  if (isAboutToAsk(redemption)) return false;
  const writeId = journal.at(-1)?.writeId;
  for (let index = journal.length - 1; index >= 0 && journal[index]?.writeId === writeId; index -= 1) {
    const fact = journal[index]?.fact;
    if (fact !== undefined && FINISHING.has(fact)) return true;
  }
  return false;
}

/** Whether the write of this state is the one before a request leaves for the provider: it holds an ask of this very moment. */
function isAboutToAsk({ operations, updatedAt }: Redemption): boolean {
  return operations.some(({ asks }) => asks.some(({ answer, at }) => answer === null && at === updatedAt));
}
