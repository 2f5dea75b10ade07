// One who calls without a pause and does as docs ask: the same request with the same key until there is a final answer, at any
// instance that responds.
import { setTimeout as pause } from 'node:timers/promises';
import type { Server, Stage } from '../crash/stage';

/** Longer than it takes to give up a silent server and elect another: no request should ever have to wait for so long. */
const REPLY_MS = 20_000;
const AGAIN_MS = 100;
/** For one final answer. Far past anything acceptable: reached only where there will never be one. */
const PATIENCE_MS = 90_000;
/** Refusals that mean "ask again": the first request runs on, or another writer was faster. */
const ASK_AGAIN = new Set(['idempotency_key_in_use', 'outcome_unknown', 'too_many_concurrent_writes']);

export interface Load {
  requests: number;
  /** Requests that brought no reply, or an error of the server's. */
  unanswered: number;
  /** Of these: given up by the caller after `REPLY_MS`. */
  stuck: number;
  slowestMs: number;
  /** Refusals that rested on an old picture: the same call was granted afterwards. */
  overtaken: number;
}

type Coded<T> = T & { readonly code?: string };
type Answer<T> = { readonly status: number; readonly body: Coded<T> } | null;

export class Caller {
  readonly load: Load = { requests: 0, unanswered: 0, stuck: 0, slowestMs: 0, overtaken: 0 };

  constructor(
    private readonly stage: Stage,
    private readonly instances: readonly Server[],
  ) {}

  /**
   * The same request with the same key, at one instance after the other, until the answer is final. A refusal throws. Where `fair`
   * names those that may be, any other is asked again as well: a primary that was overtaken while it stood still reads what it had,
   * and until it finds out, what was made meanwhile is missing. Nothing is written on such a reading, but a caller may be refused.
   */
  async insist<T>(
    path: string,
    body: object,
    key: string,
    isFinal: (body: T) => boolean,
    fair: readonly string[] | null = null,
  ): Promise<Coded<T>> {
    const started = Date.now();
    let last: Answer<T> = null;
    let refused = 0;
    for (let attempt = 0; Date.now() - started < PATIENCE_MS; attempt += 1) {
      last = await this.#post<T>(attempt + this.load.requests, path, body, key);
      const code = last?.body.code ?? '';
      if (last && (last.status < 300 ? isFinal(last.body) : fair?.includes(code))) {
        this.load.slowestMs = Math.max(this.load.slowestMs, Date.now() - started);
        this.load.overtaken += refused;
        return last.body;
      }
      if (last && last.status >= 400 && last.status < 500 && !ASK_AGAIN.has(code)) {
        if (!fair) break;
        refused += 1;
      }
      await pause(AGAIN_MS);
    }
    throw new Error(`No final answer to ${path} with ${key}: ${JSON.stringify(last)}\n${await this.#history(path)}`);
  }

  /** The timeline, a line a fact: what a person would look at. */
  async #history(path: string): Promise<string> {
    const id = /rdm_[0-9a-f]+/.exec(path)?.[0];
    const [server] = this.instances;
    if (id === undefined || !server) return '';
    const timeline = await this.stage.call<{ data: unknown[] }>(server, `GET /v1/redemptions/${id}/timeline`);
    return (timeline?.data ?? []).map((fact) => JSON.stringify(fact)).join('\n');
  }

  async #post<T>(turn: number, path: string, body: object, key: string): Promise<Answer<T>> {
    const server = this.instances[turn % this.instances.length];
    this.load.requests += 1;
    try {
      const reply = await fetch(`${server?.url ?? ''}${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${this.stage.key ?? ''}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(REPLY_MS),
      });
      if (reply.status >= 500) this.load.unanswered += 1;
      return { status: reply.status, body: (await reply.json()) as Coded<T> };
    } catch (error) {
      this.load.unanswered += 1;
      if (error instanceof Error && error.name === 'TimeoutError') this.load.stuck += 1;
      return null;
    }
  }
}

/** A reservation is an answer too: what follows is the till's own decision. */
export function isDecided({ outcome }: { readonly outcome: string }): boolean {
  return outcome !== 'checking';
}
