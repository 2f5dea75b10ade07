// Reads request bodies: JSON in UTF-8 and nothing else. In place of the framework's parsers, which also take forms and text.
import type { FastifyInstance } from 'fastify';
import { ProblemException } from '../problems/problem';
import { Faults, isPlainObject } from './validation';

/**
 * No request has more than three. A body that is nested thousands of levels deep would overflow the stack of the
 * functions that walk through it.
 */
const MOST_LEVELS = 32;

/**
 * Replaces the body parsers of `server`. An empty body is `undefined`. A body is refused with `ProblemException` 400:
 * `invalid_json`, `invalid_request` (nested too deep) or `validation_failed` (a field that would reach a prototype).
 */
export function takeJsonOnly(server: FastifyInstance): void {
  // Keys that would reach an object's prototype are refused, as Fastify does by default.
  const parse = server.getDefaultJsonParser('error', 'error');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    // Many clients send no body with a POST that needs none.
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
      if (error) done(forbiddenField(text) ?? invalidJson());
      else if (isDeeper(value, MOST_LEVELS)) done(tooDeep());
      else done(null, value);
    });
  });
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1));
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
  if (isDeeper(value, MOST_LEVELS)) return tooDeep();
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
