// Characters as addresses, markup and programs escape them, in texts that people and programs paste: `%20`, `&#8203;`, `\u00a0`.

/** Deeper than an address that is handed on inside an address. */
const MOST_LAYERS = 3;

/**
 * `%E2%80%8B`, each character by itself, so that one that is broken hides no other; `%u200B`, `&#8203;`, `&#x200b;`, `\u200b`, `\u{200b}`,
 * `\x20`. A number without its `;` ends where its digits do.
 */
const ESCAPES =
  /(?<bytes>%[0-7][\da-f]|%[cd][\da-f]%[89ab][\da-f]|%e[\da-f](?:%[89ab][\da-f]){2}|%f[0-4](?:%[89ab][\da-f]){3}|%[89a-f][\da-f])|(?:%u|\\u)(?<hex>[\da-f]{4})|(?:\\u\{(?<braced>[\da-f]{1,6})\})|\\x(?<two>[\da-f]{2})|&#x(?<markup>[\da-f]{1,6});?|&#(?<decimal>\d{1,7})(?:;|(?!\d))/gi;

/** The text as it is, and without its escapes, layer by layer, as long as there are some: `%2520` is `%20`, which is a space. */
export function readingsOf(text: string): readonly string[] {
  const readings = [text];
  for (let last = text; readings.length <= MOST_LAYERS && /[%&\\]/.test(last);) {
    const next = last.replace(ESCAPES, characterOf);
    if (next === last) break;
    readings.push(next);
    last = next;
  }
  return readings;
}

function characterOf(found: string, ...rest: unknown[]): string {
  const groups = rest.at(-1) as Readonly<Record<string, string | undefined>>;
  const { bytes, hex = groups['braced'] ?? groups['two'] ?? groups['markup'], decimal } = groups;
  if (bytes !== undefined) return charactersOf(bytes);
  const point = hex === undefined ? Number(decimal) : parseInt(hex, 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : found;
}

/** Bytes that are no character stand for something else than digits. */
function charactersOf(bytes: string): string {
  try {
    return decodeURIComponent(bytes);
  } catch {
    return '\uFFFD';
  }
}
