// One call: its key, its repeats, its deadline.
import type { AxiosInstance } from 'axios';
import { randomKey, type Clock } from './clock.js';
import { Aborted, VouchError } from '../errors.js';
import { exchange, type Answer, type HttpRequest } from './exchange.js';
import { isInDoubt, mayRepeat } from './repeat.js';
import { ROUTES } from '../generated/routes.js';
import { waitMs } from './waits.js';

export type OperationId = keyof typeof ROUTES;

const SEARCH_PATH: (typeof ROUTES)['searchRedemptions']['path'] = '/v1/redemptions/search';

/** How an operation is called. Those of the API description are in a table; a page of the server's own has some besides. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly input: 'body' | 'query' | 'upload' | 'none';
  readonly key: boolean;
  /** See `HttpRequest`. */
  readonly mark: string | null;
  /** Whether it may be sent again where a key does not say so: a write that finds itself done may, one that a person answers for may not. */
  readonly repeats?: 'always' | 'never';
}

/** What every method takes last. */
export interface CallOptions {
  /** Ends the call. What was sent may have been carried out all the same. */
  readonly signal?: AbortSignal | undefined;
  /** For one attempt. Longer than a provider may take (30 s, Blu 60 s): 90 seconds unless said otherwise. */
  readonly timeoutMs?: number | undefined;
  /** For all attempts and the waits between them: two minutes unless said otherwise. */
  readonly deadlineMs?: number | undefined;
  /** Told before each wait: what came instead of an answer, and after how many milliseconds it is sent again. */
  readonly onRepeat?: ((error: VouchError, waitMs: number) => void) | undefined;
}

/** Of calls that are made safe to repeat by a key. */
export interface KeyOptions {
  /** One attempt of your business: an order, a press of a button. Made up where it is left out. */
  readonly idempotencyKey?: string | undefined;
}

export interface AnyOptions extends CallOptions, KeyOptions {
  /** The key was made for this very call. */
  readonly isKeyNew?: boolean;
  readonly ifMatch?: number | string | undefined;
}

export interface Target {
  readonly ids: readonly string[];
  /** The body, or the query. */
  readonly input: unknown;
  /** What is uploaded. */
  readonly file?: Upload;
}

/** A file of text. A stream is read once: a call that sends one is not repeated. */
export type Upload = string | Uint8Array | Blob | NodeStream | ReadableStream<Uint8Array>;
/** A readable stream of Node, as far as it has to be known here. */
export interface NodeStream {
  pipe(to: never): unknown;
}

export interface Connection {
  readonly http: AxiosInstance;
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly withCredentials: boolean;
  /** Below this client something may send a request again by itself and tell nobody: a browser does, where a connection breaks. */
  readonly mayResend: boolean;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly deadlineMs: number;
}

