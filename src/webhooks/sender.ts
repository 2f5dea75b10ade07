// One request to one endpoint. Never throws, never follows a redirect, never retries, and connects only where the guard allows.
import { request as httpRequest, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import { ForbiddenAddress, hostOf, type AddressGuard, type Reach } from './address-guard';

export interface WebhookRequest {
  readonly url: string;
  readonly reach: Reach;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `error` is null if the endpoint has taken the event: it answered 2xx. What follows the status line changes nothing. */
export interface WebhookAnswer {
  readonly status: number | null;
  readonly answer: string | null;
  readonly error: string | null;
  readonly durationMs: number;
}

/** Long enough for a receiver that does its work before it answers, which it should not. */
export const WEBHOOK_TIMEOUT_MS = 15_000;
const MOST_ANSWER_BYTES = 1024;

let trusted: SecureContext | undefined;

type Result = Omit<WebhookAnswer, 'durationMs'>;

export class WebhookSender {
  constructor(
    private readonly guard: AddressGuard,
    private readonly timeoutMs: number = WEBHOOK_TIMEOUT_MS,
  ) {}

  /** Everything, name server included, within the timeout. */
  async send(request: WebhookRequest): Promise<WebhookAnswer> {
    const startedAt = performance.now();
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), this.timeoutMs);
    try {
      const result = await this.attempt(request, deadline.signal);
      return { ...result, durationMs: Math.round(performance.now() - startedAt) };
    } finally {
      clearTimeout(timer);
    }
  }

  private async attempt(request: WebhookRequest, deadline: AbortSignal): Promise<Result> {
    const url = new URL(request.url);
    if (request.reach === 'public' && url.protocol !== 'https:') return failure('only https is allowed here');
    const late = new Promise<null>((resolve) => {
      deadline.addEventListener('abort', () => resolve(null), { once: true });
    });
    try {
      const addresses = await Promise.race([this.guard.addressesOf(hostOf(url), request.reach), late]);
      return addresses === null ? failure('timeout') : await exchange(url, addresses, request, deadline);
    } catch (error) {
      return failure(error instanceof ForbiddenAddress ? error.message : 'the name does not resolve');
    }
  }
}

function failure(error: string, status: number | null = null, answer: string | null = null): Result {
  return { status, answer, error };
}

function exchange(url: URL, addresses: string[], request: WebhookRequest, deadline: AbortSignal): Promise<Result> {
  return new Promise((resolve) => {
    const sent = open(url, addresses, request);
    const settle = (result: Result): void => {
      deadline.removeEventListener('abort', onDeadline);
      resolve(result);
      // The rest of the answer is not read: an endless one must not be received to its end.
      sent.destroy();
    };
    const onDeadline = (): void => settle(failure('timeout'));
    if (deadline.aborted) {
      onDeadline();
      return;
    }
    deadline.addEventListener('abort', onDeadline);
    sent.on('error', (error) => settle(failure(wordsFor(error))));
    sent.on('upgrade', (_response, socket) => {
      socket.destroy();
      settle(failure('the answer is not an HTTP response'));
    });
    sent.on('response', (response) => {
      // From here on the status is known, and an error or the deadline only cuts the text short.
      deadline.removeEventListener('abort', onDeadline);
      sent.removeAllListeners('error').on('error', () => undefined);
      readStart(response, deadline, (text) => settle(resultOf(response, text)));
    });
    sent.end(request.body);
  });
}

/** Connects to one of the checked addresses, whatever the name resolves to by now. */
function open(url: URL, addresses: string[], request: WebhookRequest): ClientRequest {
  const entries = addresses.map((address) => ({ address, family: isIP(address) }));
  const lookup: LookupFunction = (_host, options, done) => {
    const [first] = entries;
    if (options.all) done(null, entries);
    else if (first) done(null, first.address, first.family);
  };
  const options: RequestOptions = {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(request.body),
      'user-agent': 'Vouch-Webhooks/1',
      connection: 'close',
      ...request.headers,
    },
    // A connection of its own for each request: none is kept that was checked long ago.
    agent: false,
    lookup,
  };
  if (url.protocol !== 'https:') return httpRequest(url, options);
  // One for all of them: making a context, with every root certificate in it, takes a millisecond of the process.
  trusted ??= createSecureContext();
  const secured: RequestOptions & { secureContext: SecureContext } = { ...options, secureContext: trusted };
  return httpsRequest(url, secured);
}

function resultOf(response: IncomingMessage, text: string): Result {
  const status = response.statusCode ?? 0;
  if (status >= 200 && status < 300) return { status, answer: text, error: null };
  if (status >= 300 && status < 400) return failure('redirects are not followed', status, text);
  return failure(`answered ${status}`, status, text);
}

/** Calls back once, with the first KiB as text: at its end, when it is full, when it breaks off or at the deadline. */
function readStart(response: IncomingMessage, deadline: AbortSignal, done: (text: string) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let over = false;
  const finish = (): void => {
    if (over) return;
    over = true;
    deadline.removeEventListener('abort', finish);
    done(textOf(Buffer.concat(chunks).subarray(0, MOST_ANSWER_BYTES)));
  };
  response.on('data', (chunk: Buffer) => {
    if (over) return;
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= MOST_ANSWER_BYTES) finish();
  });
  response.on('error', finish).on('end', finish).on('close', finish);
  deadline.addEventListener('abort', finish, { once: true });
}

/** A character cut in half at the end is left out; what is no text becomes U+FFFD, because every store and screen must bear it. */
function textOf(bytes: Buffer): string {
  const text = new TextDecoder().decode(bytes, { stream: true });
  return text.replace(/\p{Cs}|(?![\t\n\r])\p{Cc}/gu, '\ufffd');
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed before an answer came',
  EPIPE: 'the connection was closed before an answer came',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the host',
  ETIMEDOUT: 'timeout',
};

/** Plain words, without the address and port that the error of the system names. */
function wordsFor(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const words = WORDS[code];
  if (words !== undefined) return words;
  if (code.startsWith('HPE_')) return 'the answer is not an HTTP response';
  if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO)/.test(code)) return `TLS failed (${code})`;
  return `the request failed${code === '' ? '' : ` (${code})`}`;
}
