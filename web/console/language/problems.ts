// What a refusal is in words: what happened, and what to do about it. By code; the server's own words where there are none of ours.
import { detailOf, detailsOf, faultsOf, type VouchError } from '../api/problem';
import { problems } from './en/problems';

export interface ProblemWords {
  readonly what: string;
  /** Empty where there is nothing to add. */
  readonly next: string;
}

export function problemWords(problem: VouchError): ProblemWords {
  const own = Object.hasOwn(problems.byCode, problem.code)
    ? problems.byCode[problem.code as keyof typeof problems.byCode]
    : undefined;
  if (own) return typeof own === 'function' ? own(detailsOf(problem)) : own;
  const faults = faultsOf(problem);
  if (faults.length > 0) return { what: problems.faults, next: faults.map(faultWords).join(' ') };
  return { what: detailOf(problem) || problems.other, next: '' };
}

function faultWords({ param, message }: { param: string; message: string }): string {
  return `${param}: ${message}${/[.!?]$/.test(message) ? '' : '.'}`;
}
