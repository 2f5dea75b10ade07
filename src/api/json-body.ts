// Reads request bodies: JSON in UTF-8 and nothing else. In place of the framework's parsers, which also take forms and text.
import type { FastifyInstance } from 'fastify';
import { ProblemException } from './problem';

/** No request has more than three. What is nested thousands deep would overflow the stack of whoever walks through it. */
const MOST_LEVELS = 32;

export function takeJsonOnly(server: FastifyInstance): void {
  // Keys that would reach an object's prototype are refused, as Fastify does by default.
  const parse = server.getDefaultJsonParser('error', 'error');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    // No body is what many clients send with a POST that needs none.
    if (body.length === 0) {
      done(null, undefined);
      return;
    }
    let text: string;
    try {
      text = decoder.decode(body);
    } catch {
      done(invalidJson());
      return;
    }
    void parse(request, text, (error, value: unknown) => {
      if (error) done(invalidJson());
      else if (isDeeper(value, MOST_LEVELS)) done(tooDeep());
      else done(null, value);
    });
  });
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1));
}

function tooDeep(): ProblemException {
  return new ProblemException(
    400,
    'invalid_request',
    `The body is nested more than ${String(MOST_LEVELS)} levels deep`,
  );
}

function invalidJson(): ProblemException {
  return new ProblemException(400, 'invalid_json', 'The body could not be read as JSON in UTF-8');
}
