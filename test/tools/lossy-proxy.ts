// A network that loses answers: the request arrives and is carried out, and whoever sent it never hears.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LossyProxy {
  readonly url: string;
  /** The idempotency key of each request, in order. */
  readonly keys: readonly (string | undefined)[];
  close(): Promise<void>;
}

/** Passes everything on, and cuts the connection in place of the first answers. */
export async function startLossyProxy(target: string, losses = 1): Promise<LossyProxy> {
  const keys: (string | undefined)[] = [];
  const server: Server = createServer((request, response) => {
    void (async () => {
      keys.push(request.headers['idempotency-key']?.toString());
      const isLost = keys.length <= losses;
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const names = ['authorization', 'content-type', 'idempotency-key'];
      const headers = Object.fromEntries(names.map((name) => [name, String(request.headers[name])]));
      const body = Buffer.concat(chunks);
      const reply = await fetch(target + (request.url ?? ''), {
        method: request.method ?? 'GET',
        headers,
        ...(body.length > 0 ? { body } : {}),
      });
      const text = await reply.text();
      if (isLost) response.destroy();
      else response.writeHead(reply.status, { 'content-type': 'application/json' }).end(text);
    })();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    keys,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
