// Fixtures: one recorded conversation each, with the outcome that the adapter must make of it. Kept as JSON in the
// adapter's own folder.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OperationName } from '../../../src/core/providers/gate';
import type { Settings } from '../define';
import type { Answer } from './socket-server';

/** Expected parts of a request. What is not named is not compared. */
export interface ExpectedRequest {
  readonly method: 'GET' | 'POST';
  /** Below the adapter's base URL. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Fields of a JSON or form body. `null`: must not be there. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** What the provider answered. Status 200 and an empty body where nothing is said. */
export interface RecordedReply {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: string;
  /** Instead of a reply: never answer, or cut the connection. */
  readonly fault?: 'hang' | 'drop';
}

/** One request and its reply. */
export interface Exchange {
  readonly request: ExpectedRequest;
  readonly reply: RecordedReply;
}

/** In `exchanges`, `$reference`, `$original` and `$pin` stand for what this call was made with. */
export interface Fixture {
  readonly name: string;
  readonly operation: OperationName;
  readonly settings?: Settings;
  readonly call?: {
    readonly amountCents?: number;
    readonly options?: Readonly<Record<string, string>>;
    readonly source?: Readonly<Record<string, string>>;
  };
  readonly exchanges: readonly Exchange[];
  /** Compared exactly, but for `reason`, which is compared only where it is given. PINs as plain digits. */
  readonly outcome: Readonly<Record<string, unknown>> & { readonly kind: string };
}

/** Every `*.json` of a folder: each holds a list of fixtures. */
export function loadFixtures(directory: string): Fixture[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => JSON.parse(readFileSync(join(directory, name), 'utf8')) as Fixture[]);
}

/** Puts the values of a call in the place of their names, in keys' values of any depth. */
export function fill<T>(value: T, words: Readonly<Record<string, string>>): T {
  let text = JSON.stringify(value);
  for (const [name, word] of Object.entries(words)) text = text.replaceAll(`$${name}`, word);
  return JSON.parse(text) as T;
}

/** The reply as the socket server plays it. */
export function answerOf(reply: RecordedReply): Answer {
  if (reply.fault) return { kind: reply.fault };
  const body = reply.json === undefined ? (reply.text ?? '') : JSON.stringify(reply.json);
  return { kind: 'reply', status: reply.status ?? 200, body };
}
