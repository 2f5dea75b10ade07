// `vouch listen`: webhooks on a laptop. Makes an endpoint for as long as it runs, shows every delivery, and hands it on as it came, so
// that the receiver that is being written sees real signatures.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Command } from 'commander';
import { whyFetchFailed } from '../../system/fetch-failure';
import { port, url } from '../arguments';
import { reporting } from '../failure';
import { closeOnSignal } from '../signals';
import { ApiClient, reaching, Refused, whereOf, type Where } from './api-client';

/** By this, endpoints of sessions that were killed are known again. */
const DESCRIPTION = 'vouch listen';
/** Vouch itself waits that long for an answer. */
const PATIENCE_MS = 15_000;
/** Far more than an event. */
const MOST_BYTES = 1024 * 1024;
/** Headers of the one connection, which the next one makes anew. */
const HOP = ['connection', 'content-length', 'host', 'keep-alive', 'transfer-encoding'];

interface Flags {
  readonly url?: string;
  readonly key?: string;
  readonly forwardTo?: string;
  readonly events?: string;
  readonly port: number;
  readonly reachAt?: string;
  readonly json: boolean;
}

interface Endpoint {
  readonly id: string;
  readonly url: string;
  readonly description: string | null;
  readonly secret: string;
}

/** See `listen`. */
export function registerListen(program: Command): void {
  const command = reaching(program.command('listen'))
    .description(
      'Receive webhooks on this machine: an endpoint of its own for as long as this runs, every delivery shown',
    )
    .option('--forward-to <url>', 'hand each delivery on to this address, signed as it came; its answer counts', url)
    .option('--events <types>', 'only these types, with commas between; all where absent')
    .option('--port <port>', 'port to receive on; a free one where absent', port(65_535), 0)
    .option('--reach-at <url>', 'where the server reaches that port, if it runs elsewhere: a tunnel to it', url)
    .option('--json', 'print each event whole', false);
  command.action((flags: Flags) => listen(whereOf(command, flags), flags));
}

const listen = reporting(async (where: Where, flags: Flags) => {
  const api = new ApiClient(where);
  await api.arrive();
  await removeDead(api);
  const server = createServer((request, reply) => {
    void take(request, reply, flags);
  });
  server.listen(flags.port, '127.0.0.1');
  await once(server, 'listening');
  const own = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
  const endpoint = await api
    .call<Endpoint>('POST', '/v1/webhook_endpoints', {
      url: flags.reachAt ?? own,
      description: DESCRIPTION,
      ...(flags.events === undefined ? {} : { event_types: flags.events.split(',').map((type) => type.trim()) }),
    })
    .catch((error: unknown) => {
      server.close();
      throw error;
    });
  const stopped = closeOnSignal(
    () => close(api, endpoint, server),
    (line) => process.stderr.write(`vouch: ${line}\n`),
  );
  print(`Signing secret of this session: ${endpoint.secret}`);
  print(
    `Receiving at ${own}${flags.forwardTo === undefined ? '' : `, forwarding to ${flags.forwardTo}`} (${endpoint.id})`,
  );
  await stopped;
});

async function close(api: ApiClient, { id }: Endpoint, server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  // A server that was stopped before us keeps the endpoint: the next session removes it.
  await api.call('DELETE', `/v1/webhook_endpoints/${id}`).catch((error: unknown) => {
    process.stderr.write(
      `note: ${id} could not be removed (${whyFetchFailed(error)}); the next vouch listen does it\n`,
    );
  });
}

/** Endpoints of sessions that were killed: nothing listens at their port any more. */
async function removeDead(api: ApiClient): Promise<void> {
  const { data } = await api.call<{ data: readonly Endpoint[] }>('GET', '/v1/webhook_endpoints?limit=100');
  for (const { id, url: address, description } of data) {
    if (description !== DESCRIPTION || !address.startsWith('http://127.0.0.1:')) continue;
    const isGone = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(PATIENCE_MS) }).then(
      () => false,
      (error: unknown) => whyFetchFailed(error) === 'ECONNREFUSED',
    );
    if (!isGone) continue;
    await api.call('DELETE', `/v1/webhook_endpoints/${id}`).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
    });
  }
}

async function take(request: IncomingMessage, reply: ServerResponse, flags: Flags): Promise<void> {
  if (request.method !== 'POST') {
    reply.writeHead(405).end();
    return;
  }
  const body = await bodyOf(request);
  if (body === null) {
    reply.writeHead(413).end();
    return;
  }
  const began = performance.now();
  const answer =
    flags.forwardTo === undefined ? { status: 200, words: '200' } : await forward(flags.forwardTo, request, body);
  reply.writeHead(answer.status).end();
  const took = `${String(Math.round(performance.now() - began))} ms`;
  print(`${new Date().toISOString()}  ${inWords(body)}  → ${answer.words} in ${took}`);
  if (flags.json) print(body.toString('utf8'));
}

/** The same bytes and headers: the signature is over them. A redirect is an answer, as it is to Vouch. */
async function forward(to: string, { headers }: IncomingMessage, body: Buffer) {
  const sent = Object.entries(headers).flatMap(([name, value]) =>
    HOP.includes(name) || typeof value !== 'string' ? [] : [[name, value] as [string, string]],
  );
  try {
    const reply = await fetch(to, {
      method: 'POST',
      headers: sent,
      body: new Uint8Array(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await reply.body?.cancel();
    return { status: reply.status, words: String(reply.status) };
  } catch (error) {
    return { status: 502, words: `no answer (${whyFetchFailed(error)})` };
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MOST_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Type and subject of an event, for one line. */
function inWords(body: Buffer): string {
  try {
    const { id, type, data } = JSON.parse(body.toString('utf8')) as {
      readonly id?: string;
      readonly type?: string;
      readonly data?: { readonly id?: string; readonly outcome?: string; readonly status?: string };
    };
    const { id: subject, outcome, status } = data ?? {};
    return [type, id, subject, outcome ?? status].filter((word) => word !== undefined).join('  ');
  } catch {
    return 'no event';
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
