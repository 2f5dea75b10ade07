// What it costs to look for PINs in texts, in characters that are looked at, and not in time.
import { ReadingWork } from '../../src/core/values/text/escapes';

/** The characters of all looks since `start`. */
export class WorkCount {
  characters = 0;
  readonly #spy: jest.SpyInstance;

  constructor() {
    const { take } = ReadingWork.prototype;
    const count = (characters: number, isTaken: boolean) => {
      if (isTaken) this.characters += characters;
      return isTaken;
    };
    this.#spy = jest.spyOn(ReadingWork.prototype, 'take').mockImplementation(function (this: ReadingWork, ...look) {
      return count(look[0], take.apply(this, look));
    });
  }

  stop(): void {
    this.#spy.mockRestore();
  }
}

/** Of one call. */
export function countWork(call: () => unknown): number {
  const count = new WorkCount();
  call();
  count.stop();
  return count.characters;
}
