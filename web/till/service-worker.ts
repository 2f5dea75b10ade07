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

/** All of them or none: what is kept once is shown until there is another build. */
async function keepAll(): Promise<void> {
  const answers = await Promise.all([...kept].map(async (address) => [address, await fetchOwn(address)] as const));
  const cache = await caches.open(NAME);
  await Promise.all(answers.map(([address, answer]) => cache.put(address, answer)));
}

/**
 * Past the browser's own cache where the name says nothing of the content: what it kept may be of another build. A network that wants
 * somebody to sign in first answers every address with a page of its own, and says 200: kept as the till, no reload would get past it.
 */
async function fetchOwn(address: string): Promise<Response> {
  const answer = await fetch(address, {
    cache: address.includes('/assets/') ? 'default' : 'reload',
    redirect: 'error',
  });
  if (!answer.ok || !(await isOwn(address, answer))) throw new TypeError(`Not of this till: ${address}`);
  return answer;
}

/** The page names the files of this build; no other file is a page. */
async function isOwn(address: string, answer: Response): Promise<boolean> {
  if (address !== withSlash && address !== withoutSlash)
    return !(answer.headers.get('content-type') ?? '').includes('html');
  const page = await answer.clone().text();
  return files.filter((file) => file.startsWith('assets/index-')).every((file) => page.includes(file));
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
