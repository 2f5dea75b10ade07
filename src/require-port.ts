// Whether the port can be had. Asked before anything is opened: a start that fails must neither touch the books of the server
// that is running there, nor make first keys that nobody ever sees.
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Rejects as listening would (`EADDRINUSE`, `EACCES` …). Port 0 is always free. */
export async function requirePort(port: number, host: string): Promise<void> {
  if (port === 0) return;
  const probe = createServer();
  probe.listen(port, host);
  await once(probe, 'listening');
  probe.close();
  await once(probe, 'close');
}
