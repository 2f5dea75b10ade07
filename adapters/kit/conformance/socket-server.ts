// A local server on bare sockets that answers as it is told, well or badly. It speaks just enough HTTP to be misbehaved with.
import net, { type AddressInfo, type Socket } from 'node:net';

/** A request as it came in. Header names are in lower case. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What to do with a request. `bytes` are written as they are; `then` says what happens to the connection. */
export type Answer =
  | {
      readonly kind: 'reply';
      readonly status: number;
      readonly body: string;
      readonly headers?: Record<string, string>;
    }
  | { readonly kind: 'hang' }
  | { readonly kind: 'drop' }
  | { readonly kind: 'half'; readonly status: number; readonly body: string }
  | { readonly kind: 'bytes'; readonly bytes: string | Buffer; readonly then?: 'end' | 'reset' };

/** A running server. `close` cuts every connection. */
export interface SocketServer {
  readonly origin: string;
  readonly seen: readonly SeenRequest[];
  openSockets(): number;
  close(): Promise<void>;
}

/** Listens on a free loopback port. `answer` is asked once for every request. */
export async function openSocketServer(answer: (request: SeenRequest) => Answer): Promise<SocketServer> {
  const sockets = new Set<Socket>();
  const seen: SeenRequest[] = [];
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A client that cuts the line is part of the play.
    socket.on('error', () => socket.destroy());
    let received = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      received += chunk;
      const complete = parse(received);
      if (!complete) return;
      received = received.slice(complete.length);
      seen.push(complete.request);
      play(socket, answer(complete.request));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    seen,
    openSockets: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A loopback address at which nothing listens. */
export async function closedOrigin(): Promise<string> {
  const server = await openSocketServer(() => ({ kind: 'drop' }));
  await server.close();
  return server.origin;
}

function parse(received: string): { request: SeenRequest; length: number } | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [first = '', ...lines] = received.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const length = end + 4 + Number(headers['content-length'] ?? 0);
  if (received.length < length) return undefined;
  const [method = '', target = ''] = first.split(' ');
  const url = new URL(target, 'http://conformance');
  const body = Buffer.from(received.slice(end + 4, length), 'latin1').toString('utf8');
  const request = { method, path: url.pathname, query: Object.fromEntries(url.searchParams), headers, body };
  return { request, length };
}

function play(socket: Socket, answer: Answer): void {
  if (answer.kind === 'hang') return;
  if (answer.kind === 'drop') {
    socket.destroy();
    return;
  }
  if (answer.kind === 'bytes') {
    socket.write(answer.bytes, () => answer.then === 'reset' && socket.resetAndDestroy());
    if (answer.then === 'end') socket.end();
    return;
  }
  const body = Buffer.from(answer.body, 'utf8');
  const given = answer.kind === 'reply' ? answer.headers : undefined;
  const headers = { 'content-type': 'application/json', 'content-length': String(body.length), ...given };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const head = Buffer.from(`HTTP/1.1 ${String(answer.status)} Status\r\n${lines.join('\r\n')}\r\n\r\n`);
  // One write an answer: two would wait for each other's acknowledgement.
  if (answer.kind === 'reply') socket.write(Buffer.concat([head, body]));
  // Half of what was announced, then a regular end of the connection.
  else socket.end(Buffer.concat([head, body.subarray(0, body.length >> 1)]));
}
