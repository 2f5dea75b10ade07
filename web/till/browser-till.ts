// The till in a browser: its rules and its runner, with the ports of this page.
import { createVouch } from 'vouch-client';
import type { Ports } from './attempts/ports';
import { startTill, type Till } from './attempts/till';
import { clearAddress, listenToAddress, readAddress, serverPath } from './device/address';
import { browserClock } from './device/clock';
import { listenToKeyboard } from './device/keyboard';
import { browserLock } from './device/lock';
import { listenToNetworkAndTime } from './device/network';
import type { Printer } from './device/print';
import { allowSound, sound } from './device/sound';
import { browserStorage } from './device/storage';
import { readLink } from './sale/entry/link';

/** Begins, and goes on for as long as the page lives. `idle`: nothing is under way, so a newer page may take over. */
export function startInBrowser(page: Window, printer: Printer, idle: () => void): Till {
  const clock = browserClock(page);
  const path = serverPath(page.location);
  const ports: Ports = {
    // Repeats wait by this clock, so that they go at once when the network is back.
    vouch: createVouch({
      baseUrl: path === '' ? '' : page.location.origin + path,
      session: 'till',
      clock: { ...clock, sleep: (ms, signal) => clock.rest(ms, signal) },
    }),
    clock,
    storage: browserStorage(page),
    lock: browserLock(page),
    newKey,
    print: (job) => printer.print(job),
    sound,
    clearAddress: () => {
      clearAddress(page);
    },
    idle,
  };
  const { query, pairingCode } = readAddress(page);
  const till = startTill(ports, readLink(query), pairingCode);
  listenToAddress(page, (code) => {
    till.dispatch({ type: 'code_opened', code });
  });
  listenToKeyboard(page, till, () => clock.now());
  listenToNetworkAndTime(page, till);
  for (const type of ['keydown', 'pointerdown']) page.addEventListener(type, allowSound, { capture: true });
  return till;
}

/** `getRandomValues` works in pages that are not served by HTTPS, too. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `till-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
