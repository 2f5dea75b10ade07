// Turns any error into one RFC 9457 problem document. Says nothing that a caller should not know.
import { HttpException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DECLINE_CODES } from '../../core/providers/outcome';
import { Refusal } from '../../core/values/refusal';
import { StoreUnavailable } from '../../core/store-unavailable';
import type { Advice } from '../../core/values/advice';
import { redacted } from '../../core/values/redact';
import { ReadingWork } from '../../core/values/text/escapes';
import { PROBLEMS, type ProblemCode } from './problem-table';
import '../request/caller';

export { PROBLEMS, type ProblemCode } from './problem-table';

/** One fault of a request. `param` is a path such as `source.pin`. Never carries the value: it may be a PIN. */
export interface ProblemFault {
  readonly param: string;
  /** What kind of fault, for programs: `required`, `unknown_field`, `out_of_range` … */
  readonly code: string;
  readonly message: string;
}

/** What a problem carries apart from its status, code and detail. */
export interface ProblemOptions {
  /** The request field or header at fault. */
  readonly param?: string;
  readonly errors?: readonly ProblemFault[];
  /** Overrides the table. */
  readonly retryable?: boolean;
  /** Becomes the `Retry-After` header, in whole seconds. */
  readonly retryAfterMs?: number;
  /** Further headers of the reply. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the document. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** An election takes seconds, and many callers come back at once: neither too soon for the one nor too late for the other. */
const STORE_RETRY_MS = 2000;

declare module 'fastify' {
  interface FastifyInstance {
    /** Where clients reach this server, without a slash at its end; empty where that is the address it listens on. */
    publicUrl: string;
  }
}

/** The detail for a caller who mistyped an address. `base` is the server's `publicUrl`. */
export function noSuchAddress(base = ''): string {
  return `There is nothing at this address: ${base}/docs and ${base}/openapi.json show what there is`;
}

/** Thrown anywhere in the API. `detail` is shown to the caller. */
export class ProblemException extends Error {
  constructor(
    readonly status: number,
    readonly code: ProblemCode,
    readonly detail: string,
    readonly options: ProblemOptions = {},
  ) {
    super(detail);
    this.name = 'ProblemException';
  }
}

/** The document as it goes out. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: ProblemCode;
  /** The detail again. */
  readonly message: string;
  readonly param?: string;
  readonly errors?: readonly ProblemFault[];
  readonly request_id: string;
  readonly retryable: boolean;
  readonly advice: Advice;
  readonly [member: string]: unknown;
}

/** The document, and the headers of the reply that carries it. */
export interface ProblemReply {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
}

/** What `toProblem` needs of a request. */
export type ProblemRequest = Pick<FastifyRequest, 'id' | 'url' | 'caller'> & {
  readonly server?: { readonly publicUrl: string };
};

/** Where a code is explained: `GET` it on this very server, which clients reach under `base`. */
export function problemType(code: ProblemCode, base = ''): string {
  return `${base}/problems/${code}`;
}

/** The path under which clients reach this server: `/vouch` of `https://pay.example.com/vouch`, else empty. */
export function publicPath(base: string): string {
  return base === '' ? '' : new URL(base).pathname.replace(/\/$/, '');
}

/** Never throws. An error that it does not know becomes `internal_error`, without a word about the inside. */
export function toProblem(error: unknown, request: ProblemRequest): ProblemReply {
  const publicUrl = request.server?.publicUrl ?? '';
  const known = forCaller(knownProblem(error, publicUrl), request);
  const { code, status, options } = known;
  const entry = PROBLEMS[code];
  const headers: Record<string, string> = {
    ...options.headers,
    'content-type': 'application/problem+json; charset=utf-8',
  };
  if (options.retryAfterMs !== undefined) headers['retry-after'] = retryAfter(options.retryAfterMs);
  if (status === 401) headers['www-authenticate'] = 'Bearer realm="vouch"';
  const problem: Problem = {
    type: problemType(code, publicUrl),
    title: entry.title,
    status,
    detail: known.detail,
    instance: publicPath(publicUrl) + safePath(request.url),
    code,
    // For clients that know `{code, message}` and nothing of RFC 9457.
    message: known.detail,
    ...(options.param === undefined ? {} : { param: options.param }),
    ...(options.errors === undefined ? {} : { errors: options.errors }),
    ...furtherMembers(options.extra),
    request_id: request.id,
    retryable: options.retryable ?? entry.retryable,
    advice: entry.advice,
  };
  return { problem, headers };
}

/** What RFC 9457 and this file have defined keeps its meaning, whatever a refusal calls its own members. */
const OWN_MEMBERS: ReadonlySet<string> = new Set(['type', 'title', 'status', 'detail', 'instance', 'code', 'message']);

function furtherMembers(extra: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(extra).filter(([name]) => !OWN_MEMBERS.has(name)));
}

/** Whole seconds, rounded up, at least one. */
export function retryAfter(ms: number): string {
  return String(Math.max(1, Math.ceil(ms / 1000)));
}

