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
import { isOfAnother, isSignedOut, isStepUpAsked } from './problem';

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

/** Says whose session the page means. What is sent again says the same: it is fixed when a call begins. */
const USER = 'vouch-user';
/** No id: what is still sent after somebody signed out here is done in nobody's name. */
const NOBODY = 'nobody';

/** The public calls, about the records of a mode, of whoever is signed in in this page at this moment. */
export const vouchOf = (mode: Mode): Vouch =>
  createVouch({ baseUrl: API_URL, session: 'console', mode, user: transport.meant, axios: via.http });

class Transport {
  private people: People | null = null;
  /** Whom this page works for; null until somebody is signed in. */
  userId: string | null = null;
  get meant(): string {
    return this.userId ?? NOBODY;
  }

  /** Somebody else is signed in in this browser: nothing leaves any more in the name that the page shows. */
  isOver = false;
  /** Told once, when a call was refused because of that. */
  onOver: () => void = () => undefined;
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

  /** Notices where a call comes back as one of somebody else. A late one of whoever was here before says nothing of now. */
  async noticing<T>(send: () => Promise<T>): Promise<T> {
    const { userId } = this;
    try {
      return await send();
    } catch (error) {
      if (isOfAnother(error) && userId !== null && userId === this.userId) this.end();
      throw error;
    }
  }

  private end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.onOver();
  }

  private async withPeople<T>(send: () => Promise<T>): Promise<T> {
    const { userId } = this;
    for (let asked = 0; ; asked++) {
      try {
        return await this.noticing(send);
      } catch (error) {
        if (asked >= MOST_QUESTIONS || !(await this.mayRepeatAfter(error)) || userId !== this.userId) throw error;
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
  if (transport.isOver && request.headers.has(USER)) throw new Error('The page is of somebody who is not signed in');
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
  /** Whose session is meant, where it is not that of whoever this page works for. Null: whoever is signed in. */
  readonly userId?: string | null;
  /** A file, as text. */
  readonly isFile?: boolean;
}

/** A call of a route that is for people alone: what it answers is what the caller says it is. */
export async function callPeople<T>(route: Route, about: ToPeople, options: CallOptions = {}): Promise<T> {
  const { ids = [], input, mode, ifMatch, isIdle, isFile, userId = transport.meant } = about;
  const headers = {
    ...via.headers,
    ...(userId === null ? {} : { [USER]: userId }),
    ...(mode === undefined ? {} : { 'vouch-mode': mode }),
    ...(isIdle ? { [IDLE]: '1' } : {}),
    ...(isFile ? { accept: 'text/csv' } : {}),
  };
  const connection: Connection = { ...via, headers };
  const sent = transport.noticing(() => call(connection, route, { ids, input }, { ...options, ifMatch }));
  return (await sent).data as T;
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
