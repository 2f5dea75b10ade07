// Keyboard and scanner, wherever the focus is. What is typed by the hand of a touch keyboard comes from the fields themselves.
import { endsScan, isPartOf } from '../sale/entry/burst';
import { keyOf } from '../sale/entry/keys';
import type { Event } from '../sale/events';
import type { State } from '../sale/state';

interface Listener {
  readonly getState: () => State;
  readonly dispatch: (event: Event) => void;
}

/** Screens where every key is the browser's own: letters are typed there, or nothing is. */
const NOT_OURS: ReadonlySet<State['screen']['name']> = new Set(['starting', 'other_page', 'pairing']);

/** Hands every key that is the till's to it. Returns how to end that. */
export function listenToKeyboard(page: Window, till: Listener, now: () => number): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const state = till.getState();
    const key = keyOf(event);
    // When it was pressed: what a busy page hears late, and all at once, has the speed of the scanner still.
    const at = Math.round(now() - Math.max(0, page.performance.now() - event.timeStamp));
    if (!key || isBrowsers(event, state, key.kind, at)) return;
    event.preventDefault();
    // A key that is held down is one: what it does to this screen it must not do to the next.
    if (event.repeat && key.kind !== 'Backspace') return;
    till.dispatch({ type: 'key', key, at });
  };
  page.addEventListener('keydown', onKey, { capture: true });
  return () => {
    page.removeEventListener('keydown', onKey, { capture: true });
  };
}

function isBrowsers({ target, key }: KeyboardEvent, state: State, kind: string, at: number): boolean {
  if (NOT_OURS.has(state.screen.name)) return kind !== 'Escape';
  const { burst } = state;
  const isRun = burst !== null && isPartOf(burst, at);
  // Quick fingers go on by Tab, too.
  if (kind === 'Tab') return !endsScan(state, at) && !(isRun && burst.dropped);
  if (!(target instanceof HTMLElement)) return false;
  // Whoever walked to a button by the keyboard means that button.
  if (kind === 'Enter' || key === ' ')
    return !isRun && target.matches('button:focus-visible, a:focus-visible, summary:focus-visible, select');
  return kind === 'text' && target.matches('select');
}
