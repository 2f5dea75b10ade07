// How much of bodies is kept at once. Each has an end; four thousand of them are a gigabyte.
import type { BodySender } from '../request/held-body';

const MIB = 1024 * 1024;
/** An eighth of the memory that a process should have: five hundred sales at once with all the metadata that there may be. */
export const MOST_BODY_BYTES = 64 * MIB;
/** Of one sender, so that others find room; and of one visitor among those who share a name. */
export const MOST_OF_SENDER = MOST_BODY_BYTES / 4;
export const MOST_OF_VISITOR = MOST_OF_SENDER / 4;

/** What is kept of one body. */
export interface Kept {
  /** So much of it has come, in all. False where there is no room for that: then it counts as before. */
  readonly grow: (bytes: number) => boolean;
  /** Nothing of it is kept any more. */
  readonly giveBack: () => void;
}

/** The sum of all bodies that are kept, and its parts. */
export class BodyRoom {
  readonly #parts = new Map<string, number>();
  #sum = 0;

  get bytes(): number {
    return this.#sum;
  }

  /** For one body of this sender. */
  open({ name, visitor }: BodySender): Kept {
    const parts = [{ part: name, most: MOST_OF_SENDER }];
    if (visitor !== undefined) parts.push({ part: `${name} ${visitor}`, most: MOST_OF_VISITOR });
    let kept = 0;
    return {
      grow: (bytes) => {
        const more = bytes - kept;
        if (this.#sum + more > MOST_BODY_BYTES) return false;
        if (parts.some(({ part, most }) => this.#of(part) + more > most)) return false;
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

  #of(part: string): number {
    return this.#parts.get(part) ?? 0;
  }

  #add(parts: readonly { readonly part: string }[], bytes: number): void {
    this.#sum += bytes;
    for (const { part } of parts) {
      const now = this.#of(part) + bytes;
      if (now > 0) this.#parts.set(part, now);
      else this.#parts.delete(part);
    }
  }
}
