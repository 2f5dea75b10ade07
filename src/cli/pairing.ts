// A pairing code as people get it: to type, as an address to open, and as a QR code to hold a tablet's camera at.
import { renderUnicodeCompact } from 'uqr';
import { serverAddressOf } from '../config';
import { pairingAddress, tillAddress } from '../core/terminals/till-address';

/** Lines for a person; the last one is the address. Without an address (PORT=0) there is only the code to type. */
export function pairingLines(code: string, env: Readonly<Record<string, string | undefined>>): string[] {
  const { url, tillHost } = serverAddressOf(env);
  if (url === null) return [];
  const address = pairingAddress(tillAddress(url, tillHost), code);
  return ['', renderUnicodeCompact(address, { border: 2 }), '', `Scan it, or open ${address}`];
}
