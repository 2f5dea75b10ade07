// What carries the client's calls in a page: `fetch`, in the place of axios. The whole of axios is a fifth of all the JavaScript
// that the till may have, and of a browser it needs one method. Keys, repeats and time limits are the client's, as everywhere.
// The build puts this module where the client's sources say `axios` (web/vite.config.mjs).

/** What the client asks for, of all that axios can be asked for. */
interface Settings {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly data?: string;
  readonly signal: AbortSignal;
}

interface Received {
  readonly status: number;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly data: string;
}

/** One exchange. Rejects with an error that has nothing but a code where no whole answer came. */
async function request({ method, url, headers, data, signal }: Settings): Promise<Received> {
  try {
    const answer = await fetch(url, {
      method,
      headers,
      body: data ?? null,
      signal,
      cache: 'no-store',
      credentials: 'same-origin',
      // A redirected POST becomes a GET.
      redirect: 'error',
    });
    return { status: answer.status, headers: Object.fromEntries(answer.headers), data: await answer.text() };
  } catch {
    // Not with its cause: that may repeat what was sent.
    throw Object.assign(new Error('No answer'), { code: signal.aborted ? 'ERR_CANCELED' : 'ERR_NETWORK' });
  }
}

/** No interceptor is here, so no status becomes an error on the way. */
export function isAxiosError(): boolean {
  return false;
}

export default { create: () => ({ request }) };
