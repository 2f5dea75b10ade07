// Takes in the body of a request, as it is, in place of the framework: what is kept of all of them together has a bound.
import type { FastifyRequest } from 'fastify';
import { ProblemException } from '../problems/problem';
import { bodySenderOf } from '../request/held-body';
import type { BodyRoom, Kept } from './body-room';

/** An ordinary sale has a tenth of it. Smaller bodies cost no more to read and to keep than their headers, and are not counted. */
export const SMALL_BODY_BYTES = 4 * 1024;

/** Honest senders of large bodies are few: whoever fills the room has left it by then, or is cut off. */
const RETRY_MS = 2_000;

export type Payload = FastifyRequest['raw'];
/** With the pieces of a whole body, and how many bytes they have; or with what is wrong. */
type Taken = (error: Error | null, pieces: readonly Buffer[], bytes: number) => void;

/**
 * Reads `payload`, the body of `request`. Fails with `ProblemException` 413 where it has more than `most` bytes, with 503 `overloaded` where
 * there is no `room` for it, and with what went wrong on its way. What is larger than a small one is kept until `letBodyGo`.
 */
export function readBody(request: FastifyRequest, payload: Payload, most: number, room: BodyRoom, done: Taken): void {
  if (Number(request.headers['content-length']) > most) {
    done(tooLarge(), [], 0);
    return;
  }
  let pieces: Buffer[] = [];
  let bytes = 0;
  let kept: Kept | undefined;
  const end = (error: Error | null) => {
    payload.off('data', take).off('end', whole).off('error', fail);
    const taken = error === null ? pieces : [];
    pieces = [];
    done(error, taken, bytes);
  };
  const take = (piece: Buffer) => {
    bytes += piece.length;
    if (bytes > most) {
      end(tooLarge());
      return;
    }
    if (bytes > SMALL_BODY_BYTES) {
      if (kept === undefined) {
        kept = room.open(bodySenderOf(request));
        request.giveBodyBack = kept.giveBack;
      }
      if (!kept.grow(bytes)) {
        end(noRoom());
        return;
      }
    }
    pieces.push(piece);
  };
  const whole = () => {
    end(null);
  };
  const fail = (error: Error & { statusCode?: number }) => {
    // The request is broken, not the server.
    error.statusCode ??= 400;
    end(error);
  };
  payload.on('data', take).on('end', whole).on('error', fail);
  payload.resume();
}

function tooLarge(): ProblemException {
  return new ProblemException(413, 'body_too_large', 'The body has more than 256 KiB');
}

function noRoom(): ProblemException {
  return new ProblemException(503, 'overloaded', 'Too many large bodies are under way: nothing was started', {
    retryAfterMs: RETRY_MS,
  });
}
