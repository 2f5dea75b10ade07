// A real browser for specs. Records what a page does in it: what it asks for, and what the browser holds against it.
import { chromium, type Browser, type Page } from 'playwright-core';
import { findChromium } from '../tools/chromium-binary';
import { describeWith } from '../tools/describe-with';

/** No name leads anywhere but here: a page that wants another host fails, and is seen to have tried. */
export const ARGS = ['--disable-gpu', '--disable-quic', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'];
/** One step of a page on a machine that is busy with other specs. */
const STEP_MS = 60_000;

/** `describe` for suites that need a browser. */
export function describeInBrowser(name: string, suite: () => void): void {
  const found = findChromium();
  describeWith('The browser', 'path' in found ? null : found.why, name, suite);
}

/** Without a window, with a profile of its own that goes when it is closed. */
export function startBrowser(): Promise<Browser> {
  const found = findChromium();
  if ('why' in found) throw new Error(`There is no browser: ${found.why}`);
  return chromium.launch({ executablePath: found.path, chromiumSandbox: false, args: ARGS, timeout: STEP_MS });
}

export interface Watched {
  readonly page: Page;
  /** Every address the page asked for, or tried to. */
  readonly urls: string[];
  /** Errors on the console, errors that nothing caught, and breaches of the Content-Security-Policy. */
  readonly complaints: string[];
  /** Everything that was written on the console. */
  readonly said: string[];
}

/** A new page that remembers nothing of earlier ones. */
export async function openPage(browser: Browser): Promise<Watched> {
  const page = await browser.newPage();
  page.setDefaultTimeout(STEP_MS);
  return watch(page);
}

/** Keeps an eye on a page that is at no address yet. */
export async function watch(page: Page): Promise<Watched> {
  const urls: string[] = [];
  const complaints: string[] = [];
  const said: string[] = [];
  page.on('request', (request) => urls.push(request.url()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    said.push(message.text());
    if (message.type() === 'error') complaints.push(message.text());
  });
  // The browser writes most breaches on the console as well, but not in words that it promises to keep.
  await page.addInitScript(`document.addEventListener('securitypolicyviolation', (event) => {
    console.error('policy: ' + event.effectiveDirective + ' ' + event.blockedURI);
  });`);
  return { page, urls, complaints, said };
}
