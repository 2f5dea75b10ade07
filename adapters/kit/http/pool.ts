// The sockets to providers: one pool an address, kept open between calls. Owns every setting that could make the transport
// send something twice, somewhere else, or in another way than it was asked to.
import { setMaxListeners } from 'node:events';
import { Pool } from 'undici';

/** Far above any voucher reply; below anything that could hurt the process. */
export const REPLY_LIMIT_BYTES = 1 << 20;

/** Below the idle limit of common gateways: a pooled socket that dies under a request is doubt. */
const IDLE_LIMIT_MS = 4_000;

/** One per process is enough. */
export interface HttpAgents {
  /** The pool for this origin. A connection that has not come about after `connectTimeoutMs` is given up. */
  poolOf(origin: string, connectTimeoutMs: number): Pool;
  /** Drops every socket, in use or not, connected or not. Nothing can be sent afterwards. */
  close(): void;
}

/** Makes the sockets that calls share. The caller must close them. */
export function createHttpAgents(): HttpAgents {
  const pools = new Map<string, Pool>();
  const end = new AbortController();
  // Every socket listens to it.
  setMaxListeners(0, end.signal);
  return {
    poolOf(origin, connectTimeoutMs) {
      const key = `${origin} ${String(connectTimeoutMs)}`;
      const pool = pools.get(key) ?? openPool(origin, connectTimeoutMs, end.signal);
      pools.set(key, pool);
      return pool;
    },
    close() {
      for (const pool of pools.values()) void pool.destroy();
      // A pool does not see the sockets that are still connecting.
      end.abort();
    },
  };
}

function openPool(origin: string, connectTimeoutMs: number, signal: AbortSignal): Pool {
  const pool = new Pool(origin, {
    // One request a socket at a time: what is said of a socket is said of one request. As many sockets as there are calls;
    // how many calls there may be is the bulkhead's business.
    pipelining: 1,
    connections: null,
    allowH2: false,
    connect: { signal, timeout: connectTimeoutMs },
    // The deadline of the call is the only one. undici's own would run at the same time, and less exactly.
    headersTimeout: 0,
    bodyTimeout: 0,
    // A provider's `Keep-Alive: timeout=` can only shorten this, and counts as two seconds less than it says.
    keepAliveTimeout: IDLE_LIMIT_MS,
    keepAliveMaxTimeout: IDLE_LIMIT_MS,
    keepAliveTimeoutThreshold: 2_000,
    maxResponseSize: REPLY_LIMIT_BYTES,
  });
  if (signal.aborted) void pool.destroy();
  return pool;
}
