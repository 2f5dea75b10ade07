// What stands in the search box. Whatever may be a whole PIN is kept in the memory of this page alone, and never in its address: there it
// would be in the history of the browser, and in what it sends to its maker. Pure but for that memory.
import { useSyncExternalStore } from 'react';

/** Ids of ours have letters before their digits. */
const ID = /^[a-z]{2,4}_[0-9a-f]+$/i;
/** As South Africans write their numbers. */
const PHONE = /^(?:0|27|\+27)\d{9}$/;
/** Fewer are an amount, the end of a PIN, or a time. */
const MOST_DIGITS = 8;

/** Whether a text may hold a whole PIN, or so much of one that the rest can be tried. Rather once too often. */
export function isSecret(text: string): boolean {
  if (ID.test(text.trim())) return false;
  if (PHONE.test(text.replace(/[\s()-]/g, ''))) return false;
  const runs = text.match(/\d(?:[\s.,/_-]*\d)*/g) ?? [];
  return runs.some((run) => run.replace(/\D/g, '').length > MOST_DIGITS);
}

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
