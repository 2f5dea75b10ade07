// From what a program says of its server and itself to the connection that its calls share.
import axios, { type AxiosInstance } from 'axios';
import type { Connection } from './call.js';
import { systemClock, type Clock } from './clock.js';

/** Pages that the server itself serves. Each says by a header of its own that it is the one that asks. */
const SESSION_HEADERS = { till: 'vouch-till', console: 'vouch-console' } as const;

/** Who calls: a key, or in one of those pages whoever the browser's cookie stands for. */
export type Credential =
  | { readonly apiKey: string; readonly session?: undefined; readonly mode?: undefined; readonly user?: undefined }
  | {
      readonly session: keyof typeof SESSION_HEADERS;
      /** Of people at the console: which records are meant. Those of test mode where it is left out. */
      readonly mode?: 'test' | 'live' | undefined;
      /** Of people at the console: the id of whoever is meant. The server refuses what comes with the session of anybody else. */
      readonly user?: string | undefined;
      readonly apiKey?: undefined;
    };

export type VouchOptions = Credential & {
  /** Such as `https://vouch.example`. Empty in a page that the server itself serves. */
  readonly baseUrl: string;
  /** An instance of yours, with its interceptors, agents and proxies. What they log is theirs: a request holds PINs. */
  readonly axios?: AxiosInstance;
  /** For one attempt, in milliseconds: 90,000 unless said otherwise. */
  readonly timeoutMs?: number;
  /** For one call with its repeats, in milliseconds: 120,000 unless said otherwise. */
  readonly deadlineMs?: number;
  /** Time and chance, for tests. */
  readonly clock?: Clock;
};

/** Throws `TypeError` where the options cannot be. */
export function connectionOf({
  baseUrl,
  apiKey,
  session,
  mode,
  user,
  axios: http,
  clock,
  timeoutMs,
  deadlineMs,
}: VouchOptions): Connection {
  if (baseUrl !== '' && !/^https?:\/\/[^/?#@]+(?:\/[^?#]*)?$/.test(baseUrl))
    throw new TypeError('baseUrl must be an http or https address without a query');
  if ((apiKey === undefined) === (session === undefined)) throw new TypeError('Say apiKey or session, one of them');
  if (mode !== undefined && session !== 'console')
    throw new TypeError('mode is for the session of the console: a key has its own');
  if (user !== undefined && session !== 'console') throw new TypeError('user is for the session of the console');
  if (apiKey !== undefined && !/^\w+$/.test(apiKey)) throw new TypeError('apiKey must be a key such as sk_test_…');
  return {
    http: http ?? axios.create(),
    baseUrl: baseUrl.replace(/\/+$/, ''),
    headers: {
      ...(session === undefined ? { authorization: `Bearer ${apiKey}` } : { [SESSION_HEADERS[session]]: '1' }),
      ...(mode === undefined ? {} : { 'vouch-mode': mode }),
      ...(user === undefined ? {} : { 'vouch-user': user }),
    },
    withCredentials: session !== undefined,
    mayResend: http !== undefined || !isPlainNode(),
    clock: clock ?? systemClock,
    timeoutMs: timeoutMs ?? 90_000,
    deadlineMs: deadlineMs ?? 120_000,
  };
}

/** Where nothing sends a request twice unasked: Node, and not the page of a program that has both. */
function isPlainNode(): boolean {
  const { process, document } = globalThis as { process?: { versions?: { node?: string } }; document?: unknown };
  return process?.versions?.node !== undefined && document === undefined;
}