/** A whole path, read in some ways. */
const OF_A_PATH = 20_000;

/** A whole segment that is a UUID: an id of the ledger. No PIN has 32 digits, and none is written in these groups. */
const UUID_SEGMENT = /((?<=\/)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?=\/|$))/i;

/** No path of the API is a third as long. A longer one shows nothing of itself: to look through it costs what anybody can have as often as he likes. */
const LONGEST_PATH = 500;

/** The path without its query, and with anything that looks like a PIN redacted: it is echoed. */
export function safePath(url: string): string {
  const path = url.split('?', 1)[0] ?? '/';
  if (path.length > LONGEST_PATH) return '/****';
  // Digits can be written as %31, and so can the characters between them.
  const text = path.includes('%') ? decoded(path) : path;
  // With a group in the pattern, every second piece is what it matched.
  const work = new ReadingWork(OF_A_PATH);
  const pieces = text.split(UUID_SEGMENT).map((piece, index) => (index % 2 === 1 ? piece : redacted(piece, work)));
  const safe = pieces.join('');
  // What was redacted has no half of a character left, which nothing can encode.
  return safe === text ? path : encodeURI(safe);
}

function decoded(path: string): string {
  // Piece by piece: one that is broken must not hide the others.
  return path.replace(/(?:%[0-9a-f]{2})+/gi, (piece) => {
    try {
      return decodeURIComponent(piece);
    } catch {
      // Not text: its own digits are none of the caller's.
      return '?';
    }
  });
}

function knownProblem(error: unknown, publicUrl: string): ProblemException {
  if (error instanceof ProblemException) return error;
  if (error instanceof Refusal) return new ProblemException(error.status, error.code, error.message, detailOf(error));
  if (error instanceof StoreUnavailable) return storeUnavailable();
  if (error instanceof HttpException) return frameworkProblem(error.getStatus(), publicUrl) ?? internal();
  // Fastify marks its own errors with a code; a `statusCode` that some other error carries is not about our caller.
  const { statusCode, code } = error instanceof Error ? (error as { statusCode?: unknown; code?: unknown }) : {};
  const framework = typeof code === 'string' && code.startsWith('FST_ERR_');
  if (framework && typeof statusCode === 'number') return frameworkProblem(statusCode, publicUrl) ?? internal();
  return internal();
}

/** What only a decision finds wrong with a request is told as what reading it finds: a list of one. */
function detailOf({ code, message, detail }: Refusal): ProblemOptions {
  const { param } = detail;
  if (code !== 'validation_failed' || param === undefined) return detail;
  const fault = { param, code: 'not_allowed', message: message.replace(`${param} `, '') };
  return { ...detail, errors: [fault] };
}

function internal(): ProblemException {
  return new ProblemException(
    500,
    'internal_error',
    'Something went wrong here. It is in the log under this request_id; the same request may be sent again with the same idempotency key',
  );
}

/**
 * Not "nothing happened": a create may have reached its provider, and only then the provider's answer could not be
 * written down.
 */
function storeUnavailable(): ProblemException {
  return new ProblemException(
    503,
    'store_unavailable',
    'The store cannot be read or written right now. Send the same request again with the same idempotency key: no voucher is taken twice, and the answer says what became of this request',
    { retryAfterMs: STORE_RETRY_MS },
  );
}

/** Errors that the framework raises before a handler runs. */
function frameworkProblem(status: number, publicUrl: string): ProblemException | null {
  switch (status) {
    case 400:
      return new ProblemException(400, 'invalid_request', 'The request is malformed');
    // A static file whose path leads out of its folder, or is none: there is nothing there either.
    case 403:
    case 404:
      return new ProblemException(404, 'route_not_found', noSuchAddress(publicUrl));
    case 405:
      return new ProblemException(405, 'method_not_allowed', 'This address does not answer to this method');
    case 408:
      return new ProblemException(408, 'request_timeout', 'The request did not arrive in time');
    case 413:
      return new ProblemException(413, 'body_too_large', 'The body has more than 256 KiB');
    case 414:
      return new ProblemException(400, 'invalid_request', 'The address is too long');
    case 415:
      return new ProblemException(415, 'unsupported_media_type', 'The body must be application/json, in UTF-8');
    case 429:
      return new ProblemException(429, 'rate_limited', 'Too many requests in this minute');
    case 503:
      return new ProblemException(503, 'shutting_down', 'The server is stopping');
    default:
      return null;
  }
}

const DECLINES: ReadonlySet<string> = new Set(DECLINE_CODES);

/** A client that cannot keep a secret must not become an oracle for guessed PINs. */
function forCaller(problem: ProblemException, request: ProblemRequest): ProblemException {
  if (request.caller?.publishable !== true || !DECLINES.has(problem.code)) return problem;
  return new ProblemException(422, 'voucher_not_redeemable', 'This voucher cannot be redeemed');
}
