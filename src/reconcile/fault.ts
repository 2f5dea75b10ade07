// What makes a statement unusable, with the place it was found at. Never repeats what a cell holds: the file may be the
// wrong one, and then it may hold anything.

/** One thing that is wrong with a file, and where. */
export interface StatementFault {
  /** 1 is the header; null where it is the file as a whole. */
  readonly line: number | null;
  /** As the header names it, or the number of the cell where there is no such name; null beside a null line. */
  readonly column: string | null;
  readonly problem: string;
}

/** Thrown with every fault found, up to the first `FAULTS_MAX`. Nothing was compared and nothing was opened. */
export class UnusableStatement extends Error {
  constructor(
    readonly file: string,
    readonly faults: readonly StatementFault[],
    readonly more: boolean = false,
  ) {
    super(faults.map((fault) => describeFault(file, fault)).join('\n') + (more ? '\n… and more' : ''));
    this.name = 'UnusableStatement';
  }
}

/** Enough to see what is wrong with a file; a wrong file of a million lines must not become a million messages. */
export const FAULTS_MAX = 20;

function describeFault(file: string, { line, column, problem }: StatementFault): string {
  if (line === null || column === null) return `${file} ${problem}`;
  return `${file}, line ${String(line)}, column ${column}: ${problem}`;
}
