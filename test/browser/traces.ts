// Everything that a page can leave behind of what it has seen, to be searched for what must not be in it.
import type { Page } from 'playwright-core';

/** Requests as they were seen on their way. */
interface Way {
  readonly seen: readonly { readonly url: string }[];
}

/** What a page has left, by the place in which it is. */
export type Places = Readonly<Record<string, string>>;

/** Where the text stands that was looked for: each place once. */
export async function placesWith(secret: string, page: Page, way: Way, said: readonly string[]): Promise<string[]> {
  const places = await leftBehind(page, way, said);
  return Object.keys(places).filter((place) => holds(places[place] ?? '', secret));
}

/** Everything there is by now. */
export async function leftBehind(page: Page, { seen }: Way, said: readonly string[]): Promise<Places> {
  const inside = await page.evaluate<Places>(LEFT_BEHIND);
  return {
    ...inside,
    address: page.url(),
    addresses: JSON.stringify(seen.map(({ url }) => url)),
    console: JSON.stringify(said),
    cookies: JSON.stringify(await page.context().cookies()),
  };
}

/** Also where it is written in groups, as people read it. */
function holds(text: string, secret: string): boolean {
  return text.replace(/(?<=\d)[\s\u00a0-](?=\d)/g, '').includes(secret);
}

/** Runs in the page. Adjacent parts of a number may stand in elements of their own, so the text without tags is taken too. */
const LEFT_BEHIND = `(async () => {
  const plain = (value) => JSON.stringify(value, (_, part) => {
    if (part instanceof Map || part instanceof Set) return [...part];
    if (part instanceof ArrayBuffer || ArrayBuffer.isView(part)) return new TextDecoder('latin1').decode(part);
    return part;
  });
  const settled = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const databases = [];
  for (const { name, version } of await indexedDB.databases()) {
    const database = await settled(indexedDB.open(name, version));
    for (const store of database.objectStoreNames) {
      const rows = database.transaction(store).objectStore(store);
      databases.push([name, store, await settled(rows.getAllKeys()), await settled(rows.getAll())]);
    }
    database.close();
  }
  const cached = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const response = await cache.match(request);
      cached.push([request.url, await response.text()]);
    }
  }
  const fields = [...document.querySelectorAll('input, textarea, select')].map((field) => field.value);
  return {
    localStorage: plain({ ...localStorage }),
    sessionStorage: plain({ ...sessionStorage }),
    indexedDB: plain(databases),
    cacheStorage: plain(cached),
    history: plain([history.state, window.name, (window.navigation?.entries() ?? []).map((entry) => [entry.url, entry.getState()])]),
    document: plain([document.documentElement.outerHTML, document.documentElement.textContent, document.title, fields]),
  };
})()`;
