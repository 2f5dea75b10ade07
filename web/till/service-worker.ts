// Keeps the page itself, so that a reload without network shows the till and not the browser's own page. It keeps nothing that
// the server says about vouchers: only the files of one build, all of them or none.
import type { TakeOver } from './device/take-over';

/** Put in by the build: what the page consists of, relative to the folder of this worker, and a name for exactly that. */
declare const __SHELL__: { readonly version: string; readonly files: readonly string[] };

/** What this file needs of a worker. The library of workers cannot be loaded beside that of pages. */
interface Worker {
  readonly location: { readonly href: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(name: 'install' | 'activate', listen: (event: Lasting) => void): void;
  addEventListener(name: 'fetch', listen: (event: Fetching) => void): void;
  addEventListener(name: 'message', listen: (event: { readonly data: unknown }) => void): void;
}
interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

const worker = self as unknown as Worker;
const { version, files } = __SHELL__;
const PREFIX = 'vouch-till-';
const NAME = PREFIX + version;

const folder = new URL('./', worker.location.href);
/** The page stands under two addresses, with and without the slash; the links in it differ. */
const withSlash = folder.href;
const withoutSlash = folder.href.replace(/\/$/, '');
const kept = new Set([withSlash, withoutSlash, ...files.map((file) => new URL(file, folder).href)]);

worker.addEventListener('install', (event) => {
  event.waitUntil(keepAll());
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(dropOthers().then(() => worker.clients.claim()));
});

// A new build waits until the page says that no sale is under way.
worker.addEventListener('message', ({ data }) => {
  if (data === ('take over' satisfies TakeOver)) void worker.skipWaiting();
});

worker.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  // What a point of sale put behind the `?` is for the page.
  const address = url.replace(/[?#].*$/, '');
  if (method === 'GET' && kept.has(address)) event.respondWith(fromCache(address, event.request));
});

/** Past the browser's own cache where the name says nothing of the content: what it kept may be of another build. */
async function keepAll(): Promise<void> {
  const cache = await caches.open(NAME);
  await cache.addAll(
    [...kept].map((address) => new Request(address, { cache: address.includes('/assets/') ? 'default' : 'reload' })),
  );
}

async function dropOthers(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(PREFIX) && name !== NAME).map((name) => caches.delete(name)),
  );
}

/** The browser may have thrown the cache away to make room. */
async function fromCache(address: string, request: Request): Promise<Response> {
  const cache = await caches.open(NAME);
  return (await cache.match(address)) ?? fetch(request);
}
