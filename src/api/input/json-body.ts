// Reads request bodies: JSON in UTF-8 and nothing else, but for the routes that take a file. In place of the framework's parsers, which also
// take forms and text, and parse all that has come at once in one piece.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemException } from '../problems/problem';
import { bodySenderOf } from '../request/held-body';
import { BodyRoom } from './body-room';
import { BodyTurns } from './body-turns';
import { repeatedMember } from './json-repeats';
import { isTooDeepOrWide, MOST_LEVELS, MOST_VALUES } from './json-size';
import { readBody, SMALL_BODY_BYTES, type Payload } from './read-body';
import { Faults, isPlainObject } from './validation';

/** `undefined`: the body is empty. */
type Parsed = (error: Error | null, value?: unknown) => void;

/**
 * Replaces the body parsers of `server`; a body may have `most` bytes. An empty body is `undefined`, whatever it says it is. A body is refused with
 * `ProblemException` 400: `invalid_json`, `invalid_request` (nested too deep, too many values) or `validation_failed` (a field
 * that would reach a prototype, or that stands twice); 415 where it is no JSON, or encoded; and with what `readBody` fails with.
 */
export function takeJsonOnly(server: FastifyInstance, most: number): void {
  const room = new BodyRoom();
  const turns = new BodyTurns();
  const parse = jsonParser(server);
  server.decorateRequest('giveBodyBack', undefined);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', (request, payload: Payload, done) => {
    readBody(request, payload, most, room, (error, _pieces, bytes) => {
      if (error || bytes > 0) done(error ?? encoded(request) ?? noJson());
      else done(null, undefined);
    });
  });
  // Only where the route takes it: the admission names no other body so. Handed on as it comes.
  server.addContentTypeParser('text/csv', (request, payload, done) => {
    done(encoded(request), payload);
  });
  server.addContentTypeParser('application/json', (request, payload: Payload, done) => {
    readBody(request, payload, most, room, (error, pieces, bytes) => {
      // Many clients send no body with a POST that needs none.
      if (error || bytes === 0) done(error, undefined);
      else if (bytes <= SMALL_BODY_BYTES) parse(request, joined(pieces), done);
      else
        turns.take(bodySenderOf(request).name, () => {
          if (request.raw.socket.destroyed) done(gone());
          else parse(request, joined(pieces), done);
        });
    });
  });
}

function joined(pieces: readonly Buffer[]): Buffer {
  const [first] = pieces;
  return first !== undefined && pieces.length === 1 ? first : Buffer.concat(pieces);
}

function jsonParser(server: FastifyInstance) {
  // Keys that would reach an object's prototype are refused, as Fastify does by default.
  const parse = server.getDefaultJsonParser('error', 'error');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return (request: FastifyRequest, body: Buffer, done: Parsed): void => {
    const refused = encoded(request) ?? (isTooDeepOrWide(body) ? tooMuch() : null);
    if (refused) {
      done(refused);
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
      if (error) done(forbiddenField(text) ?? invalidJson());
      else done(repeated(text), value);
    });
  };
}

/** A small body that unpacks to a large one would have to be unpacked to be refused. It may say so in either of two headers. */
function encoded({ headers }: FastifyRequest): ProblemException | null {
  const coding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  const transfer = headers['transfer-encoding']?.trim().toLowerCase() ?? 'chunked';
  if ((coding === '' || coding === 'identity') && transfer === 'chunked') return null;
  return new ProblemException(415, 'unsupported_media_type', 'The body must not be encoded: send it as it is', {
    headers: { 'accept-encoding': 'identity' },
  });
}

function noJson(): ProblemException {
  return new ProblemException(415, 'unsupported_media_type', 'The body must be application/json, in UTF-8');
}

/**
 * The problem of a text that is JSON and that the parser refused all the same: a field of it would reach an object's
 * prototype. Null where it is no JSON.
 */
function forbiddenField(text: string): ProblemException | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const faults = new Faults();
  addForbidden(value, '', faults);
  return faults.problem();
}

function addForbidden(value: unknown, prefix: string, faults: Faults): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value) as [string, unknown][]) {
    const reaches = name === 'constructor' && isPlainObject(part) && Object.hasOwn(part, 'prototype');
    if (name === '__proto__' || reaches) faults.add(prefix + name, 'unknown_field', 'is not a field here');
    else addForbidden(part, `${prefix}${name}.`, faults);
  }
}

/** Which of the two is meant would be a guess, and whoever looked at it before us may have guessed otherwise. */
function repeated(text: string): ProblemException | null {
  const param = repeatedMember(text);
  if (param === null) return null;
  const faults = new Faults();
  faults.add(param, 'too_many', 'may stand once in a request');
  return faults.problem();
}

function tooMuch(): ProblemException {
  const most = `${String(MOST_LEVELS)} levels deep, or has more than ${String(MOST_VALUES)} values`;
  return new ProblemException(400, 'invalid_request', `The body is nested more than ${most}`);
}

function invalidJson(): ProblemException {
  return new ProblemException(400, 'invalid_json', 'The body could not be read as JSON in UTF-8');
}

/** Its client left while the body waited for its turn. */
function gone(): ProblemException {
  return new ProblemException(400, 'invalid_request', 'The connection ended before the body was read');
}
