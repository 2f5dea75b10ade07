// A port that nothing listens on, for programs that cannot be asked for port 0.
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** Free at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
