// What was searched and may not stand in the address of this page. There it would be in the history of the browser, and in what a browser
// sends to its maker. It is in the memory of the page alone, and gone with the screen.
import { useSyncExternalStore } from 'react';

let secret = '';
const listeners = new Set<() => void>();

/** What was searched and may not stand in the address. Empty where nothing was. */
export function useSecretQuery(): string {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => secret,
  );
}

export function setSecretQuery(text: string): void {
  secret = text;
  for (const tell of listeners) tell();
}
