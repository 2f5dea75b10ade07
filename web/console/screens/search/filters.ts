// What a search is narrowed to, as it stands in the address, and as it is sent. Pure.
import type { SearchRequest } from '../../api/documents';
import { localAsInstant, SPANS, spanOf, type Span, type SpanName } from '../../language/days';

export interface SearchAddress {
  readonly q?: string;
  readonly outcome?: string;
  /** One of the spans, or `own`. */
  readonly when?: string;
  /** Of `own`: as a clock of the account shows it. */
  readonly from?: string;
  readonly to?: string;
}

export const OUTCOMES = ['paid', 'not_paid', 'checking', 'open'] as const;

/** What is sent. The times of a span are those of `now`: it is worked out anew with each search. */
export function requestOf(address: SearchAddress, query: string, now: number, zone: string): SearchRequest {
  const { from, to } = spanIn(address, now, zone);
  const outcome = OUTCOMES.find((known) => known === address.outcome);
  return {
    query,
    ...(outcome === undefined ? {} : { outcome }),
    ...(from === undefined ? {} : { created_from: from }),
    ...(to === undefined ? {} : { created_to: to }),
  };
}

function spanIn({ when, from, to }: SearchAddress, now: number, zone: string): Span {
  const name = SPANS.find((known) => known === when);
  if (name) return spanOf(name satisfies SpanName, now, zone);
  return { from: localAsInstant(from ?? '', zone), to: localAsInstant(to ?? '', zone) };
}

/** Whether it is narrowed by anything but its words. */
export function isNarrowed({ outcome, when, from, to }: SearchAddress): boolean {
  return [outcome, when, from, to].some((value) => value !== undefined && value !== '');
}
