// The files of the page, and what a browser may do in it.
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import type { Settings } from './settings.js';

const FILES: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/page.js': ['page.js', 'text/javascript; charset=utf-8'],
  '/words.js': ['words.js', 'text/javascript; charset=utf-8'],
  '/page.css': ['page.css', 'text/css; charset=utf-8'],
};
const FOLDER = new URL('../page/', import.meta.url);

/** Sends a file of the page; false where there is none of this name. */
export function pageFile(path: string, { vouchUrl }: Settings, response: ServerResponse): boolean {
  const found = Object.hasOwn(FILES, path) ? FILES[path] : undefined;
  if (!found) return false;
  const [file, type] = found;
  response.writeHead(200, {
    'content-type': type,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    // Its own script and style, and calls to this shop and to Vouch. Nothing else can read a voucher that is typed in.
    'content-security-policy':
      `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ${new URL(vouchUrl).origin}; ` +
      `base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  });
  response.end(readFileSync(new URL(file, FOLDER)));
  return true;
}
