// How this page calls its server: through the published client, and with people in between, who sign in again or give a password again
// without what was typed being lost. The only file that knows how calls are sent.
import { createVouch, type Vouch } from 'vouch-client';
import {
  call,
  connectionOf,
  type CallOptions,
  type Connection,
  type KeyOptions,
  type Route,
} from '../../../client/src/console';
import { API_URL } from './place';
import { isSignedOut, isStepUpAsked } from './problem';

/** Which records a call is about. */
export type Mode = 'test' | 'live';

/** Asked when a call can go on only after a person did something. Resolves to whether they did. */
export interface People {
  signInAgain(): Promise<boolean>;
  stepUp(): Promise<boolean>;
}

/** Whoever waits for a screen wants to know soon that nothing comes. Writes have the time of the client: a provider may take a minute. */
const READ_MS = 12_000;
/** A person is asked to sign in, then for a password again: more than that is a loop. */
const MOST_QUESTIONS = 3;

const IDLE = 'vouch-idle';

const via = connectionOf({ baseUrl: API_URL, session: 'console' });

const VOUCHES: Readonly<Record<Mode, Vouch>> = {
  test: createVouch({ baseUrl: API_URL, session: 'console', mode: 'test', axios: via.http }),
  live: createVouch({ baseUrl: API_URL, session: 'console', mode: 'live', axios: via.http }),
};

/** The public calls, about the records of a mode. */
export const vouchOf = (mode: Mode): Vouch => VOUCHES[mode];

class Transport {
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

  /** `send` makes the call with the options that it is given. Rejects with a `VouchError` alone. */
  readonly read = <T>(send: (options: CallOptions) => Promise<T>, signal?: AbortSignal): Promise<T> =>
    this.withPeople(() => send({ deadlineMs: READ_MS, signal }));

  /** The same of what changes something: under one key, however often somebody is asked for a password meanwhile. */
  readonly write = <T>(send: (options: CallOptions & KeyOptions) => Promise<T>, key = newKey()): Promise<T> =>
    this.withPeople(() => send({ idempotencyKey: key }));

  private async withPeople<T>(send: () => Promise<T>): Promise<T> {
    for (let asked = 0; ; asked++) {
      try {
        return await send();
      } catch (error) {
        if (asked >= MOST_QUESTIONS || !(await this.mayRepeatAfter(error))) throw error;
      }
    }
  }

  /** Whether a person did what the refusal asks for, so that the very same call can be sent again. */
  private async mayRepeatAfter(error: unknown): Promise<boolean> {
    if (!this.people) return false;
    if (isSignedOut(error)) return this.people.signInAgain();
    return isStepUpAsked(error) ? this.people.stepUp() : false;
  }
}

/** The one of this page. */
export const transport = new Transport();

/** What is asked so long after somebody touched the page was asked by the page itself. */
const TOUCHED_MS = 30_000;
let touchedAt = Date.now();
for (const touch of ['keydown', 'pointerdown'])
  document.addEventListener(touch, () => (touchedAt = Date.now()), { capture: true, passive: true });

// Screens that look for what others do must not keep a session open that nobody uses.
via.http.interceptors.request.use((request) => {
  if (request.method === 'get' && Date.now() - touchedAt > TOUCHED_MS) request.headers.set(IDLE, '1');
  return request;
});

via.http.interceptors.response.use((response) => {
  const date = Date.parse(String(response.headers['date']));
  if (!Number.isNaN(date)) transport.skewMs = date - Date.now();
  if (response.status < 300 && !response.config.headers.has(IDLE)) transport.onUse();
  return response;
});

export interface ToPeople {
  readonly ids?: readonly string[];
  readonly input?: unknown;
  readonly mode?: Mode;
  readonly ifMatch?: number;
  /** The page asks by itself: that must not keep a session open that nobody uses. */
  readonly isIdle?: boolean;
  /** A file, as text. */
  readonly isFile?: boolean;
}

/** A call of a route that is for people alone: what it answers is what the caller says it is. */
export async function callPeople<T>(route: Route, about: ToPeople, options: CallOptions = {}): Promise<T> {
  const { ids = [], input, mode, ifMatch, isIdle, isFile } = about;
  const headers = {
    ...via.headers,
    ...(mode === undefined ? {} : { 'vouch-mode': mode }),
    ...(isIdle ? { [IDLE]: '1' } : {}),
    ...(isFile ? { accept: 'text/csv' } : {}),
  };
  const connection: Connection = { ...via, headers };
  return (await call(connection, route, { ids, input }, { ...options, ifMatch })).data as T;
}

/** Without what is left out, as the types of the API want it. */
export function said<T extends object>(input: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(input).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}

/** A new idempotency key. Not `randomUUID`: on plain HTTP browsers do not have it. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return `console-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
