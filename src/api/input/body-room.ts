// How much of bodies is kept at once. Each has an end; four thousand of them are a gigabyte.
import type { BodySender } from '../request/held-body';

const MIB = 1024 * 1024;
/** An eighth of the memory that a process should have: five hundred sales at once with all the metadata that there may be. */
export const MOST_BODY_BYTES = 64 * MIB;
/** Of all visitors of pages and all strangers, whom nobody knows: the other half is there for those with keys of their own. */
export const MOST_OF_VISITORS = MOST_BODY_BYTES / 2;
/** Of one sender, so that others find room. */
export const MOST_OF_SENDER = MOST_BODY_BYTES / 4;
/** Of one visitor or stranger, whosever pages they send from. */
export const MOST_OF_VISITOR = MOST_OF_SENDER / 4;

/** What has a bound: the whole room or a part of it that many share, or what is kept of one of those. */
interface Part {
  readonly name: string;
  readonly most: number;
}
const ALL: Part = { name: 'all', most: MOST_BODY_BYTES };
const ALL_VISITORS: Part = { name: 'all visitors', most: MOST_OF_VISITORS };

/** What is kept of one body. */
export interface Kept {
  /** So much of it has come, in all. False where there is no room for that: then it counts as before. */
  readonly grow: (bytes: number) => boolean;
  /** Nothing of it is kept any more. */
  readonly giveBack: () => void;
}

/**
 * The sum of all bodies that are kept, and its parts. Nobody has more than is left free for the others: whoever has nothing yet finds room
 * long after those who have much are told to wait.
 */
export class BodyRoom {
  readonly #parts = new Map<string, number>();

  get bytes(): number {
    return this.#of(ALL);
  }

  /** For one body of this sender. */
  open({ name, visitor }: BodySender): Kept {
    const shared = [ALL];
    const own: Part[] = [{ name: `sender ${name}`, most: MOST_OF_SENDER }];
    if (visitor !== undefined) {
      shared.push(ALL_VISITORS);
      own.push({ name: `visitor ${visitor}`, most: MOST_OF_VISITOR });
    }
    const parts = [...shared, ...own];
    let kept = 0;
    return {
      grow: (bytes) => {
        const more = bytes - kept;
        const free = Math.min(...shared.map((part) => part.most - this.#of(part) - more));
        if (own.some((part) => this.#of(part) + more > Math.min(part.most, free))) return false;
        kept = bytes;
        this.#add(parts, more);
        return true;
      },
      giveBack: () => {
        this.#add(parts, -kept);
        kept = 0;
      },
    };
  }

  #of({ name }: Part): number {
    return this.#parts.get(name) ?? 0;
  }

  #add(parts: readonly Part[], bytes: number): void {
    for (const part of parts) {
      const now = this.#of(part) + bytes;
      if (now > 0) this.#parts.set(part.name, now);
      else this.#parts.delete(part.name);
    }
  }
}
