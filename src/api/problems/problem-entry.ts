// One row of the table of problems.
import type { Advice } from '../../core/values/advice';

/** What one code stands for, the same wherever it is sent. */
export interface ProblemMeaning {
  readonly status: number;
  readonly title: string;
  /** Whether the identical request may succeed later. Never true where value may have moved. */
  readonly retryable: boolean;
  readonly meaning: string;
  /** What whoever reads it does next. */
  readonly advice: Advice;
}

/** A row; what is not said to be worth a repeat is not. */
export const entry = (
  status: number,
  title: string,
  meaning: string,
  advice: Advice,
  retryable = false,
): ProblemMeaning => ({
  status,
  title,
  retryable,
  meaning,
  advice,
});
