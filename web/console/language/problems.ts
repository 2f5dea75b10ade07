// What a refusal is in words: what happened, and what to do about it. By code; the server's own words where there are none of ours.
import type { ProblemError } from '../api/problem';
import { problems } from './en/problems';

export interface ProblemWords {
  readonly what: string;
  /** Empty where there is nothing to add. */
  readonly next: string;
}

export function problemWords(problem: ProblemError): ProblemWords {
  const own = Object.hasOwn(problems.byCode, problem.code)
    ? problems.byCode[problem.code as keyof typeof problems.byCode]
    : undefined;
  if (own) return typeof own === 'function' ? own(problem.details) : own;
  if (problem.faults.length > 0) return { what: problems.faults, next: problem.faults.map(faultWords).join(' ') };
  return { what: problem.message === '' ? problems.other : problem.message, next: '' };
}

function faultWords({ param, message }: { param: string; message: string }): string {
  return `${param}: ${message}${/[.!?]$/.test(message) ? '' : '.'}`;
}
