// The errors of the API description, all made from the one table of problem codes.
import { PROBLEMS_MARK } from './decorators';
import { problemType, publicPath } from '../problems/problem';
import { ADVICE_WORDS, PROBLEMS, type ProblemCode } from '../problems/problem-table';

/** One operation of the document, as far as it is rewritten here. */
export interface Operation {
  responses: Record<string, unknown>;
  parameters?: { name: string; in: string }[];
  security?: unknown[];
  tags?: readonly string[];
  requestBody?: unknown;
  [member: string]: unknown;
}

/** Of every route that wants a key. */
const WITH_KEY: readonly ProblemCode[] = [
  'key_missing',
  'key_invalid',
  'key_revoked',
  'secret_key_in_browser',
  'rate_limited',
  'store_unavailable',
];
/** Of every route that is for people alone. */
const WITH_SESSION: readonly ProblemCode[] = [
  'session_missing',
  'session_ended',
  'session_of_another',
  'session_incomplete',
  'cross_site_request',
  'key_not_allowed',
  'rate_limited',
  'store_unavailable',
];
const OF_POINTS: readonly ProblemCode[] = ['replica_set_required'];
const ANYWHERE: readonly ProblemCode[] = ['invalid_request', 'internal_error', 'shutting_down'];
const WITH_BODY: readonly ProblemCode[] = [
  'invalid_json',
  'body_too_large',
  'unsupported_media_type',
  'request_timeout',
  'overloaded',
];

/** The schema `Problem`, with every code there is. */
export const PROBLEM_SCHEMA = {
  type: 'object',
  description: 'RFC 9457. Further members depend on the code: `current_version`, `allowed_statuses`, `redemption_id` …',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'message', 'request_id', 'retryable', 'advice'],
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'GET it: this server explains the code.' },
    title: { type: 'string' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: { type: 'string', description: 'What is wrong here, in plain words.' },
    instance: { type: 'string', description: 'The path that was asked for.' },
    code: { type: 'string', enum: Object.keys(PROBLEMS), description: 'Stable: programs decide by this.' },
    message: { type: 'string', description: 'The same as `detail`.' },
    param: { type: 'string', description: 'The field or header at fault.' },
    errors: { type: 'array', items: { $ref: '#/components/schemas/ProblemFault' } },
    request_id: { type: 'string', description: 'The same as `X-Request-Id`.' },
    retryable: { type: 'boolean', description: 'Whether the identical request may succeed later.' },
    advice: {
      type: 'string',
      enum: ADVICE_WORDS,
      description: 'What to do next, in one word. docs/errors.md says what each one means.',
    },
  },
  additionalProperties: true,
};

/** The schema `ProblemFault`: one entry of `errors`. */
export const FAULT_SCHEMA = {
  type: 'object',
  required: ['param', 'code', 'message'],
  properties: {
    param: { type: 'string', examples: ['source.pin'] },
    code: { type: 'string', examples: ['malformed'] },
    message: { type: 'string', description: 'Never repeats the value.' },
  },
};

/**
 * Adds a response for every status that a route's codes have, with one example a code. `open`: the route needs no key.
 * `base`: where clients reach the server; empty where that is the address it listens on.
 */
export function describeProblems(operation: Operation, path: string, open: boolean, base: string): void {
  const marked = (operation[PROBLEMS_MARK] ?? []) as readonly ProblemCode[];
  Reflect.deleteProperty(operation, PROBLEMS_MARK);
  const codes = new Set([
    ...marked,
    ...(open ? [] : isOf(operation, 'Console') ? WITH_SESSION : WITH_KEY),
    ...(operation.requestBody ? WITH_BODY : []),
    ...(isOf(operation, 'Points') ? OF_POINTS : []),
    ...ANYWHERE,
  ]);
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  for (const [status, list] of byStatus) operation.responses[String(status)] = problemResponse(list, path, base);
}

function isOf({ tags }: Operation, kind: string): boolean {
  return tags?.some((tag) => tag.startsWith(kind)) === true;
}

function problemResponse(codes: readonly ProblemCode[], path: string, base: string) {
  const retry = codes.some((code) => PROBLEMS[code].retryable && PROBLEMS[code].status !== 500);
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].meaning}`).join('\n\n'),
    ...(retry ? { headers: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } } : {}),
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        examples: Object.fromEntries(codes.map((code) => [code, { value: exampleOf(code, path, base) }])),
      },
    },
  };
}

function exampleOf(code: ProblemCode, path: string, base: string) {
  const { status, title, meaning, retryable, advice } = PROBLEMS[code];
  const fault = {
    param: 'source.pin',
    code: 'malformed',
    message: 'must match ^\\d{16}$ (16 digits, as printed on the voucher)',
  };
  return {
    type: problemType(code, base),
    title,
    status,
    detail: meaning,
    instance: publicPath(base) + path.replace('{id}', 'rdm_6740aa51c2f9d1e0b7a3c455'),
    code,
    message: meaning,
    ...(code === 'validation_failed' ? { param: fault.param, errors: [fault] } : {}),
    request_id: 'req_5f0c1d2e3a4b5c6d7e8f9a0b',
    retryable,
    advice,
  };
}
