// A voucher PIN is bearer money. This type lets it travel through the code without ever being printed, logged or serialised.

const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/** Replaces all but the last four characters by `*`. */
export function maskPin(text: string): string {
  return text.length <= 4 ? '*'.repeat(text.length) : '*'.repeat(text.length - 4) + text.slice(-4);
}

/** A secret that prints as its mask wherever it is printed. Only `reveal()` gives the characters. */
export class Pin {
  readonly #characters: string;

  constructor(characters: string) {
    this.#characters = characters;
  }

  /** The characters themselves. Call it only to send them to the provider, to seal them or to show them to their owner. */
  reveal(): string {
    return this.#characters;
  }

  /** All but the last four characters as `*`. What text, JSON and logs show of a PIN. */
  get masked(): string {
    return maskPin(this.#characters);
  }

  toString(): string {
    return this.masked;
  }

  toJSON(): string {
    return this.masked;
  }

  [INSPECT](): string {
    return `Pin(${this.masked})`;
  }
}
