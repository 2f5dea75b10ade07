// A real HTTP server that receives webhooks and responds as a test tells it to.
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly event: { id: string; type: string; livemode: boolean; data: Record<string, unknown> };
}

export type Answer = (response: ServerResponse, received: Received, request: IncomingMessage) => void;

export const ok: Answer = (response) => void response.writeHead(204).end();
export const failing: Answer = (response) => void response.writeHead(500).end('no luck');

export class Receiver {
  readonly received: Received[] = [];
  private readonly sockets = new Set<Socket>();
  private waiting: (() => void)[] = [];
  /** Connections that were made, whether or not a request followed. */
  connections = 0;

  private constructor(
    private readonly server: Server,
    public answer: Answer,
  ) {}

  static async start(answer: Answer = ok): Promise<Receiver> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        const received = { headers: request.headers, body, event: JSON.parse(body) as Received['event'] };
        receiver.received.push(received);
        receiver.waiting.splice(0).forEach((wake) => wake());
        receiver.answer(response, received, request);
      });
      request.on('error', () => undefined);
    });
    const receiver = new Receiver(server, answer);
    server.on('connection', (socket) => {
      receiver.connections += 1;
      receiver.sockets.add(socket);
      socket.on('close', () => receiver.sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hooks`;
  }

  get types(): string[] {
    return this.received.map(({ event }) => event.type);
  }

  /** Resolves once this many requests have come in. */
  async until(count: number): Promise<void> {
    while (this.received.length < count) await new Promise<void>((wake) => this.waiting.push(wake));
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
