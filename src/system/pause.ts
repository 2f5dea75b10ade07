// Waiting: how long to stand back from a race that was lost is a while that nobody can foresee, or the same two would meet again.

const FIRST_MS = 2;
const LONGEST_MS = 60;

/** Resolves after at most twice as long as the time before, up to a limit. */
export function pause(lost: number): Promise<void> {
  const most = Math.min(FIRST_MS * 2 ** lost, LONGEST_MS);
  return new Promise((resume) => setTimeout(resume, Math.random() * most));
}

/** Resolves after so many milliseconds. */
export function rest(ms: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, ms));
}
