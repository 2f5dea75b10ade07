// A port that nothing listens on, for programs that cannot be asked for port 0.
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';

/** Free at this moment, and not taken for port 0 by anything else. */
export async function freePort(): Promise<number> {
  const [port = 0] = await freePorts(0);
  return port;
}

/** Below those that systems hand out for port 0: nothing else that runs here takes one of them between now and its use. */
const LOWEST_PORT = 20_000;
const PORTS = 12_000;

/** One that has three more free ones after it, and then `count` single ones. All are held until all are found. */
export async function freePorts(count: number): Promise<number[]> {
  for (;;) {
    const held: Server[] = [];
    const first = LOWEST_PORT + Math.floor(Math.random() * (PORTS - 4 - count));
    try {
      for (let offset = 0; offset < 4 + count; offset += 1) await hold(first + offset, held);
      return [first, ...held.slice(4).map(portOf)];
    } catch {
      // A neighbour is taken: look elsewhere.
    } finally {
      for (const server of held) await new Promise((closed) => server.close(closed));
    }
  }
}

async function hold(port: number, held: Server[]): Promise<void> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  held.push(server);
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
