// The address of the page: the sale that a point of sale put there, and a pairing code.

export interface Opened {
  /** `?amount=5000&ref=INV-7` */
  readonly query: string;
  /** From `#CODE`. It is taken out at once: it never stands in the history. */
  readonly pairingCode: string | null;
}

/** What the page was opened with. */
export function readAddress(page: Window): Opened {
  const { search, hash } = page.location;
  const code = /^#([A-Za-z0-9-]{8,12})$/.exec(hash)?.[1] ?? null;
  if (hash !== '') replaceWith(page, page.location.pathname + search);
  return { query: search, pairingCode: code };
}

/** A code that comes into the address while the page is open, as when it is typed there. Taken out at once as well. */
export function listenToAddress(page: Window, open: (code: string) => void): void {
  page.addEventListener('hashchange', () => {
    const { pairingCode } = readAddress(page);
    if (pairingCode !== null) open(pairingCode);
  });
}

/** Takes the sale away: it has begun. */
export function clearAddress(page: Window): void {
  replaceWith(page, page.location.pathname);
}

/** The page's own address: `/till`, or `/vouch/till` behind a path of a proxy. It may be opened with a slash at its end. */
export function pageAddress({ pathname }: Pick<Location, 'pathname'>): string {
  return pathname.replace(/\/+$/, '');
}

/** Under which path the server's calls are: '' or `/vouch`. */
export function serverPath(here: Pick<Location, 'pathname'>): string {
  return pageAddress(here).replace(/\/till$/, '');
}

function replaceWith(page: Window, address: string): void {
  page.history.replaceState(null, '', address);
}
