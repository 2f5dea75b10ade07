// Pages that a build made (dist/web), served as they are. Open to all: what is in these files is nobody's. A table of the files is made
// at the start, and nothing else is ever looked for on the disk.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { noSuchAddress, ProblemException } from '../api/problems/problem';

/** Beside the built program, and where the sources run as they are, in its output. */
const PLACES = ['../../web', '../../dist/web'].map((path) => join(__dirname, path));

/** Of routes that serve such pages. */
export const OPEN = { config: { access: 'open' } } as const;
/** Of a file whose name changes with its content. */
const FOR_GOOD = 'public, max-age=31536000, immutable';
/** Of all others: kept, and asked for every time whether it is still the same. */
export const ASK_FIRST = 'no-cache';

/** Where the pages called `name` are; null where none were built. `mark`: a file that only a build makes. */
export function builtFolder(name: string, mark: string): string | null {
  return PLACES.map((place) => join(place, name)).find((folder) => existsSync(join(folder, mark))) ?? null;
}

/** Sends a file by its name in the folder. Throws `ProblemException` 404 where there is none. `isForGood`: its name changes with its content. */
export type SendFile = (name: string, isForGood: boolean, request: FastifyRequest, reply: FastifyReply) => FastifyReply;

/** Lets `server` send the files of `folder`, but for those `without`. */
export async function sendingFrom(
  server: FastifyInstance,
  folder: string,
  without: readonly string[] = [],
): Promise<SendFile> {
  await server.register(fastifyStatic, {
    root: folder,
    serve: false,
    // Compressed by the build: no request costs the time for it.
    preCompressed: true,
    cacheControl: false,
    // They are small, and a part that is not there would be an error of the library's own.
    acceptRanges: false,
    index: false,
  });
  const files = new Set(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => name.replaceAll('\\', '/'))
      .filter((name) => /\.\w+$/.test(name) && !/\.(?:br|gz)$/.test(name) && !without.includes(name)),
  );
  return (name, isForGood, { server: { publicUrl }, headers }, reply) => {
    if (!files.has(name)) throw new ProblemException(404, 'route_not_found', noSuchAddress(publicUrl));
    // They protect what somebody is about to change: nobody changes these, and the library would answer with an error of its own.
    delete headers['if-match'];
    delete headers['if-unmodified-since'];
    return reply.header('cache-control', isForGood ? FOR_GOOD : ASK_FIRST).sendFile(name);
  };
}
