// What statements have told to one account less than to the others: an account that looks at nothing keeps nobody else waiting. Pure.
import type { Instant } from '../values/time';
import type { AccountReading, Apart, LineKind, Reading, ToldTimes } from './mark';
import { joined, without, type Span } from './spans';

/** The readings after a statement of this time: it tells everybody but those apart. */
export function toldApart(
  before: readonly AccountReading[],
  span: Span,
  kinds: readonly LineKind[],
  apart: readonly Apart[],
): AccountReading[] {
  const ids = new Set([...before, ...apart].map(({ accountId }) => accountId));
  const after = (spans: readonly Span[], kind: LineKind, isApart: boolean) => {
    if (!kinds.includes(kind)) return spans;
    return isApart ? joined([...spans, span]) : without(spans, span);
  };
  return kept(
    [...ids].map((accountId) => {
      const reading = readingApart(before, accountId);
      const now = apart.find((one) => one.accountId === accountId);
      const waits = now?.waits === true;
      return {
        ...reading,
        redemptions: after(reading.redemptions, 'redemptions', waits),
        refunds: after(reading.refunds, 'refunds', waits),
        cleared: after(reading.cleared, 'redemptions', now !== undefined),
      };
    }),
  );
}

/** The readings once this time has to be told to these accounts anew, whatever a person said of them. */
export function untoldApart(before: readonly AccountReading[], span: Span, ids: readonly string[]): AccountReading[] {
  const anew = ids.map((accountId) => {
    const reading = readingApart(before, accountId);
    const [redemptions, refunds] = [reading.redemptions, reading.refunds].map((spans) => joined([...spans, span]));
    return { ...reading, redemptions: redemptions ?? [], refunds: refunds ?? [], endedAt: null };
  });
  return [...before.filter(({ accountId }) => !ids.includes(accountId)), ...anew];
}

/** The readings after a person said that nothing of this account waits any longer. */
export function endedApart(before: readonly AccountReading[], accountId: string, at: Instant): AccountReading[] {
  const others = before.filter((one) => one.accountId !== accountId);
  return [...others, { ...readingApart(before, accountId), endedAt: at }];
}

/** The readings without any word of a person. */
export function unendedApart(before: readonly AccountReading[]): AccountReading[] {
  return kept(before.map((one) => ({ ...one, endedAt: null })));
}

/**
 * What was told to this account. A word about everybody counts for one of which a statement showed value given back since only once that
 * is told. Without an account: what was told to all others.
 */
export function readingFor(reading: Reading, accountId: string | undefined): Reading {
  const apart = reading.accounts?.find((one) => one.accountId === accountId);
  if (apart === undefined) return reading;
  const less = (kind: keyof ToldTimes) => apart[kind].reduce<readonly Span[]>(without, reading[kind]);
  const waits = apart.redemptions.length + apart.refunds.length > 0;
  const endedAt = apart.endedAt ?? (waits ? null : reading.endedAt);
  return {
    ...reading,
    redemptions: less('redemptions'),
    refunds: less('refunds'),
    cleared: less('cleared'),
    endedAt,
  };
}

function readingApart(before: readonly AccountReading[], accountId: string): AccountReading {
  const found = before.find((one) => one.accountId === accountId);
  return found ?? { accountId, redemptions: [], refunds: [], cleared: [], endedAt: null };
}

function kept(readings: readonly AccountReading[]): AccountReading[] {
  return readings.filter(
    ({ redemptions, refunds, cleared, endedAt }) =>
      endedAt !== null || redemptions.length + refunds.length + cleared.length > 0,
  );
}
