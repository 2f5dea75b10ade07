// The network between a till and its server: passes everything on, and holds back, cuts or answers what it is told to. Its address
// stays while servers come and go, as a shop's does. It may have a path before all others, which it takes away, as many proxies do.
import { once } from 'node:events';
import { createServer, request as send, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the till sent it. */
export interface Seen {
  /** Such as `POST /v1/redemptions`, as the server sees it, without what follows a question mark. */
  readonly route: string;
  readonly url: string;
  readonly idempotencyKey: string | undefined;
  readonly body: string;
}

/** What came back, or null where there was nobody to ask. */
interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

interface Packet extends Seen {
  readonly raw: IncomingMessage;
  readonly bytes: Buffer;
}

/** In place of passing a request on. Once done it is asked no more. */
interface Rule {
  readonly route: string;
  left: number;
  run(packet: Packet, response: ServerResponse): Promise<void>;
}

export interface Held {
  /** Resolves once a request stands at the gate. */
  readonly arrived: Promise<Seen>;
  /** Lets it go, whether or not somebody still waits for its answer. Resolves with what the server said. */
  release(): Promise<{ status: number; body: string }>;
}

export class Gate {
  /** All that came here, whatever became of it. */
  readonly seen: Seen[] = [];
  /** While true nothing gets through, and nothing is answered. */
  closed = false;
  readonly #rules: Rule[] = [];
  #stalled: Promise<void> | null = null;
  readonly #watchers: (() => void)[] = [];

  private constructor(
    private readonly server: Server,
    public target: string,
    private readonly path: string,
  ) {}

  /** `path`: such as `/vouch`. */
  static async open(target: string, path = ''): Promise<Gate> {
    const server = createServer((request, response) => {
      gate.#take(request, response).catch(() => response.destroy());
    });
    const gate = new Gate(server, target, path);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return gate;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}${this.path}`;
  }

  to(route: string): Seen[] {
    return this.seen.filter((one) => one.route === route);
  }

  /** Resolves with the nth request (from 1) to a route, once it is there. */
  async nth(route: string, count: number): Promise<Seen> {
    for (;;) {
      const found = this.to(route)[count - 1];
      if (found) return found;
      await new Promise<void>((wake) => this.#watchers.push(wake));
    }
  }

  /** The next request to this route stays here until it is released. */
  hold(route: string): Held {
    return this.#hold(route, (packet, released) => released.then(() => this.#pass(packet)));
  }

  /** The next request to this route is carried out, and its answer stays here until it is released. */
  holdAnswer(route: string): Held {
    return this.#hold(route, async (packet, released) => {
      const reply = await this.#pass(packet);
      await released;
      return reply;
    });
  }

  #hold(route: string, pass: (packet: Packet, released: Promise<void>) => Promise<Reply>): Held {
    let isHere: (packet: Packet) => void = () => undefined;
    const arrived = new Promise<Packet>((resolve) => (isHere = resolve));
    let go: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (go = resolve));
    let tell: (reply: Reply) => void = () => undefined;
    const replied = new Promise<Reply>((resolve) => (tell = resolve));
    this.#rule(route, 1, async (packet, response) => {
      isHere(packet);
      const reply = await pass(packet, released);
      tell(reply);
      deliver(response, reply);
    });
    return {
      arrived,
      release: async () => {
        go();
        const { status, body } = await replied;
        return { status, body: body.toString() };
      },
    };
  }

  /** The next `times` requests are carried out, and their answers lost. */
  loseAnswers(route: string, times = 1): void {
    this.#rule(route, times, async (packet, response) => {
      await this.#pass(packet);
      response.destroy();
    });
  }

  /** The next `times` requests are lost before they get anywhere. */
  loseRequests(route: string, times = 1): void {
    this.#rule(route, times, async (_packet, response) => void response.destroy());
  }

  /** The next `times` requests are answered here, as by something that stands in front of the server. */
  answer(route: string, status: number, headers: Record<string, string>, body: object, times = 1): void {
    this.#rule(route, times, async (_packet, response) => {
      response.writeHead(status, { 'content-type': 'application/problem+json', ...headers }).end(JSON.stringify(body));
    });
  }

  /** Every request to the API waits from now on, until what this returns is called. */
  stall(): () => void {
    let go: () => void = () => undefined;
    this.#stalled = new Promise((resolve) => (go = resolve));
    return () => {
      this.#stalled = null;
      go();
    };
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  #rule(route: string, left: number, run: Rule['run']): void {
    this.#rules.push({ route, left, run });
  }

  async #take(raw: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of raw as AsyncIterable<Buffer>) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    // Whatever is asked for elsewhere is not ours.
    const url = raw.url?.startsWith(this.path) === true ? raw.url.slice(this.path.length) : '/elsewhere';
    const route = `${raw.method ?? 'GET'} ${url.split('?')[0] ?? ''}`;
    const idempotencyKey = raw.headers['idempotency-key']?.toString();
    const packet = { route, url, idempotencyKey, body: bytes.toString(), raw, bytes };
    this.seen.push(packet);
    for (const wake of this.#watchers.splice(0)) wake();
    if (this.closed) {
      response.destroy();
      return;
    }
    if (url.startsWith('/v1/')) await this.#stalled;
    const rule = this.#rules.find((one) => one.route === route && one.left > 0);
    if (!rule) {
      deliver(response, await this.#pass(packet));
      return;
    }
    rule.left -= 1;
    await rule.run(packet, response);
  }

  /** Rejects where nobody listens there. */
  async #pass({ raw, url, bytes }: Packet): Promise<Reply> {
    // Everything as it came, the name of the host too: to the server the till has its address.
    const headers = { ...raw.headers, connection: 'close' };
    const request = send(this.target + url, { method: raw.method ?? 'GET', headers });
    request.end(bytes);
    const [reply] = (await once(request, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of reply as AsyncIterable<Buffer>) chunks.push(chunk);
    return { status: reply.statusCode ?? 0, headers: reply.headers, body: Buffer.concat(chunks) };
  }
}

function deliver(response: ServerResponse, { status, headers, body }: Reply): void {
  const { 'transfer-encoding': _, connection: __, ...kept } = headers;
  if (!response.destroyed) response.writeHead(status, { ...kept, 'content-length': body.length }).end(body);
}
