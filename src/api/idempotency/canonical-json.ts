// JSON with its keys in order: two requests that say the same give the same text.

/** Arrays keep their order, numbers their value. Only for values that `JSON.parse` can give. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
