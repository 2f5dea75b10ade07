// What the browser says of the network, and the clock that screens count by.
import type { Event } from '../sale/events';

interface Listener {
  readonly dispatch: (event: Event) => void;
}

const TICK_MS = 1000;

/** Says when the network comes and goes, and the time once a second. Returns how to end that. */
export function listenToNetworkAndTime(page: Window, till: Listener): () => void {
  const online = (): void => {
    till.dispatch({ type: 'report', report: { type: 'online' } });
  };
  const offline = (): void => {
    till.dispatch({ type: 'report', report: { type: 'offline' } });
  };
  const tick = (): void => {
    till.dispatch({ type: 'ticked' });
  };
  page.addEventListener('online', online);
  page.addEventListener('offline', offline);
  const timer = page.setInterval(tick, TICK_MS);
  if (!page.navigator.onLine) offline();
  return () => {
    page.removeEventListener('online', online);
    page.removeEventListener('offline', offline);
    page.clearInterval(timer);
  };
}
