// The clock of the browser.
import type { TillClock } from './ports';

/** `rest` ends with the first sign of a network. */
export function browserClock(page: Window): TillClock {
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    sleep: (ms, signal) => wait(page, ms, signal, false),
    rest: (ms, signal) => wait(page, ms, signal, true),
  };
}

function wait(page: Window, ms: number, signal: AbortSignal | undefined, untilOnline: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      page.clearTimeout(timer);
      page.removeEventListener('online', wake);
      signal?.removeEventListener('abort', abort);
    };
    const wake = (): void => {
      end();
      resolve();
    };
    const abort = (): void => {
      end();
      reject(new DOMException('The wait was ended', 'AbortError'));
    };
    const timer = page.setTimeout(wake, ms);
    if (untilOnline) page.addEventListener('online', wake);
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort);
  });
}
