// Time and chance as the client sees them. A test hands in its own.
import { Aborted } from '../errors.js';

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms`. Rejects with `Aborted` once the signal is. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** 0 to 1, without 1. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const abort = (): void => {
        clearTimeout(timer);
        reject(new Aborted());
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', abort);
        resolve();
      }, ms);
      if (signal?.aborted) abort();
      else signal?.addEventListener('abort', abort, { once: true });
    }),
};

/** A new idempotency key. `getRandomValues` also works in pages that are not served by HTTPS. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `vc-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
