// What all provider simulators share: a server that finds the operation, records the call, and the ways in which an answer
// can go wrong. Knows no provider's fields. Value moves only in the operations that a provider hands in.
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SimulatorBooks } from './books';
import {
  closeServer,
  type Fields,
  listenOn,
  parseFields,
  type PlainReply,
  readBody,
  refuseForeign,
  refuseWebhook,
  send,
} from './http';
import type { Simulator } from './simulator';

/** A request, read. */
export interface SimulatorRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The JSON object or the form that was sent; undefined where the body is neither. */
  readonly fields: Fields | undefined;
}

/** How an answer goes wrong once the operation behind it has run. */
export type Misbehaviour = 'slow' | 'hang' | 'drop' | 'error' | 'garbage';

/** The answer of an operation, and how it goes wrong on its way. */
export interface SimulatorReply extends PlainReply {
  readonly misbehaviour?: Misbehaviour;
}

/** One operation of a provider's API. */
export interface SimulatorOperation {
  /** As it stands in the books and in `POST /faults`: `redeem`, `check_remit` and so on. */
  readonly name: string;
  /** The client's reference, for the books. Never a PIN. */
  reference(request: SimulatorRequest): string | null;
  /** Runs in one turn of the event loop, so that two requests can never both take a voucher. */
  answer(request: SimulatorRequest): SimulatorReply;
}

/** What makes a simulator that of one provider. */
export interface SimulatorServerOptions {
  readonly provider: string;
  readonly books: SimulatorBooks;
  readonly pinLength: number;
  /** By method and path, such as `POST /token`. */
  readonly operations: Readonly<Record<string, SimulatorOperation>>;
  /** Removed from the front of every path before it is looked up. */
  readonly prefix?: string;
  /** What the provider does where a session ends under a client's feet; the request itself is answered by the operation. */
  onUnauthorized?(): void;
  /** How late a `slow_then_ok` answer is. */
  readonly slowMs?: number;
}

/** Options that every provider's simulator factory passes on. */
export type SimulatorOptions = Pick<SimulatorServerOptions, 'slowMs'>;

/** One-shot faults that the control server can set for the next call of an operation. */
export const FAULTS = [
  'timeout_after',
  'drop_after',
  'drop_before',
  'error_after',
  'garbage',
  'slow',
  'unauthorized',
] as const;

export type Fault = (typeof FAULTS)[number];

const MISBEHAVIOUR_BY_FAULT: Partial<Record<Fault, Misbehaviour>> = {
  timeout_after: 'hang',
  drop_after: 'drop',
  error_after: 'error',
  garbage: 'garbage',
  slow: 'slow',
};

/** Longer than the short deadline a test gives its client, short enough to wait for. */
const SLOW_MS = 1500;
const KEEP_ALIVE_MS = 75_000;
const GARBAGE_HTML = '<!DOCTYPE html><html><body><h1>Service notice</h1><p>Please try again.</p></body></html>';

/** Sets a fault for the next call of `operation`. It lies in the books' memory, so that a reset clears it. */
export function armFault(books: SimulatorBooks, provider: string, operation: string, fault: Fault): void {
  books.remember(provider, `fault ${operation}`, fault);
}

/** Builds a provider's simulator from its operations. */
export function createSimulator(options: SimulatorServerOptions): Simulator {
  return new SimulatorServer(options);
}

class SimulatorServer implements Simulator {
  readonly pinLength: number;
  readonly operations: readonly string[];
  private server: Server | undefined;
  private readonly timers = new Set<NodeJS.Timeout>();
  private garbled = 0;

  constructor(private readonly options: SimulatorServerOptions) {
    this.pinLength = options.pinLength;
    this.operations = [...new Set(Object.values(options.operations).map(({ name }) => name))];
  }

