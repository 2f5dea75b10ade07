// Plain HTTP on loopback, for the simulators and their control server: ports, bodies in, answers out. Knows no voucher.
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';

/** The members of a JSON object or of a form. */
export type Fields = Readonly<Record<string, unknown>>;

/** An answer with JSON or with text; empty where it has neither. */
export interface PlainReply {
  readonly status: number;
  readonly json?: unknown;
  readonly text?: string;
}

/** No provider request comes near it. */
const BODY_LIMIT_BYTES = 1 << 20;

/** Listens on loopback; rejects where the port is taken. */
export function listenOn(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Closes the port and cuts every connection, answered or not. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** The body as text, or undefined where it is larger than anything a simulator takes. */
export async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= BODY_LIMIT_BYTES) chunks.push(chunk);
  }
  return bytes > BODY_LIMIT_BYTES ? undefined : Buffer.concat(chunks).toString('utf8');
}

/**
 * Refuses a webhook, and says so. In test mode those may be sent to this very machine, where one merchant's would steer what all merchants
 * test with.
 */
export function refuseWebhook({ headers }: IncomingMessage, response: ServerResponse): boolean {
  const isWebhook = headers['webhook-id'] !== undefined;
  if (isWebhook) send(response, { status: 403, text: 'Simulators take no webhooks' });
  return isWebhook;
}

/** What this machine is called on itself. */
const LOOPBACK_HOST = /^(?:(?:[\w-]+\.)*localhost|127\.\d+\.\d+\.\d+|\[::1\])\.?(?::\d*)?$/i;

/**
 * Refuses what a page of somebody else sent, and says so: a browser sends simple requests of any page to this machine, and tells whose it is;
 * by a name that leads here (DNS rebinding) the page would be our own, but for that name.
 */
export function refuseForeign({ headers }: IncomingMessage, response: ServerResponse): boolean {
  const { host = '', origin } = headers;
  const site = headers['sec-fetch-site'];
  const isOwn = site === undefined || site === 'same-origin' || site === 'none';
  const isForeign = !isOwn || (origin !== undefined && origin !== `http://${host}`) || !LOOPBACK_HOST.test(host);
  if (isForeign)
    send(response, { status: 403, text: 'Simulators answer no page of another origin, and to no other name' });
  return isForeign;
}

/** A JSON object or a form as a flat record; undefined where the body is neither. */
export function parseFields(text: string, contentType: string | undefined): Fields | undefined {
  if (contentType?.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(text));
  try {
    const parsed = JSON.parse(text) as unknown;
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as Fields) : undefined;
  } catch {
    return undefined;
  }
}

/** Sends an answer as it is. */
export function send(response: ServerResponse, reply: PlainReply): void {
  const isJson = reply.json !== undefined;
  const body = isJson ? JSON.stringify(reply.json) : (reply.text ?? '');
  const type = isJson ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8';
  response.writeHead(reply.status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
}

/** Does the request carry `Authorization: Basic` with exactly this user name and password? */
export function hasBasic(headers: IncomingHttpHeaders, username: string, password: string): boolean {
  return headers.authorization === `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
