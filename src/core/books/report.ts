// The report of days as it is shown: every day asked for, also those on which nothing happened, with their sums.
import { DAY_MS } from '../values/time';
import type { DayFigure, Figure } from './figures';

/** A span of local days, both ends included, as days since 1 January 1970. */
export interface DaySpan {
  readonly first: number;
  readonly last: number;
}

/** `2026-11-24` of a day. */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 'yyyy-mm-dd'.length);
}

/** Each day, the oldest first, and all of them together. */
export function reportOf({ first, last }: DaySpan, figures: readonly DayFigure[]) {
  const days = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return {
    days: days.map((day) => ({ date: dateOf(day), ...withTypes(figures.filter((figure) => figure.day === day)) })),
    totals: withTypes(figures),
  };
}

function withTypes(figures: readonly DayFigure[]) {
  const types = [...new Set(figures.map(({ type }) => type))].sort();
  return {
    ...sumsOf(figures),
    by_type: types.map((type) => ({ type, ...sumsOf(figures.filter((figure) => figure.type === type)) })),
  };
}

function sumsOf(figures: readonly DayFigure[]) {
  const sum = (name: Figure) => {
    const of = figures.filter(({ figure }) => figure === name);
    return {
      count: of.reduce((all, { count }) => all + count, 0),
      amount: of.reduce((all, { cents }) => all + cents, 0),
    };
  };
  const { count: unstated } = sum('change_unstated');
  const { count, amount } = sum('change_issued');
  return {
    taken: sum('taken'),
    not_paid: { count: sum('not_paid').count },
    given_back: sum('given_back'),
    change_issued: { count: count + unstated, amount, without_amount: unstated },
    in_doubt: sum('in_doubt'),
  };
}