  async listen(port: number): Promise<number> {
    if (this.server) throw new Error(`the ${this.options.provider} simulator is listening already`);
    const server = createServer((request, response) => {
      this.serve(request, response).catch((error: unknown) => {
        response.destroy();
        if (!request.complete) return; // The client hung up while it was sending: no fault of the simulator.
        // A fault of the simulator itself must not look like a provider's answer.
        process.stderr.write(
          `${this.options.provider} simulator: ${error instanceof Error ? error.message : 'failed'}\n`,
        );
      });
    });
    // Well above the idle time of any client's connection pool: otherwise a pooled socket dies under its next request.
    server.keepAliveTimeout = KEEP_ALIVE_MS;
    await listenOn(server, port);
    this.server = server;
    return (server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    if (server) await closeServer(server);
  }

  private async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { books, provider, operations } = this.options;
    const url = new URL(incoming.url ?? '/', 'http://simulator');
    const text = await readBody(incoming);
    if (refuseForeign(incoming, response) || refuseWebhook(incoming, response)) return;
    if (text === undefined) {
      send(response, { status: 413, text: 'Payload too large' });
      return;
    }
    const path = this.withoutPrefix(url.pathname);
    const operation = operations[`${incoming.method ?? 'GET'} ${path}`];
    const fields = parseFields(text, incoming.headers['content-type']);
    const request = { path: url.pathname, query: url.searchParams, headers: incoming.headers, fields };
    if (!operation) {
      // The path is left out: on a provider whose path carries the PIN it would end up in the books.
      books.record({ provider, operation: 'unknown', reference: null });
      send(response, { status: 404, json: { status: 404, error: 'Not Found', message: 'No such resource' } });
      return;
    }
    books.record({ provider, operation: operation.name, reference: operation.reference(request) });
    this.handle(operation, request, response);
  }

  private handle(operation: SimulatorOperation, request: SimulatorRequest, response: ServerResponse): void {
    const fault = this.disarm(operation.name);
    if (fault === 'drop_before') {
      response.destroy();
      return;
    }
    if (fault === 'unauthorized') {
      this.options.onUnauthorized?.();
      send(response, { status: 401, text: '' });
      return;
    }
    const reply = operation.answer(request);
    this.deliver(reply, reply.misbehaviour ?? (fault && MISBEHAVIOUR_BY_FAULT[fault]), response);
  }

  private deliver(reply: SimulatorReply, misbehaviour: Misbehaviour | undefined, response: ServerResponse): void {
    switch (misbehaviour) {
      case undefined: {
        send(response, reply);
        return;
      }
      case 'slow': {
        this.later(() => send(response, reply));
        return;
      }
      case 'hang':
        // Nothing is written: the socket stays open until the client gives up or an outage begins.
        return;
      case 'drop':
        response.destroy();
        return;
      case 'error': {
        send(response, { status: 502, text: 'Bad Gateway' });
        return;
      }
      case 'garbage': {
        this.garble(reply, response);
        return;
      }
      default:
        return misbehaviour satisfies never;
    }
  }

  /** In turn a page of HTML and the true answer cut in half, both with status 200. */
  private garble(reply: SimulatorReply, response: ServerResponse): void {
    this.garbled += 1;
    if (this.garbled % 2 === 1 || reply.json === undefined) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(GARBAGE_HTML);
      return;
    }
    const body = JSON.stringify(reply.json);
    response.writeHead(200, { 'content-type': 'application/json' }).end(body.slice(0, body.length >> 1));
  }

  private later(action: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      action();
    }, this.options.slowMs ?? SLOW_MS);
    this.timers.add(timer);
  }

  private disarm(operation: string): Fault | undefined {
    const { books, provider } = this.options;
    const fault = FAULTS.find((known) => known === books.recall(provider, `fault ${operation}`));
    if (fault) books.remember(provider, `fault ${operation}`, null);
    return fault;
  }

  private withoutPrefix(path: string): string {
    const prefix = this.options.prefix;
    return prefix !== undefined && path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
  }
}
