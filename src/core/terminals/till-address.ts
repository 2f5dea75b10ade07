// Where browsers find the till's page, and the address that pairs one: what a QR code holds.

/**
 * The address of the page. `base`: where clients reach the server, without a slash at its end. `tillHost`: a host name that the till
 * has for itself, where it stands at the root; null where it shares the server's.
 */
export function tillAddress(base: string, tillHost: string | null): string {
  if (tillHost === null) return `${base}/till`;
  const { protocol, port } = new URL(base);
  return `${protocol}//${tillHost}${port === '' ? '' : `:${port}`}/till`;
}

/** With the code behind the `#`: what stands there a browser keeps to itself, so no server and no log sees it. */
export function pairingAddress(till: string, code: string): string {
  return `${till}#${code}`;
}
