// Looks for PINs that are at hand in the texts that came with them.
import type { Source } from '../../providers/provider';
import { Pin } from '../../values/pin';
import { charactersOf, isNumber, TextReader } from '../../values/pin-text';
import { leastOf, paramsHolding, piecesHolding, type NamedText } from './named-texts';

/** Looks for PINs that are at hand in the texts of one request, each of which is read once. */
export class PinSearch {
  readonly #pins: readonly string[];
  readonly #reader = new TextReader();

  constructor(pins: readonly string[]) {
    this.#pins = pins;
  }

  static ofSource(source: Source): PinSearch {
    return new PinSearch(Object.values(source).flatMap((value) => (value instanceof Pin ? [value.reveal()] : [])));
  }

  /** Whether one stands in the text, however it is written there. */
  readonly isIn = (text: string): boolean => this.#pins.some((pin) => this.#reader.holds(pin, text));

  /** The names of the texts that hold one, together or alone. */
  paramsIn(texts: readonly NamedText[]): string[] {
    if (!this.#hasRoom(texts)) return [];
    return paramsHolding(texts, {
      isIn: this.isIn,
      piecesIn: (some) => this.#piecesIn(some),
      pairIn: (some) => this.#pairIn(some),
    });
  }

  /**
   * Whether these texts together have room for a PIN, in one of them or in pieces: hardly any request has as many digits outside its
   * source. Where they have none there is nothing to look for.
   */
  #hasRoom(texts: readonly NamedText[]): boolean {
    const most = (text: string) => Math.max(...this.#reader.digits(text).map(({ length }) => length));
    const digits = texts.reduce((sum, [, text]) => sum + most(text), 0);
    // Of a secret that is no number its letters count as well: then always.
    return this.#pins.some((pin) => pin.length <= digits || !isNumber(pin));
  }

  #piecesIn(texts: readonly NamedText[]): readonly NamedText[] {
    const numbers = this.#pins.filter(isNumber);
    const pieces = piecesHolding(texts, this.#reader, (digits) => numbers.some((pin) => digits.includes(pin)));
    if (pieces.length > 0) return pieces;
    for (const pin of this.#pins.filter((one) => !isNumber(one))) {
      const [sought, given] = [charactersOf(pin), texts.map(([, text]) => charactersOf(text))];
      const stands = (from: number, to: number) => given.slice(from, to).join('').includes(sought);
      if (stands(0, texts.length)) return leastOf(texts, stands);
    }
    return [];
  }

  /** Two texts of which one ends as a PIN begins, and the other begins with the rest of it. */
  #pairIn(texts: readonly NamedText[]): readonly NamedText[] {
    const read = texts.map((text) => ({ text, digits: this.#reader.digits(text[1]) }));
    for (const pin of this.#pins.filter(isNumber))
      for (let cut = 1; cut < pin.length; cut += 1) {
        const [head, tail] = [pin.slice(0, cut), pin.slice(cut)];
        const heads = read.filter(({ digits }) => digits.some((one) => one.endsWith(head)));
        if (heads.length === 0) continue;
        const tails = read.filter(({ digits }) => digits.some((one) => one.startsWith(tail)));
        for (const first of heads) {
          const second = tails.find((one) => one !== first);
          if (second) return [first.text, second.text];
        }
      }
    return [];
  }
}
