// What was done in this window, newest first: to get back to it. In memory alone, and gone with the page.
import { useSyncExternalStore } from 'react';

export interface Recent {
  readonly at: number;
  readonly text: string;
  /** With its mode: `/test/redemptions/…` */
  readonly href: string;
}

const MOST = 10;
let recent: readonly Recent[] = [];
const listeners = new Set<() => void>();

/** The same thing stands once, at the time of the last time. */
export function remember(entry: Recent): void {
  const others = recent.filter(({ href, text }) => href !== entry.href || text !== entry.text);
  recent = [entry, ...others].slice(0, MOST);
  for (const tell of listeners) tell();
}

export function forgetRecent(): void {
  recent = [];
  for (const tell of listeners) tell();
}

export function useRecent(): readonly Recent[] {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => recent,
  );
}
