// Whether the port can be had. Asked before anything is opened: a start that fails must neither touch the books of the
// server that is running there, nor make first keys and then end before they are shown.
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Where a server is to listen. */
export interface Wanted {
  readonly port: number;
  readonly host: string;
  /** How the operator chooses the port, up to the number: `PORT=`. */
  readonly chosenBy: string;
}

/** Rejects in words where listening would fail. Port 0 is always free. */
export async function requirePort(wanted: Wanted): Promise<void> {
  if (wanted.port === 0) return;
  const probe = createServer();
  probe.listen(wanted.port, wanted.host);
  try {
    await once(probe, 'listening');
  } catch (error) {
    throw inWords(error, wanted);
  }
  probe.close();
  await once(probe, 'close');
}

/** What an error of listening means, and the way out of it. Errors that it does not know come back as they are. */
export function inWords(error: unknown, { port, host, chosenBy }: Wanted): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const where = `port ${String(port)} on ${host}`;
  const another = `${chosenBy}${String(port < 65_000 ? Math.max(port, 3000) + 1 : 3000)}`;
  switch (code) {
    case 'EADDRINUSE':
      return new Error(`${where} is in use: stop what listens there, or choose another one, such as ${another}`);
    case 'EACCES':
      return new Error(`${where} is not for this user: choose another one, such as ${another}`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Error(`HOST=${host} is no address of this machine: 127.0.0.1 is its own, 0.0.0.0 is all it has`);
    default:
      return error;
  }
}
