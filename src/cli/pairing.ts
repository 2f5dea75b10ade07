// A pairing code as people get it: to type, as an address to open, and as a QR code to hold a tablet's camera at.
import { renderUnicodeCompact } from 'uqr';
import { serverAddressOf } from '../config';
import { pairingAddress, tillAddress } from '../core/terminals/till-address';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Lines for a person; the last one is the address. Without an address (PORT=0) there is only the code to type. `given`: where the server
 * is reached, by whoever knows: a variable of the server's own command line is none of this one's.
 */
export function pairingLines(code: string, env: Env, given?: string): string[] {
  const { url, tillHost } = serverAddressOf(env);
  const base = given?.replace(/\/+$/, '') ?? url;
  if (base === null) return [];
  const address = pairingAddress(tillAddress(base, tillHost), code);
  const source = given === undefined ? sourceOf(env) : [];
  return ['', renderUnicodeCompact(address, { border: 2 }), '', ...source, `Scan it, or open ${address}`];
}

/** Which setting the address is made of, where it may not be that of the server. */
function sourceOf({ PORT = '3000', VOUCH_PUBLIC_URL }: Env): string[] {
  if (VOUCH_PUBLIC_URL !== undefined) return [];
  return [`If the server does not listen on port ${PORT}, give its address: --url http://127.0.0.1:PORT`];
}
