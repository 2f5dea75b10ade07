// What one run's reviews come to: every difference is counted once.
import type { Comparison } from './compare/comparison';

/** Every difference is counted once, under one of these. */
export interface ReviewCounts {
  readonly opened: number;
  /** Open or closed from an earlier run: the same difference was reviewed before. */
  readonly known: number;
  /** Differences without a review: over the limit, or without an account to give it to. */
  readonly notOpened: number;
}

/** The comparison by which it was decided, and the review of it, if it has one. */
export interface Reviewed {
  readonly comparison: Comparison | null;
  readonly reviewId: string | null;
  /** A person has closed the review. */
  readonly settled: boolean;
}

/** Counts the reviews of one run, and says when it has opened as many as it may. */
export class ReviewTally {
  #opened = 0;
  #known = 0;
  #notOpened = 0;

  constructor(private readonly most: number) {}

  /** So far. */
  counts(): ReviewCounts {
    return { opened: this.#opened, known: this.#known, notOpened: this.#notOpened };
  }

  /** A wrong file must not bury the reviews that matter. */
  get isFull(): boolean {
    return this.#opened >= this.most;
  }

  opened(comparison: Comparison, reviewId: string): Reviewed {
    this.#opened += 1;
    return { comparison, reviewId, settled: false };
  }

  known(comparison: Comparison, reviewId: string | null, settled: boolean): Reviewed {
    this.#known += 1;
    return { comparison, reviewId, settled };
  }

  notOpened(comparison: Comparison): Reviewed {
    this.#notOpened += 1;
    return { comparison, reviewId: null, settled: false };
  }
}
