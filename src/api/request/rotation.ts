// What waits of several who take turns.

/** Whoever had a turn comes after all others; what waits of one stays in its order. */
export class Rotation<T> {
  /** None is empty. Whose turn was last comes last. */
  readonly #lines = new Map<string, T[]>();

  /** Of how many something waits. */
  get size(): number {
    return this.#lines.size;
  }

  add(whose: string, ...more: readonly T[]): void {
    const line = this.#lines.get(whose);
    if (line) line.push(...more);
    else if (more.length > 0) this.#lines.set(whose, [...more]);
  }

  /** The first one of whoever's turn it is. */
  take(): T | undefined {
    const [first] = this.#lines;
    if (!first) return undefined;
    const [whose, line] = first;
    const next = line.shift();
    this.#lines.delete(whose);
    if (line.length > 0) this.#lines.set(whose, line);
    return next;
  }

  /** All that waits of one. */
  takeAll(whose: string): readonly T[] {
    const line = this.#lines.get(whose) ?? [];
    this.#lines.delete(whose);
    return line;
  }
}
