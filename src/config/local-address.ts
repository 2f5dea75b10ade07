// How a program on this machine reaches the server.

/** `http://127.0.0.1:3000` of where it listens; on all addresses: by this one. */
export function localAddress(host: string, port: number | string): string {
  const reached = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${String(port)}`;
}
