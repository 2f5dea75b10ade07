// The page's half of the service worker: has it keep the page, and lets a new build in while no sale is under way.
import type { TakeOver } from './take-over';

/** How often a page that stays open for weeks asks for a new build. */
const LOOK_EVERY_MS = 60 * 60 * 1000;

/** A page that is kept. */
export interface Shell {
  /**
   * Nobody is being served in this moment: call it whenever that is so. Where a new build waits, it takes over and the page loads
   * anew.
   */
  mayUpdate(): void;
}

/**
 * Has the page at `address` (…/till, without a slash at its end) kept. Where the browser has no service workers, which is so over
 * plain HTTP, it does nothing: the till goes on without. `now`: milliseconds. Never throws.
 */
export function keepShell(address: string, now: () => number, workers = workersHere()): Shell {
  if (!workers) return { mayUpdate: () => undefined };
  let registration: ServiceWorkerRegistration | null = null;
  let lookedAt = now();
  let isLeaving = false;
  workers
    .register(`${address}/service-worker.js`, { scope: address, updateViaCache: 'none' })
    .then((made) => (registration = made))
    // Storage is full or forbidden. The page is here all the same.
    .catch(() => undefined);
  return {
    mayUpdate: () => {
      if (!registration || isLeaving) return;
      const { waiting } = registration;
      if (waiting) {
        isLeaving = true;
        workers.addEventListener('controllerchange', () => location.reload(), { once: true });
        waiting.postMessage('take over' satisfies TakeOver);
      } else if (now() - lookedAt >= LOOK_EVERY_MS) {
        lookedAt = now();
        registration.update().catch(() => undefined);
      }
    },
  };
}

/** Not there over plain HTTP, whatever the types say. */
function workersHere(): ServiceWorkerContainer | undefined {
  return (navigator as Partial<Navigator>).serviceWorker;
}
