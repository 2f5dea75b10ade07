// How many requests of one connection are worked on at once, where a client sends some ahead of its answers (pipelining). Knows nothing
// of what is said in them.
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Whoever reads nothing keeps us holding this many answers, and files open for them. */
export const AT_ONCE = 4;
/**
 * The parser hands on every request of what was read at once, which may be two thousand: this many wait for their turn, far more than
 * honest clients send ahead.
 */
export const MOST_WAITING = 60;
/** The same on all connections: each costs some kilobytes, and a connection that nothing is read from is not known to be gone for a while. */
export const MOST_WAITING_IN_ALL = 5_000;
/** Where there are as many, whoever sends no more ahead than this goes on. */
const FEW_WAITING = 4;

/** Kept on the connection itself, as what it is busy with is. */
const QUEUE = Symbol('the requests of a connection');
interface Queued {
  [QUEUE]?: RequestQueue | undefined;
}

/**
 * Bytes that we keep for this connection: of answers that its client has not taken in (of a text its characters: UTF-8 may need thrice that),
 * and of bodies that nobody here has taken up, as their request waits, or its key is looked up.
 */
export function unreadBytes(socket: Socket): number {
  return (socket as Queued)[QUEUE]?.unreadBytes ?? 0;
}

/**
 * Begins at most `AT_ONCE` requests of a connection, until the answer of one of them was handed to the system. While others wait nothing
 * more is read; with more than `MOST_WAITING` the connection is closed, and with more than a few where all have `MOST_WAITING_IN_ALL`. Call it once `server` has who answers, and before it listens.
 */
export function limitPipelining(server: Server): void {
  const listeners = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  const all = { waiting: 0 };
  const begin: RequestListener = (request, response) => {
    for (const listener of listeners) listener.call(server, request, response);
  };
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const queued = request.socket as Queued;
    const queue = (queued[QUEUE] ??= new RequestQueue(request.socket, begin, all));
    queue.take(request, response);
  });
}

/** Those of one connection, in their order. */
class RequestQueue {
  /** Begun, and the answer not yet handed over. */
  readonly #begun = new Set<ServerResponse>();
  readonly #waiting: (readonly [IncomingMessage, ServerResponse])[] = [];

  constructor(
    private readonly socket: Socket,
    private readonly begin: RequestListener,
    /** Of all connections. */
    private readonly all: { waiting: number },
  ) {
    // The framework reads on wherever a request is complete, or its body wanted. No request that has begun lacks any of its body here:
    // those that wait came after it.
    socket.on('resume', () => {
      if (this.#waiting.length > 0) socket.pause();
    });
    socket.once('close', () => {
      this.all.waiting -= this.#waiting.length;
      this.#waiting.length = 0;
      this.#closeUnsent();
    });
  }

  get unreadBytes(): number {
    let bytes = 0;
    for (const response of this.#begun) bytes += response.writableLength + response.req.readableLength;
    for (const [request] of this.#waiting) bytes += request.readableLength;
    return bytes;
  }

  take(request: IncomingMessage, response: ServerResponse): void {
    // What is left of the piece that went too far.
    if (this.socket.destroyed) return;
    if (this.#begun.size < AT_ONCE) {
      this.#begin(request, response);
      return;
    }
    this.all.waiting += 1;
    const most = this.all.waiting > MOST_WAITING_IN_ALL ? FEW_WAITING : MOST_WAITING;
    if (this.#waiting.push([request, response]) > most) this.socket.destroy();
    else this.socket.pause();
  }

  #begin(request: IncomingMessage, response: ServerResponse): void {
    this.#begun.add(response);
    response.once('close', () => {
      this.#begun.delete(response);
      this.#beginNext();
    });
    this.begin(request, response);
  }

  /**
   * An answer behind another one has no connection of its own yet, so it is not told of the end of this one, and a file that is read for it
   * would stay open for good.
   */
  #closeUnsent(): void {
    for (const response of this.#begun) if (response.socket === null) response.destroy().emit('close');
  }

  #beginNext(): void {
    // After the last answer of a connection (`Connection: close`) nothing is begun that could not be answered.
    if (!this.socket.writable) return;
    const next = this.#waiting.shift();
    if (!next) return;
    this.all.waiting -= 1;
    if (this.#waiting.length === 0) this.socket.resume();
    this.#begin(...next);
  }
}
