// One request and its answer. Owns the proof of "not sent": the transport announces a request before its first byte, so a
// request that was never announced was never sent, and anything that goes wrong after that is doubt.
import { brotliDecompressSync, unzipSync } from 'node:zlib';
import type { Dispatcher, Pool } from 'undici';
import type { Permit } from '../../../src/core/providers/permit';
import type { WireReply } from '../../../src/core/providers/provider';
import { REPLY_LIMIT_BYTES } from './pool';

/** How long one exchange may take. */
export interface Limits {
  /** What is left of the call's time, in milliseconds. */
  readonly leftMs: number;
  /** The call's whole time, for words. */
  readonly timeoutMs: number;
  /** Asked in the moment before the first byte. */
  readonly permit: Pick<Permit, 'holds'>;
}

/** The permit was over once a connection stood. No byte was written, so the same request can be sent once more. */
export type Exchanged = WireReply | { readonly kind: 'held_back' };

/** Sends `request` at most once. Never rejects. */
export function exchange(
  pool: Pick<Pool, 'dispatch'>,
  request: Dispatcher.DispatchOptions,
  limits: Limits,
): Promise<Exchanged> {
  return new Promise((resolve) => {
    const conversation = new Conversation(limits, resolve);
    try {
      pool.dispatch(request, conversation);
    } catch (error) {
      conversation.fail(error);
    }
  });
}

type Controller = Dispatcher.DispatchController;
type Headers = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

class Conversation implements Dispatcher.DispatchHandler {
  /** Set from the moment before the first byte on. */
  #announced: Controller | undefined;
  #isOver = false;
  #status = 0;
  #encoding: Headers[string];
  readonly #chunks: Buffer[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly limits: Limits,
    private readonly resolve: (reply: Exchanged) => void,
  ) {
    this.#timer = setTimeout(() => this.#cut(), Math.ceil(limits.leftMs));
  }

  /** The request is about to be written. An abort from in here comes before the first byte. */
  onRequestStart(controller: Controller): void {
    // Too late, the caller has its answer already; or sent before. In both cases the request must not leave.
    if (this.#isOver || this.#announced) {
      controller.abort(new Error('not to be sent'));
    } else if (this.limits.permit.holds()) {
      this.#announced = controller;
    } else {
      this.#end({ kind: 'held_back' });
      // Thrown, not aborted: an abort would close the connection, which the next try needs.
      throw new Error('not to be sent');
    }
  }

  onResponseStart(_controller: Controller, status: number, headers: Headers): void {
    // 103 and the like: the answer is yet to come, and brings its own headers.
    if (status < 200) return;
    this.#status = status;
    this.#encoding = headers['content-encoding'];
  }

  onResponseData(_controller: Controller, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const text = textOf(this.#chunks, this.#encoding);
    if (text === undefined) {
      this.#end({ kind: 'unknown', reason: 'the answer is in a content encoding that cannot be read' });
    } else {
      this.#end({ kind: 'reply', status: this.#status, text, json: parsed(text) });
    }
  }

  onResponseError(_controller: Controller | undefined, error: unknown): void {
    this.fail(error);
  }

  fail(error: unknown): void {
    const code = codeOf(error) ?? 'no code';
    if (this.#announced) {
      this.#end({ kind: 'unknown', reason: `the connection failed before a whole answer came (${code})` });
    } else {
      this.#end({ kind: 'not_sent', reason: `the connection could not be made (${code})` });
    }
  }

  #cut(): void {
    const within = `within ${String(this.limits.timeoutMs)} ms`;
    if (this.#announced) {
      this.#end({ kind: 'unknown', reason: `no answer ${within}` });
      this.#announced.abort(new Error('out of time'));
    } else {
      this.#end({ kind: 'not_sent', reason: `no connection ${within}` });
    }
  }

  #end(reply: Exchanged): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.resolve(reply);
  }
}

/** Undefined where the body is encoded in a way that cannot be undone. */
function textOf(chunks: readonly Buffer[], encoding: Headers[string]): string | undefined {
  const [first] = chunks;
  if (!first) return '';
  const body = decoded(chunks.length === 1 ? first : Buffer.concat(chunks), encoding);
  // A byte order mark is no part of the text, and no JSON begins with one.
  return body?.toString('utf8').replace(/^\uFEFF/, '');
}

/** We ask for no encoding at all, but some gateways compress all the same. */
function decoded(body: Buffer, encoding: Headers[string]): Buffer | undefined {
  const limit = { maxOutputLength: REPLY_LIMIT_BYTES };
  try {
    switch (String(encoding ?? '').toLowerCase()) {
      case 'gzip':
      case 'x-gzip':
      case 'deflate':
        return unzipSync(body, limit);
      case 'br':
        return brotliDecompressSync(body, limit);
      default:
        // `identity`, or a word that means nothing, such as a character set. What is encoded after all is no JSON.
        return body;
    }
  } catch {
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Only codes go into a reason: messages of the transport can repeat an address or what came over the wire. */
function codeOf(error: unknown): string | undefined {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return typeof code === 'string' && /^[A-Z_0-9]+$/.test(code) ? code : undefined;
}
