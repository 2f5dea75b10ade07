// Keeps the page itself, so that a reload without network shows the till and not the browser's own page.
/** Put in by the build: what the page consists of. */
declare const __SHELL__: { readonly version: string; readonly files: readonly string[] };

Object.assign(globalThis, { shell: __SHELL__ });
