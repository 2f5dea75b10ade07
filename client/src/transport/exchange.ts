// One request and its answer over axios. What axios throws holds the request, PIN included: it never leaves this file.
import { isAxiosError, type AxiosInstance, type AxiosResponse } from 'axios';
import { Aborted, NoAnswer, Problem, UnexpectedAnswer, type AnswerFacts, type ProblemCode } from '../errors.js';
import type { components } from '../generated/api.js';
import { PROBLEM_CLASSES } from '../generated/problem-classes.js';
import { withoutSecretsOf } from './secrets.js';
import { parseRetryAfter } from './waits.js';

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body: unknown;
  /** Sent as it is, as CSV. */
  readonly file?: unknown;
  readonly withCredentials: boolean;
  /**
   * A member that every success has. A proxy's "all is well" has it not, and says nothing about what became of the request. Null: the
   * answer is no document, but a file of CSV or nothing at all.
   */
  readonly mark: string | null;
}

export interface Answer extends AnswerFacts {
  readonly data: unknown;
}

/** `timeoutMs` is for the whole answer, however slowly it drips. */
export interface Limits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  readonly now: () => number;
}

const LATE = 'late';

/** The answer where it is a success. Throws `Problem`, `NoAnswer`, `UnexpectedAnswer` or `Aborted`. */
export async function exchange(http: AxiosInstance, request: HttpRequest, limits: Limits): Promise<Answer> {
  const response = await fetchWhole(http, request, limits);
  const header = (name: string): string | undefined => {
    const value: unknown = response.headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  const about: AnswerFacts = {
    status: response.status,
    requestId: header('x-request-id') ?? null,
    retryAfterMs: parseRetryAfter(header('retry-after'), limits.now()),
  };
  const isSuccess = about.status >= 200 && about.status < 300;
  const type = header('content-type') ?? '';
  const data = /\bjson\b/i.test(type) ? parse(response.data) : null;
  if (isSuccess && request.mark === null) {
    if (about.status === 204 || /^text\/csv\b/i.test(type)) return { ...about, data: response.data };
  } else if (isSuccess && isObject(data) && Object.hasOwn(data, request.mark ?? '')) return { ...about, data };
  throw errorOf(data, about, withoutSecretsOf(request.headers, request.body));
}

/** An error reaches logs, so what was sent is taken out of all that it holds. A success is not searched: that is the caller's own. */
function errorOf(said: unknown, facts: AnswerFacts, clean: (text: string) => string): Problem | UnexpectedAnswer {
  const about = { ...facts, requestId: facts.requestId === null ? null : clean(facts.requestId) };
  const data = cleaned(said, clean);
  return isProblem(data, about.status) ? problemOf(data, about) : new UnexpectedAnswer(about);
}

async function fetchWhole(http: AxiosInstance, request: HttpRequest, limits: Limits): Promise<AxiosResponse<unknown>> {
  const { signal, timeoutMs } = limits;
  const controller = new AbortController();
  const abort = (): void => {
    controller.abort();
  };
  const timer = setTimeout(() => {
    controller.abort(LATE);
  }, timeoutMs);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    return await http.request<unknown>({ ...settingsOf(request), signal: controller.signal });
  } catch (error) {
    // An interceptor of the caller's may make errors of statuses. The answer counts all the same.
    if (isAxiosError(error) && error.response) return error.response;
    if (controller.signal.reason === LATE) throw new NoAnswer('ETIMEDOUT');
    throw signal?.aborted ? new Aborted() : new NoAnswer(reasonOf(error));
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

function settingsOf({ method, url, headers, body, file, withCredentials }: HttpRequest) {
  return {
    method,
    url,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(file === undefined ? {} : { 'content-type': 'text/csv' }),
      ...headers,
    },
    ...(body === undefined ? {} : { data: JSON.stringify(body) }),
    ...(file === undefined ? {} : { data: sendable(file), maxBodyLength: Infinity }),
    withCredentials,
    responseType: 'text' as const,
    // Read here: axios takes a truncated document for a text.
    transformResponse: [(text: unknown) => text],
    transformRequest: [(text: unknown) => text],
    validateStatus: () => true,
    // A redirected POST becomes a GET, and the key would go to somebody else.
    maxRedirects: 0,
    timeout: 0,
  };
}

/** Of bytes the transport takes no view, only what it is a view of. A file of a browser may say that it is a spreadsheet. */
function sendable(file: unknown): unknown {
  if (file instanceof Blob) return new Blob([file], { type: 'text/csv' });
  if (!ArrayBuffer.isView(file)) return file;
  return file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
}

/** The code alone: messages and causes may repeat what was sent. */
function reasonOf(error: unknown): string {
  const { code } = isObject(error) ? error : {};
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? code : 'ERR_UNKNOWN';
}

/** Throws where the document ends too early: that is an answer which did not arrive. */
function parse(text: unknown): unknown {
  try {
    // An interceptor of the caller's may have read it.
    return JSON.parse(typeof text === 'string' ? text : JSON.stringify(text));
  } catch {
    throw new NoAnswer('ERR_INCOMPLETE');
  }
}

/** Names and numbers may be what was sent, too. */
function cleaned(value: unknown, clean: (text: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => cleaned(item, clean));
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [clean(name), cleaned(inner, clean)]));
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  const text = clean(String(value));
  return text === String(value) ? value : text;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

type ProblemDocument = components['schemas']['Problem'];

/** Others make such documents too, and what they say of a request is not what Vouch says: every member that Vouch always sends must be there. */
function isProblem(data: unknown, status: number): data is ProblemDocument {
  if (!isObject(data) || status < 400 || data['status'] !== status || typeof data['retryable'] !== 'boolean')
    return false;
  const texts = PROBLEM_TEXTS.map((name) => data[name]);
  return texts.every((text) => typeof text === 'string') && String(data['type']).endsWith(`/${String(data['code'])}`);
}

const PROBLEM_TEXTS = ['type', 'title', 'detail', 'code', 'request_id'];

function problemOf(document: ProblemDocument, about: AnswerFacts): Problem {
  // A later server may know codes that this client does not.
  return isKnown(document.code) ? new PROBLEM_CLASSES[document.code](document, about) : new Problem(document, about);
}

function isKnown(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEM_CLASSES, code);
}
