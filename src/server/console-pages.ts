// The support console's page as it was built: one page under many addresses, which its own router tells apart.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ASK_FIRST, builtFolder, OPEN, sendingFrom } from './built-files';

const INDEX = 'index.html';
/** Only a build has it. */
const ASSETS = 'assets';

/** Where the built page is; null where none was built. */
export function consoleFolder(): string | null {
  return builtFolder('console', ASSETS);
}

/** Serves the console from `folder` under `/console`. Unknown files are problems, never the page. */
export async function serveConsole(server: FastifyInstance, folder: string): Promise<void> {
  const file = await sendingFrom(server, folder, [INDEX]);
  const page = pageOf(readFileSync(join(folder, INDEX), 'utf8'));
  server.get('/console', OPEN, (request, reply) => page('', request, reply));
  server.get<{ Params: { '*': string } }>('/console/*', OPEN, (request, reply) => {
    const name = request.params['*'];
    // No address of a screen has a dot in it: ids, modes and words do not.
    if (!name.includes('.') && !name.startsWith(`${ASSETS}/`)) return page(name, request, reply);
    return file(name, name.startsWith(`${ASSETS}/`), request, reply);
  });
}

type SendPage = (screen: string, request: FastifyRequest, reply: FastifyReply) => FastifyReply;

/**
 * The page cannot name its own base, since the policy forbids that, and a proxy may have put a path before ours: so the links are
 * written for how deep the address is. There are few depths, and each is written once.
 */
function pageOf(html: string): SendPage {
  const written = new Map<string, { readonly text: string; readonly tag: string }>();
  return (screen, request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const beside = screen === '' && !path.endsWith('/');
    const depth = Math.min(screen.split('/').length - 1 + (screen !== '' && path.endsWith('/') ? 1 : 0), DEEPEST);
    const start = beside ? 'console/' : depth === 0 ? './' : '../'.repeat(depth);
    const { text, tag } = written.get(start) ?? keep(start);
    void reply.headers({ 'cache-control': ASK_FIRST, etag: tag });
    if (request.headers['if-none-match']?.includes(tag) === true) return reply.status(304).send();
    return reply.type('text/html; charset=utf-8').send(text);
  };

  function keep(start: string) {
    const text = html.replaceAll('="./', `="${start}`);
    const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
    const page = { text, tag };
    written.set(start, page);
    return page;
  }
}

/** Deeper than any screen is: an address without end must not fill the memory. */
const DEEPEST = 8;
