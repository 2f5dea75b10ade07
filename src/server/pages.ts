// The till's page as it was built.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pathOf } from '../api/http/hooks';
import { ASK_FIRST, builtFolder, OPEN, sendingFrom } from './built-files';

const INDEX = 'index.html';
/** Only a build has it. */
const WORKER = 'service-worker.js';
/**
 * The page is at /till, outside the folder of its worker, which browsers take for the border of what a worker may see. They read this from
 * where they found the worker: a proxy may have taken a path away that we do not know.
 */
const SCOPE = '../till';

/** Where the built page is; null where none was built. */
export function tillFolder(): string | null {
  return builtFolder('till', WORKER);
}

/** Serves the till from `folder` under `/till`. Unknown files are problems, never the page. */
export async function servePages(server: FastifyInstance, folder: string): Promise<void> {
  // The page itself has two addresses, and neither is the name of its file.
  const file = await sendingFrom(server, folder, [INDEX]);
  const send = (name: string, request: FastifyRequest, reply: FastifyReply) => {
    if (name === WORKER) void reply.header('service-worker-allowed', SCOPE);
    return file(name, name.startsWith('assets/'), request, reply);
  };
  const index = indexOf(readFileSync(join(folder, INDEX), 'utf8'));
  server.get('/till', OPEN, index);
  server.get<{ Params: { file: string } }>('/till/:file', OPEN, (request, reply) =>
    send(request.params.file, request, reply),
  );
  server.get<{ Params: { file: string } }>('/till/assets/:file', OPEN, (request, reply) =>
    send(`assets/${request.params.file}`, request, reply),
  );
}

/**
 * One page under two addresses. A redirect from one to the other would go round in circles behind a proxy that adds the slash or
 * takes it away, and the page cannot name its own base either: the policy forbids that. So the links are written for the address.
 */
function indexOf(html: string): (request: FastifyRequest, reply: FastifyReply) => FastifyReply {
  const inFolder = withTag(html);
  const beside = withTag(html.replaceAll('="./', '="till/'));
  return (request, reply) => {
    const { text, tag } = pathOf(request.url).endsWith('/') ? inFolder : beside;
    void reply.headers({ 'cache-control': ASK_FIRST, etag: tag });
    if (request.headers['if-none-match']?.includes(tag) === true) return reply.status(304).send();
    return reply.type('text/html; charset=utf-8').send(text);
  };
}

function withTag(text: string) {
  return { text, tag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` };
}
