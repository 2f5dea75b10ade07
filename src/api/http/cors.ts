// Which pages may call from a browser. Our own and not a plugin of the framework, because the answers that the framework never sees
// (broken headers, addresses that cannot be decoded) carry the same headers.

/** A till in a browser needs to read what a till needs: the version, when to ask again, and the id to quote to support. */
const EXPOSED = 'etag, retry-after, idempotent-replayed, x-request-id';
const METHODS = 'GET, POST, PATCH, DELETE';
const ALLOWED = 'authorization, x-api-key, content-type, idempotency-key, if-match, x-request-id';
/** Seconds for which a browser need not ask again. */
const MAX_AGE = '600';

type Headers = Readonly<Record<string, string>>;

/** The origins that may call; null: none but this server's own. Never with cookies. */
export class Cors {
  readonly #origins: ReadonlySet<string>;

  constructor(origins: readonly string[] | null) {
    this.#origins = new Set(origins ?? []);
  }

  /** Headers of an answer to a page of this origin. Where the origin could not be read, `undefined`, and only one is listed: of that one. */
  headersFor(origin: string | undefined, isRead = true): Headers {
    if (this.#origins.size === 0) return {};
    const [only] = this.#origins;
    const page = origin === undefined && !isRead && this.#origins.size === 1 ? only : origin;
    // An answer that goes to one page must not be given to another by a cache on the way.
    if (page === undefined || !this.#origins.has(page)) return { vary: 'Origin' };
    return {
      vary: 'Origin',
      'access-control-allow-origin': page,
      'access-control-expose-headers': EXPOSED,
    };
  }

  /** What a browser asks before it sends a call with a key; undefined where the request is no such question. */
  preflight(method: string, headers: Readonly<Record<string, string | string[] | undefined>>): Headers | undefined {
    const { origin, 'access-control-request-method': asked } = headers;
    if (this.#origins.size === 0 || method !== 'OPTIONS') return undefined;
    if (typeof origin !== 'string' || asked === undefined) return undefined;
    const allowed = this.headersFor(origin);
    if (!('access-control-allow-origin' in allowed)) return allowed;
    return {
      ...allowed,
      'access-control-allow-methods': METHODS,
      'access-control-allow-headers': ALLOWED,
      'access-control-max-age': MAX_AGE,
    };
  }
}