/** Sends until there is an answer, or until sending again is not safe or not in time. Throws `VouchError` alone. */
export async function call(
  via: Connection,
  operation: OperationId | Route,
  target: Target,
  options: AnyOptions = {},
): Promise<Answer> {
  const { clock } = via;
  const route: Route = typeof operation === 'string' ? ROUTES[operation] : operation;
  const { key: takesKey, repeats } = route;
  const idempotencyKey = takesKey ? keyOf(options, target.input) : null;
  const request = requestOf(via, route, target, idempotencyKey, options.ifMatch);
  const canRepeat = repeats !== 'never' && canSendAgain(target.file);
  // A search is sent as a body, so that no PIN stands in an address. By its path: a page may be built without routes that it does not use.
  const isRead = route.method === 'get' || route.path === SEARCH_PATH;
  const isSafe = isRead || takesKey || repeats === 'always';
  // Who names a key may have used it before: a program that was started anew, or one that does as it was told after a doubt.
  const isNamed = takesKey && options.isKeyNew !== true && keyNamedBy(options, target.input) !== undefined;
  const timeoutMs = options.timeoutMs ?? via.timeoutMs;
  const endsAt = clock.now() + (options.deadlineMs ?? via.deadlineMs);
  let doubt = false;
  for (let repeat = 0; ; repeat++) {
    const facts = { idempotencyKey, mayHaveHappened: doubt || isNamed };
    if (options.signal?.aborted) throw Object.assign(new Aborted(), facts);
    try {
      const limits = {
        timeoutMs: Math.min(timeoutMs, endsAt - clock.now()),
        signal: options.signal,
        now: () => clock.now(),
      };
      return await exchange(via.http, request, limits);
    } catch (error) {
      if (!(error instanceof VouchError)) throw error;
      // The answer to the very question, whatever became of the earlier times it was asked.
      const isTold = operation === 'recoverRedemption' && error.code === 'not_received';
      doubt = !isRead && !isTold && isInDoubt(error, doubt, via.mayResend || isNamed);
      Object.assign(error, { idempotencyKey, mayHaveHappened: doubt });
      const wait = waitMs(repeat, error.retryAfterMs, clock.random());
      if (!canRepeat || !mayRepeat(error, isSafe) || clock.now() + wait >= endsAt) throw error;
      options.onRepeat?.(error, wait);
      await rest(via.clock, wait, options.signal, { idempotencyKey, mayHaveHappened: doubt });
    }
  }
}

function canSendAgain(file: Upload | undefined): boolean {
  return file === undefined || typeof file === 'string' || ArrayBuffer.isView(file) || file instanceof Blob;
}

async function rest(clock: Clock, ms: number, signal: AbortSignal | undefined, facts: object): Promise<void> {
  try {
    await clock.sleep(ms, signal);
  } catch (error) {
    throw error instanceof VouchError ? Object.assign(error, facts) : error;
  }
}

/** The key that the caller named, in the options or (where the API allows it) in the body; else a new one. */
export function keyOf(options: KeyOptions, input: unknown): string {
  return keyNamedBy(options, input) ?? randomKey();
}

/** Undefined where the caller left it to this client. */
export function keyNamedBy({ idempotencyKey }: KeyOptions, input: unknown): string | undefined {
  const inBody = (input as { idempotency_key?: unknown } | undefined)?.idempotency_key;
  return idempotencyKey ?? (typeof inBody === 'string' ? inBody : undefined);
}

/** How an operation is told what it is about. */
const TAKES_QUERY: ReadonlySet<string> = new Set(['query', 'upload']);

function requestOf(
  { baseUrl, headers, withCredentials }: Connection,
  route: Route,
  { ids, input, file }: Target,
  key: string | null,
  ifMatch: number | string | undefined,
): HttpRequest {
  const left = [...ids];
  const path = route.path.replace(/\{\w+\}/g, () => segment(left.shift()));
  return {
    method: route.method,
    url: baseUrl + path + (TAKES_QUERY.has(route.input) ? queryOf(input) : ''),
    headers: {
      ...headers,
      ...(key === null ? {} : { 'idempotency-key': key }),
      ...(ifMatch === undefined ? {} : { 'if-match': typeof ifMatch === 'number' ? `"${String(ifMatch)}"` : ifMatch }),
    },
    body: route.input === 'body' ? (input ?? {}) : undefined,
    file,
    withCredentials,
    mark: route.mark,
  };
}

/** An empty one would be another address, and so would dots. */
function segment(id: unknown): string {
  if (typeof id !== 'string' || /^\.*$/.test(id)) throw new TypeError('An id must be a text that is not empty');
  return encodeURIComponent(id);
}

/** `{ metadata: { order: '1' } }` is `metadata[order]=1`. What is undefined is left out. */
function queryOf(input: unknown): string {
  const query = new URLSearchParams();
  const add = (name: string, value: unknown): void => {
    if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) add(`${name}[${key}]`, inner);
    } else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      query.append(name, String(value));
  };
  for (const [name, value] of Object.entries(input ?? {})) add(name, value);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
