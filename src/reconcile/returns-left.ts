// Lines of value given back that no redemption here answers for, and redemptions that wait for a review: collected while a statement is compared.
import { formerNamesOf, nameOf } from './compare/comparison';
import type { BackTold } from './reviewing';
import type { ReferenceLines } from './sheet';

/** What one statement says otherwise than the books, as far as value may be given back twice because of it. */
export class ReturnsLeft {
  /** The first line of each reference under which value was given back that no redemption here answers for. */
  readonly untold: number[] = [];
  /** Their names, and those of all references of this statement that leave nothing open. */
  readonly untoldNames: string[] = [];
  readonly toldNames = new Set<string>();
  /** Some of them may be of what is lost, whatever statements before this one have told. */
  isOfGap = false;
  readonly #held = new Set<string>();

  /** `mayTell`: the names that statements before this one left open. */
  constructor(private readonly mayTell: ReadonlySet<string>) {}

  /** Redemptions whose reversals wait for a review. */
  get held(): number {
    return this.#held.size;
  }

  /** `redemptionId`: null where no redemption here is named. What is untold of one keeps its account waiting, and nobody else. */
  note(back: BackTold, theirs: ReferenceLines | null, redemptionId: string | null, isOfGap: boolean): void {
    if (back === 'held' && redemptionId !== null) this.#held.add(redemptionId);
    if (theirs === null) return;
    const isUntold = back === 'untold' && redemptionId === null;
    const [name, former] = [nameOf(theirs), formerNamesOf(theirs).filter((one) => this.mayTell.has(one))];
    // Whatever becomes of the lines, from now on they go by one name.
    for (const one of former) this.toldNames.add(one);
    if (!isUntold) {
      if (this.mayTell.has(name)) this.toldNames.add(name);
      return;
    }
    this.untold.push(theirs.firstLine);
    this.untoldNames.push(name);
    this.isOfGap ||= isOfGap || former.length > 0;
  }
}
