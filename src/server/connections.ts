// How many connections there may be and for how long each may keep us waiting. Knows nothing of what is said on them.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { BlockList, isIPv6, type Socket } from 'node:net';
import { blockOf } from '../api/request/address';
import { unreadBytes } from './pipelining';

/** How long a client may keep us waiting, in milliseconds. */
export interface HttpTimes {
  /** For a request to arrive whole, from its first byte or from the opening of its connection. */
  readonly requestMs: number;
  /** For the next request on a connection that stays open. Longer than the minute that load balancers keep theirs. */
  readonly idleMs: number;
  /** For a client to take in more of its answer. */
  readonly unreadMs: number;
  /** How often the first of these is looked at. */
  readonly checkEveryMs: number;
}

/** How long a response takes is the provider's affair: no time of these runs while one is worked out. */
export const HTTP_TIMES: HttpTimes = { requestMs: 30_000, idleMs: 72_000, unreadMs: 30_000, checkEveryMs: 1_000 };

/** One sender may hold this part of all connections: the rest is left to the others. */
const SHARE = 0.5;

/**
 * Of answers that clients do not take in, and bodies that nobody here has taken up, for all connections together: 25 of the largest pages of a list, and a quarter of the memory
 * that a process should have.
 */
export const MOST_UNREAD_BYTES = 128 * 1024 * 1024;

/** Answers of so many bytes may be made before what is unread is looked at again: no clock runs while one burst of them is made. */
const LOOK_EVERY_BYTES = MOST_UNREAD_BYTES / 8;

/** The place of `::1`. */
const LOOPBACK_PLACE = '0:0:0:0::';

/** Is told of each. */
export interface Closed {
  /** For which there was no room. */
  readonly refused: () => void;
  /** A look at which some were closed because they left too much unread. */
  readonly unread: () => void;
}

/** What the metrics show. */
export interface ConnectionCounts {
  readonly open: number;
  /** Since the start. */
  readonly refused: number;
}

/**
 * At most `most` connections, and of these at most half from one sender (an address; of IPv6: one /48). Trusted proxies bring many clients under
 * one address, and whoever is on this machine could as well stop us: both may hold them all. What is over is closed at once. So are those
 * that leave most unread, where all together leave more than `MOST_UNREAD_BYTES`.
 */
export class Connections implements ConnectionCounts {
  readonly #bySender = new Map<string, number>();
  readonly #exempt: BlockList;
  /** Those on which nothing is answered, and since when. */
  readonly #idleSince = new Map<Socket, number>();
  readonly #latest = new WeakMap<Socket, ServerResponse>();
  readonly #sockets = new Set<Socket>();
  /** Bytes of answers since the last look at what is unread. */
  #answered = 0;
  #refused = 0;

  constructor(
    private readonly most: number,
    trustProxy: readonly string[] | null,
    private readonly closed: Closed,
  ) {
    this.#exempt = blockList([...(trustProxy ?? []), 'loopback']);
  }

  get open(): number {
    return this.#sockets.size;
  }

  get refused(): number {
    return this.#refused;
  }

  /** Watches a server that does not listen yet. */
  watch(server: Server, times: Pick<HttpTimes, 'requestMs' | 'idleMs' | 'checkEveryMs'>): void {
    server.maxConnections = this.most;
    server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
      this.#answering(socket, response);
    });
    const timer = setInterval(() => {
      this.#closeIdle(times);
      this.#closeUnread();
    }, times.checkEveryMs).unref();
    server.once('close', () => {
      clearInterval(timer);
    });
    server.on('drop', () => {
      this.#refuse();
    });
    server.on('connection', (socket: Socket) => {
      this.#add(socket);
    });
  }

  /** Is told of each answer that is about to be written, and of its length. */
  answering(bytes: number): void {
    this.#answered += bytes;
    if (this.#answered > LOOK_EVERY_BYTES) this.#closeUnread();
  }

  #add(socket: Socket): void {
    const place = placeOf(socket.remoteAddress ?? '');
    const isExempt = this.#isExempt(place);
    // What a proxy brings is not held against others in its network.
    const sender = isExempt ? place : blockOf(place);
    const held = (this.#bySender.get(sender) ?? 0) + 1;
    if (held > Math.ceil(this.most * SHARE) && !isExempt) {
      this.#refuse();
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    this.#bySender.set(sender, held);
    socket.once('close', () => {
      this.#idleSince.delete(socket);
      this.#sockets.delete(socket);
      const left = (this.#bySender.get(sender) ?? 1) - 1;
      if (left > 0) this.#bySender.set(sender, left);
      else this.#bySender.delete(sender);
    });
  }

  #answering(socket: Socket, response: ServerResponse): void {
    this.#idleSince.delete(socket);
    this.#latest.set(socket, response);
    response.once('close', () => {
      // Of requests that were sent ahead, the last one's.
      if (!socket.destroyed && this.#latest.get(socket) === response) this.#idleSince.set(socket, performance.now());
    });
  }

  /**
   * The framework puts its own time off with every byte, and takes an empty line for the beginning of nothing: dripped, it would keep a
   * connection for ever. A request that began in time has its own time on top.
   */
  #closeIdle({ idleMs, requestMs }: Pick<HttpTimes, 'requestMs' | 'idleMs'>): void {
    const before = performance.now() - idleMs - requestMs;
    for (const [socket, since] of this.#idleSince) if (since < before) socket.destroy();
  }

  #closeUnread(): void {
    this.#answered = 0;
    const unread = [...this.#sockets].map((socket) => ({ socket, bytes: unreadBytes(socket) }));
    let kept = unread.reduce((sum, { bytes }) => sum + bytes, 0);
    if (kept <= MOST_UNREAD_BYTES) return;
    for (const { socket, bytes } of unread.sort((one, other) => other.bytes - one.bytes)) {
      if (kept <= MOST_UNREAD_BYTES) break;
      kept -= bytes;
      socket.destroy();
    }
    this.closed.unread();
  }

  #refuse(): void {
    this.#refused += 1;
    this.closed.refused();
  }

  #isExempt(address: string): boolean {
    // A list takes IPv4 addresses for a part of ::/64.
    return address === LOOPBACK_PLACE || this.#exempt.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  }
}

/** An IPv4 address as it is, of an IPv6 address its /64: one customer of a provider has all the addresses of one. */
export function placeOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address;
  const [head = '', tail] = (address.split('%', 1)[0] ?? '').toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::`;
}

function blockList(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries.flatMap((one) => (one === 'loopback' ? ['127.0.0.0/8'] : [one]))) {
    const [address = '', bits] = entry.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    // A place stands for a whole /64, so a single trusted address stands for its place.
    list.addSubnet(address, Math.min(Number(bits ?? 128), family === 'ipv6' ? 64 : 32), family);
  }
  return list;
}

/** Closes the connection where nothing more of the response is taken in for `ms`. The framework sets its own time once all is sent. */
export function limitUnread({ socket }: IncomingMessage, ms: number): void {
  socket.setTimeout(ms);
}
