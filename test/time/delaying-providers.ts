// Simulators behind a proxy that can hold requests up on their way, or answers on their way back, as a slow network does.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PROVIDERS } from '../../adapters';
import { createBooks, type Books } from '../../adapters/kit/simulator/books';
import { startSimulators, type Simulators } from '../../adapters/kit/simulator/host';

/** One request that passes through. `respond` waits before its answer goes back. */
export interface Passing {
  readonly provider: string;
  readonly method: string;
  readonly path: string;
}

export class DelayingProviders {
  readonly passed: Passing[] = [];
  /** Before a request goes on to its provider. */
  before: (passing: Passing) => Promise<void> = () => Promise.resolve();
  /** Before the answer goes back. */
  after: (passing: Passing) => Promise<void> = () => Promise.resolve();
  readonly #servers: Server[] = [];
  controlUrl = '';

  private constructor(
    readonly books: Books,
    readonly simulators: Simulators,
  ) {}

  static async start(): Promise<DelayingProviders> {
    const books = createBooks();
    const simulators = await startSimulators({ providers: PROVIDERS, books, control: true });
    const delaying = new DelayingProviders(books, simulators);
    const addresses: Record<string, string> = {};
    for (const [name, address] of Object.entries(simulators.addresses)) {
      if (name !== 'control') addresses[name] = await delaying.#listen((...io) => delaying.#pass(name, address, ...io));
    }
    delaying.controlUrl = await delaying.#listen((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(addresses));
    });
    return delaying;
  }

  async close(): Promise<void> {
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
    }
    await this.simulators.close();
    this.books.close();
  }

  async #listen(answer: (request: IncomingMessage, response: ServerResponse) => unknown): Promise<string> {
    const server = createServer((request, response) => void answer(request, response));
    this.#servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  async #pass(provider: string, address: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const passing = { provider, method: request.method ?? 'GET', path: request.url ?? '/' };
    this.passed.push(passing);
    await this.before(passing);
    const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
    const init = { method: passing.method, headers: headers as Record<string, string> };
    const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {};
    const reply = await fetch(address + passing.path, { ...init, ...body }).catch(() => null);
    // The test is over.
    if (!reply) return void response.destroy();
    const text = await reply.text();
    await this.after(passing);
    response.on('error', () => undefined);
    response.writeHead(reply.status, { 'content-type': reply.headers.get('content-type') ?? 'text/plain' }).end(text);
  }
}
