// A reverse proxy that sets the name which a world is asked under, as the documented ones do, and hands every other header on as it came.
// `fetch` sets `Host` itself, so no test can.
import { once } from 'node:events';
import { createServer, request as forward, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { World } from './world';

export class NamingProxies {
  readonly #servers: Server[] = [];

  constructor(private readonly world: World) {}

  /** The world as clients of a proxy find it who ask for `host`. */
  async under(host: string): Promise<World> {
    const server = createServer((incoming, outgoing) => {
      const { method, headers, url } = incoming;
      const asked = { path: url, method, headers: { ...headers, host } };
      const sent = forward(new URL(this.world.server.url), asked, (reply) => {
        outgoing.writeHead(reply.statusCode ?? 502, reply.rawHeaders);
        reply.pipe(outgoing);
      });
      incoming.pipe(sent);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.#servers.push(server);
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    return Object.create(this.world, { server: { value: { ...this.world.server, url } } }) as World;
  }

  close(): void {
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
    }
  }
}
