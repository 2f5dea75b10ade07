// One call of this page to its server, and what it takes to get it through: signing in again, or giving a password again, without what was
// typed being lost. The only file that knows how calls are sent.
import { API_PATH } from './place';
import { isSignedOut, ProblemError } from './problem';

/** Which records a call is about. */
export type Mode = 'test' | 'live';

export interface CallOptions {
  readonly mode?: Mode | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** A file, as it is. */
  readonly file?: { readonly content: Blob; readonly type: string } | undefined;
  /** What is undefined, null or empty is left out. */
  readonly query?: Readonly<Record<string, string | number | undefined | null>> | undefined;
  /** One attempt of somebody's business: the same over every repeat of it. */
  readonly key?: string | undefined;
  /** The `version` that was read. */
  readonly ifMatch?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The page asks by itself: that must not keep a session open that nobody uses. */
  readonly isIdle?: boolean;
  readonly accept?: string;
  /** Where nobody is signed in the answer is just that, and nobody is asked. */
  readonly isAboutSession?: boolean;
}

/** Asked when a call can go on only after a person did something. Resolves to whether they did. */
export interface People {
  signInAgain(): Promise<boolean>;
  stepUp(): Promise<boolean>;
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** Sends calls. Every promise rejects with `ProblemError` alone, or with the `AbortError` of its signal. */
export class Transport {
  private people: People | null = null;
  /** Told after each answer that counts as somebody being here. */
  onUse: () => void = () => undefined;
  /** How far the server's clock is ahead of this one. */
  skewMs = 0;

  /** Who is asked to sign in again, as long as somebody listens. */
  ask(people: People): () => void {
    this.people = people;
    return () => {
      if (this.people === people) this.people = null;
    };
  }

  /** The JSON of the answer; undefined where it has none. */
  async call<T>(method: Method, path: string, options: CallOptions = {}): Promise<T> {
    const response = await this.send(method, path, options);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  /** The answer as a file to keep. */
  async download(path: string, options: CallOptions): Promise<Blob> {
    return (await this.send('GET', path, options)).blob();
  }

  private async send(method: Method, path: string, options: CallOptions): Promise<Response> {
    const key = options.key ?? (method === 'POST' && !options.isAboutSession ? newKey() : undefined);
    for (let asked = 0; ; asked++) {
      try {
        return await this.attempt(method, path, { ...options, key });
      } catch (error) {
        if (options.isAboutSession || asked >= MOST_QUESTIONS || !(await this.mayRepeatAfter(error))) throw error;
      }
    }
  }

  /** Whether a person did what the refusal asks for, so that the very same call can be sent again. */
  private async mayRepeatAfter(error: unknown): Promise<boolean> {
    if (!this.people) return false;
    if (isSignedOut(error)) return this.people.signInAgain();
    return error instanceof ProblemError && error.code === 'step_up_required' ? this.people.stepUp() : false;
  }

  private async attempt(method: Method, path: string, options: CallOptions): Promise<Response> {
    const response = await this.fetched(method, path, options);
    const date = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(date)) this.skewMs = date - Date.now();
    if (response.ok) {
      if (!options.isIdle) this.onUse();
      return response;
    }
    throw await refusalIn(response);
  }

  private async fetched(method: Method, path: string, options: CallOptions): Promise<Response> {
    try {
      return await fetch(`${API_PATH}/v1${path}${queryOf(options.query)}`, {
        method,
        headers: headersOf(options),
        credentials: 'same-origin',
        cache: 'no-store',
        redirect: 'error',
        ...(options.file ? { body: options.file.content } : {}),
        ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
        ...(options.signal ? { signal: options.signal } : {}),
      });
    } catch (error) {
      if (options.signal?.aborted) throw error;
      throw new ProblemError('no_answer', 'No answer', null, null);
    }
  }
}

/** A person is asked to sign in, then for a password again: more than that is a loop. */
const MOST_QUESTIONS = 3;

function headersOf({ mode, body, file, key, ifMatch, isIdle, accept }: CallOptions): Record<string, string> {
  return {
    accept: accept ?? 'application/json',
    'vouch-console': '1',
    ...(mode === undefined ? {} : { 'vouch-mode': mode }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(file === undefined ? {} : { 'content-type': file.type }),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
    ...(ifMatch === undefined ? {} : { 'if-match': `"${String(ifMatch)}"` }),
    ...(isIdle === true ? { 'vouch-idle': '1' } : {}),
  };
}

function queryOf(values: CallOptions['query']): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values ?? {}))
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

async function refusalIn(response: Response): Promise<ProblemError> {
  const { status, headers } = response;
  const document: unknown = await response.json().catch(() => null);
  const requestId = headers.get('x-request-id');
  const seconds = Number(headers.get('retry-after') ?? '');
  const retryAfterMs = seconds > 0 ? seconds * 1000 : null;
  // A proxy on the way answers in its own words, and what it says is not shown.
  if (!isProblem(document)) return new ProblemError('unexpected_answer', '', status, requestId, {}, retryAfterMs);
  const { code, detail, request_id, ...details } = document;
  return new ProblemError(code, detail, status, requestId ?? request_id, details, retryAfterMs);
}

interface ProblemDocument {
  readonly code: string;
  readonly detail: string;
  readonly request_id: string;
  readonly [extra: string]: unknown;
}

function isProblem(data: unknown): data is ProblemDocument {
  if (typeof data !== 'object' || data === null) return false;
  const { code, detail } = data as Partial<ProblemDocument>;
  return typeof code === 'string' && typeof detail === 'string';
}

/** A new idempotency key. Not `randomUUID`: on plain HTTP browsers do not have it. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return `console-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** The one of this page. */
export const transport = new Transport();
