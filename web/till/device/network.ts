// What the browser says of the network, and the clock that screens count by.
import type { Event } from '../sale/events';

interface Listener {
  readonly dispatch: (event: Event) => void;
}

const TICK_MS = 1000;

/** Says when the network comes and goes, when the page comes into view, and the time once a second. Returns how to end that. */
export function listenToNetworkAndTime(page: Window, till: Listener): () => void {
  const online = (): void => {
    till.dispatch({ type: 'report', report: { type: 'online' } });
  };
  const offline = (): void => {
    till.dispatch({ type: 'report', report: { type: 'offline' } });
  };
  const seen = (): void => {
    if (!page.document.hidden) till.dispatch({ type: 'report', report: { type: 'look_again' } });
  };
  const tick = (): void => {
    till.dispatch({ type: 'ticked' });
  };
  page.addEventListener('online', online);
  page.addEventListener('offline', offline);
  page.document.addEventListener('visibilitychange', seen);
  const timer = page.setInterval(tick, TICK_MS);
  if (!page.navigator.onLine) offline();
  return () => {
    page.removeEventListener('online', online);
    page.removeEventListener('offline', offline);
    page.document.removeEventListener('visibilitychange', seen);
    page.clearInterval(timer);
  };
}
