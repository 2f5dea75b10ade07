// What a request holds that no error may show, and how to take it out of a text. Vouch never repeats it; what stands in front may.

/** A shorter one is in every second number. */
const SHORTEST = 6;
/** How a PIN may be written apart: blanks, dashes, dots and underlines, also as an address has them, however often it was encoded. */
const GAP = '(?:[\\s+._-]|%(?:25)*(?:2[0de]|5f))*';

/** Takes the API key, what identifies a voucher, and a pairing code out of a text, also where they were encoded. */
export function withoutSecretsOf(headers: Readonly<Record<string, string>>, body: unknown): (text: string) => string {
  const { source, pairing_code } = (body ?? {}) as { source?: Record<string, unknown>; pairing_code?: unknown };
  const key = headers['authorization']?.slice('Bearer '.length);
  const sent = [...Object.values(source ?? {}), pairing_code, key]
    .filter((value) => typeof value === 'string')
    .flatMap((value) => [value, value.replace(/\D/g, '')])
    .filter(({ length }) => length >= SHORTEST);
  const pattern = new RegExp(sent.flatMap((secret) => [written(secret), ...inBase64(secret)]).join('|'), 'gi');
  return (text) => (sent.length > 0 ? text.replace(pattern, '…') : text);
}

/** As it is, or each character as an address has it. */
function written(secret: string): string {
  return Array.from(new TextEncoder().encode(secret), (byte) => {
    const hex = byte.toString(16).padStart(2, '0');
    return `(?:\\x${hex}|%(?:25)*${hex})`;
  }).join(GAP);
}

/** At each of the three places that it may have in a longer text: basic authentication sends `key:`, or `name:key`. */
function inBase64(secret: string): string[] {
  return ['', ' ', '  '].map((before) => {
    const bytes = new TextEncoder().encode(before + secret);
    // What stands beside it has a share in its first and last letters.
    const own = btoa(String.fromCharCode(...bytes))
      .replace(/=+$/, '')
      .slice(Math.ceil((before.length * 4) / 3), -1);
    return `[\\w+/-]{0,2}${own.replace(/[+/]/g, '[+/_-]')}[\\w+/-]{0,4}={0,2}`;
  });
}
