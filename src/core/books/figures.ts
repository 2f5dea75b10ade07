// The figures that the books of a day are made of, and how the store adds them up.
import type { Cents } from '../values/money';
import { DAY_MS, type Instant } from '../values/time';

/**
 * `taken` and `not_paid` by when a redemption settled, with the change that was issued for it (`change_unstated`: the provider did
 * not say how much); `given_back` by when a reversal succeeded; `in_doubt` by when what is in doubt now was created.
 */
export const FIGURES = ['taken', 'not_paid', 'given_back', 'change_issued', 'change_unstated', 'in_doubt'] as const;
export type Figure = (typeof FIGURES)[number];

/** One figure of one day and type. */
export interface DayFigure {
  /** Days since 1 January 1970, of local time. */
  readonly day: number;
  readonly type: string;
  readonly figure: Figure;
  readonly count: number;
  readonly cents: Cents;
}

/** The local day of an instant. */
export function dayOf(at: Instant, offsetMs: number): number {
  return Math.floor((at + offsetMs) / DAY_MS);
}

/** What a settled redemption counts for. */
export interface SettledRow {
  readonly at: Instant;
  readonly type: string;
  readonly redeemedCents: Cents;
  /** Whether change was issued. */
  readonly changed: boolean;
  /** Null where the provider does not say, and where there is none. */
  readonly changeCents: Cents | null;
}

/** Adds up rows one by one. */
export class Tally {
  readonly #sums = new Map<string, DayFigure>();

  constructor(private readonly offsetMs: number) {}

  settled({ at, type, redeemedCents, changed, changeCents }: SettledRow): void {
    this.add(at, type, redeemedCents > 0 ? 'taken' : 'not_paid', redeemedCents);
    if (changed) this.add(at, type, changeCents === null ? 'change_unstated' : 'change_issued', changeCents ?? 0);
  }

  add(at: Instant, type: string, figure: Figure, cents: Cents): void {
    const day = dayOf(at, this.offsetMs);
    const key = `${String(day)} ${figure} ${type}`;
    const sum = this.#sums.get(key) ?? { day, type, figure, count: 0, cents: 0 };
    this.#sums.set(key, { ...sum, count: sum.count + 1, cents: sum.cents + cents });
  }

  get figures(): DayFigure[] {
    return [...this.#sums.values()];
  }
}
