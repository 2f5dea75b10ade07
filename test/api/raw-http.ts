// HTTP as bytes, for what no client would send: two headers of one name, a body that never ends, an answer that is never read.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** The last of a name counts. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>> & {
    readonly code?: string;
    readonly detail?: string;
    readonly errors?: readonly { readonly param: string; readonly code: string; readonly message: string }[];
  };
}

/** One connection, and what has come back on it. */
export class RawClient {
  received = '';
  closed = false;
  readonly #waiting: (() => void)[] = [];

  private constructor(readonly socket: Socket) {
    socket.setEncoding('latin1').on('data', (text: string) => {
      this.received += text;
      this.#wake();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.closed = true;
      this.#wake();
    });
  }

  static async open(url: string): Promise<RawClient> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    const client = new RawClient(socket);
    await once(socket, 'connect');
    return client;
  }

  /** Lines of the head, without the empty one at its end; the body as it is. */
  send(lines: readonly string[], body: string | Buffer = ''): this {
    this.socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    if (body.length > 0) this.socket.write(body);
    return this;
  }

  /** Resolves once `done`; rejects where the connection closes before. */
  async until(done: () => boolean): Promise<void> {
    while (!done()) {
      if (this.closed) throw new Error(`It closed: ${this.received}`);
      await new Promise<void>((wake) => this.#waiting.push(wake));
    }
  }

  /** Resolves once the server has closed. */
  async end(): Promise<void> {
    while (!this.closed) await new Promise<void>((wake) => this.#waiting.push(wake));
  }

  /** The first answer, once it is whole; it is taken off `received`. */
  async answer(): Promise<RawAnswer> {
    await this.until(() => readAnswer(this.received) !== null);
    const { answer, length } = readAnswer(this.received)!;
    this.received = this.received.slice(length);
    return answer;
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}

/** One request on a connection of its own, and its answer. */
export async function exchange(url: string, lines: readonly string[], body: string | Buffer = ''): Promise<RawAnswer> {
  const client = await RawClient.open(url);
  try {
    return await client.send(lines, body).answer();
  } finally {
    client.socket.destroy();
  }
}

function readAnswer(text: string): { answer: RawAnswer; length: number } | null {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const status = Number(first.split(' ')[1]);
  const length = status === 204 || status === 100 ? 0 : Number(headers['content-length'] ?? NaN);
  const body = text.slice(end + 4, end + 4 + length);
  if (body.length < length) return null;
  const json =
    (headers['content-type'] ?? '').includes('json') && body !== '' ? (JSON.parse(body) as RawAnswer['body']) : {};
  return { answer: { status, headers, text: body, body: json }, length: end + 4 + length };
}
