// What is due of a participant, written without anybody asking for more.
import { bookChanges, type Decided } from './decided';
import type { DecideContext } from './require';
import type { Rows } from './rows';

/** As much of what is due as fits into one write. Null where nothing is. */
export function decideSettle(participantId: string, rows: Rows, context: DecideContext): Decided | null {
  const book = rows.find('books', participantId);
  if (!book) return null;
  const open = rows.open(book, context, { settling: true });
  // A due date may stand for something that was spent meanwhile: it is put right without an entry.
  if (open.book.nextDueAt === book.nextDueAt && open.book.seq === book.seq) return null;
  return { changes: bookChanges(open, book.rev), recordId: participantId };
}
