// Why `fetch` failed: the error itself says no more than "fetch failed".

/** A code such as ECONNREFUSED where there is one, else the words of the error. */
export function whyFetchFailed(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : undefined;
  return code ?? (error instanceof Error ? error.message : 'no answer');
}
