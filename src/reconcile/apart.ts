// What a statement lacks of the books of single accounts, or leaves open there. Only they can end that, so it keeps nobody else waiting; but
// where it is much, or of several, it is the file that is doubted.
import type { Apart } from '../core/restores/mark';
import type { Reviewed } from './review-tally';

/** Of one account. */
interface Left {
  absent: number;
  unreviewed: number;
  isUntold: boolean;
  readonly reviewIds: string[];
}

const NONE: Readonly<Left> = { absent: 0, unreviewed: 0, isUntold: false, reviewIds: [] };
/** More of them are in the list of differences. */
const MOST_NAMED = 10;

/** The first few of a list, for a sentence. */
export function named(all: readonly (number | string)[]): string {
  return all.slice(0, MOST_NAMED).join(', ') + (all.length > MOST_NAMED ? ', …' : '');
}

/** Collected while one statement is compared, over all accounts. */
export class AccountsApart {
  #present = 0;
  readonly #left = new Map<string, Left>();

  /** An operation of ours has its line. */
  present(): void {
    this.#present += 1;
  }

  /** An operation of ours has no line, and nobody has looked at that. */
  absent(accountId: string, { reviewId }: Reviewed): void {
    const left = this.#of(accountId);
    left.absent += 1;
    if (reviewId !== null) left.reviewIds.push(reviewId);
  }

  /** A redemption differs, and has no room for a review of that. */
  unreviewed(accountId: string): void {
    this.#of(accountId).unreviewed += 1;
  }

  /** The statement shows value given back of a redemption of this account, which was not recorded and has no review. */
  untold(accountId: string): void {
    this.#of(accountId).isUntold = true;
  }

  /** A redemption of this account has taken value under a request that is lost. Nobody else's voucher was used by it. */
  lost(accountId: string): void {
    this.#of(accountId);
  }

  /** Accounts whose redemptions were given back in a way that nothing but their own wait guards. */
  get untoldIds(): string[] {
    return [...this.#left].flatMap(([id, { isUntold }]) => (isUntold ? [id] : []));
  }

  /** What the statement does not tell, and to whom. `ended`: accounts that wait no longer on a person's word. */
  apart(ended: ReadonlySet<string>): Apart[] {
    return [...this.#left].map(([accountId, { absent, unreviewed, isUntold }]) => {
      const waits = isUntold || (absent + unreviewed > 0 && !ended.has(accountId));
      return { accountId, waits };
    });
  }

  /**
   * Why the file is not believed by anybody: a wrong one, or one that was cut short, denies what was given back as well. Null where what it
   * lacks is of one account, and no more than it has. `ended` as above: of these nothing counts.
   */
  doubt(ended: ReadonlySet<string>): string | null {
    const lacking = [...this.#left].filter(([id, { absent }]) => absent > 0 && !ended.has(id));
    const count = lacking.reduce((sum, [, { absent }]) => sum + absent, 0);
    if (lacking.length < 2 && count <= this.#present) return null;
    const whose = lacking.map(([id, { reviewIds }]) => `account ${id}, reviews ${named(reviewIds)}`);
    const end = lacking.length > 1 ? `, or end the wait of each on your word with ${endOf('ACCOUNT')}` : '';
    return `${absentWords(count, '')} (${named(whose)}): it may be the wrong file, or cut short; if it is right, give their reviews a verdict, then run it again${end}`;
  }

  /** Why this account waits, in words. */
  words(accountId: string): string {
    const { absent, unreviewed, isUntold, reviewIds } = this.#left.get(accountId) ?? NONE;
    const parts: string[] = [];
    const reviews = reviewIds.length > 0 ? ` ${named(reviewIds)}` : 's';
    if (absent > 0)
      parts.push(
        `${absentWords(absent, ` of account ${accountId}`)}: it may be the wrong file, or cut short; if it is right, that account has to give review${reviews} a verdict, then run it again`,
      );
    if (unreviewed > 0)
      parts.push(
        `${String(unreviewed)} differences of account ${accountId} have no review, as their redemptions have room for no more`,
      );
    if (isUntold)
      parts.push(`it shows value given back of account ${accountId} that could not be recorded and has no review`);
    if (parts.length === 0)
      parts.push(
        `a statement that was read before left something open of account ${accountId}: its reviews need a verdict, and that statement has to be read again`,
      );
    return `${parts.join('; ')}; or end the wait of that account alone on your word with ${endOf(accountId)}`;
  }

  #of(accountId: string): Left {
    const left = this.#left.get(accountId) ?? { ...NONE, reviewIds: [] };
    this.#left.set(accountId, left);
    return left;
  }
}

function absentWords(count: number, whose: string): string {
  return `${String(count)} redemptions or refunds of ours${whose} in that time are not in it`;
}

function endOf(accountId: string): string {
  return `\`vouch restored --end --account ${accountId}\``;
}
