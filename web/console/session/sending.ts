// What is on its way to the server while the dialog that sent it is closed: it cannot be stopped, so it is told of until its end is known.
// In memory alone, and gone with the page.
import { useSyncExternalStore } from 'react';

/** How something ended that was sent. */
export interface Told {
  readonly kind: 'good' | 'fault' | 'info';
  readonly heading: string;
  readonly text?: string;
}

export interface Sent {
  readonly nth: number;
  /** Whose it is: nobody who signs in after him sees it. */
  readonly userId: string;
  /** What it is: "Give back R5.00". */
  readonly what: string;
  /** Where what becomes of it is seen, with its mode. */
  readonly href: string;
  /** Null until it is known. */
  readonly told: Told | null;
  /** What it ended with in place of that. */
  readonly error: unknown;
}

let count = 0;
let sent: readonly Sent[] = [];
const listeners = new Set<() => void>();

function put(next: readonly Sent[]): void {
  sent = next;
  for (const tell of listeners) tell();
}

/** Tells of it from now on, and how it ends. */
export function follow(about: Pick<Sent, 'userId' | 'what' | 'href'>, end: Promise<Told>): void {
  count += 1;
  let entry: Sent = { ...about, nth: count, told: null, error: null };
  const change = (by: Partial<Sent>): void => {
    const before = entry;
    entry = { ...entry, ...by };
    put(sent.map((one) => (one === before ? entry : one)));
  };
  put([...sent, entry]);
  end.then(
    (told) => {
      change({ told });
    },
    (error: unknown) => {
      change({ error });
    },
  );
}

/** Somebody has read it. */
export function dismiss(entry: Sent): void {
  put(sent.filter((one) => one !== entry));
}

export function forgetSent(): void {
  put([]);
}

export function useSent(userId: string): readonly Sent[] {
  const all = useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => sent,
  );
  return all.filter((one) => one.userId === userId);
}
