// Why the page shows none of its screens: somebody signs out and the server may not know it yet, or the browser is another person's by now.
// In memory alone, and gone with the page.
import { useSyncExternalStore } from 'react';

export type Ending =
  /** `error`: what the last try ended with; null while the first one is under way. */
  | { readonly kind: 'signing_out'; readonly error: unknown; readonly again: () => void }
  /** `email`: of whoever is signed in now; null where that is not known. */
  | { readonly kind: 'another'; readonly email: string | null };

let ending: Ending | null = null;
const listeners = new Set<() => void>();

/** Null: screens are shown again. */
export function putEnding(next: Ending | null): void {
  ending = next;
  for (const tell of listeners) tell();
}

/** Somebody else is here: nothing that this page showed comes back. */
export function endPage(email: string | null): void {
  putEnding({ kind: 'another', email });
}

export function useEnding(): Ending | null {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => ending,
  );
}
