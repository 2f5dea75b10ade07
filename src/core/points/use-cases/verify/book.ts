// One book with everything that hangs on it, recomputed from its entries.
import type { Book } from '../../book/book';
import { bookDifferences } from '../../verify/compare-book';
import type { Owner } from '../reports';
import { BookReader, type Parts } from './book-reader';
import { verifyRedemptions, type Redeemed } from './redemptions';
import { shelvesDiffer } from './shelves';

/** What differs is looked at so often before it is told. */
const LOOKS = 3;

/** What was found of one book. */
export interface VerifiedBook {
  /** As it was when it was compared. */
  readonly book: Book;
  readonly differences: readonly string[];
  readonly redemptions: Redeemed['differing'];
}

/** `listed`: the book as a list of all books had it. */
export async function verifyBook(parts: Parts, owner: Owner, listed: Book): Promise<VerifiedBook> {
  for (let look = 1; ; look += 1) {
    const found = await lookAtBook(parts, owner, listed);
    if (look === LOOKS || found.differences.length + found.redemptions.length === 0) return found;
  }
}

async function lookAtBook(parts: Parts, owner: Owner, listed: Book): Promise<VerifiedBook> {
  const { participantId } = listed;
  const { accountId, livemode } = owner;
  const reader = new BookReader(parts, { participantId, accountId, livemode });
  const { replay } = reader;
  const book = await reader.read();
  if (!book) return { book: listed, differences: ['the book is gone'], redemptions: [] };
  await reader.follow(book.seq);
  const differences = bookDifferences(book, replay);
  if (book.accountId !== accountId || book.livemode !== livemode)
    differences.push("it says that it is somebody else's");
  if (await reader.isBehind(book)) differences.push('it counts fewer entries than there are');
  // Without its journal nothing more can be said.
  if (replay.fault !== null || replay.seq < book.seq) return { book, differences, redemptions: [] };
  const redeemed = await verifyRedemptions(parts.store, owner, participantId, replay);
  differences.push(...redeemed.differences, ...piecesDiffer(book, redeemed));
  differences.push(...(await shelvesDiffer(parts.store, reader, book)));
  return { book, differences, redemptions: redeemed.differing };
}

/** What the book counts of each reward, which is what limits for one participant rest on. */
function piecesDiffer({ rewardUnits }: Book, { pieces }: Redeemed): string[] {
  return [...new Set([...Object.keys(rewardUnits), ...pieces.keys()])].flatMap((rewardId) => {
    const [is, should] = [rewardUnits[rewardId] ?? 0, pieces.get(rewardId) ?? 0];
    if (is === should) return [];
    return [`it counts ${String(is)} pieces of reward ${rewardId}, its redemptions say ${String(should)}`];
  });
}
