// Versions on the wire: the `ETag` of a response and the `If-Match` of a write.

/** RFC 9110 section 8.8.3. The version is the whole validator: nothing else of a redemption is guarded. */
export function etagOf(version: number): string {
  return `"${String(version)}"`;
}

/** What a header asks for: a version, none in particular (undefined), or nothing that can be read. */
export type IfMatch = { readonly version: number | undefined } | { readonly malformed: true };

/**
 * Reads `If-Match` (RFC 9110 section 13.1.1). Accepts `"3"`, a bare `3`, and `W/"3"`, which is what a compressing proxy
 * makes of our own `"3"`. `*` asks for no version in particular, as does no header at all. Anything else, a list
 * included, is malformed.
 */
export function parseIfMatch(header: string | undefined): IfMatch {
  const text = header?.trim();
  if (text === undefined || text === '*') return { version: undefined };
  const match = /^(?:(?:W\/)?"([1-9]\d{0,9})"|([1-9]\d{0,9}))$/.exec(text);
  const digits = match?.[1] ?? match?.[2];
  return digits === undefined ? { malformed: true } : { version: Number(digits) };
}
