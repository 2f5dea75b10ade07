// One page of a browser is the till: two would answer one another's scans.
import type { TillLock } from './ports';

const NAME = 'vouch-till';
/** A page that is being reloaded gives it back a moment later. */
const WAITING_AFTER_MS = 500;

/** Held until the page is gone. */
export function browserLock(page: Window): TillLock {
  return {
    take: (onWaiting) =>
      new Promise((resolve) => {
        // Only in a secure context, whatever the types say.
        const locks = page.navigator.locks as LockManager | undefined;
        if (!locks) {
          resolve(false);
          return;
        }
        const timer = page.setTimeout(onWaiting, WAITING_AFTER_MS);
        const held = locks.request(NAME, () => {
          page.clearTimeout(timer);
          resolve(true);
          return new Promise<never>(() => undefined);
        });
        held.catch(() => {
          page.clearTimeout(timer);
          resolve(false);
        });
      }),
  };
}
